//! Documents of 2–4 KiB, half Japanese, in the project's own kinds: the same bytes on every machine.

/// A sequence of numbers without a library, so that no version of one changes the bytes.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        // The constants of Knuth's MMIX; the high bits are the good ones.
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    fn pick<'w>(&mut self, words: &[&'w str]) -> &'w str {
        words[usize::try_from(self.next()).expect("31 bits") % words.len()]
    }
}

const SUBJECTS: [&str; 12] = [
    "情報システム部門",
    "インシデント対応の担当者",
    "サービス利用者",
    "経営層",
    "委託先の監視センター",
    "広報の責任者",
    "the duty officer",
    "every department head",
    "the managed service provider",
    "the legal counsel",
    "the help desk",
    "our regional sites",
];
const ACTIONS: [&str; 12] = [
    "連絡を受けて内容を記録し、影響の範囲を確かめる",
    "関係する部署へ速報を送り、次の報告の時刻を伝える",
    "機器をネットワークから切り離し、証拠を保全する",
    "対応の経過を毎日まとめて共有する",
    "再発を防ぐための対策を提案する",
    "演習の計画を立てて実施する",
    "records the report and confirms its scope",
    "informs the departments and names the time of the next report",
    "isolates the host and preserves the evidence",
    "keeps a daily record of the response",
    "proposes measures against a recurrence",
    "plans and runs the yearly exercise",
];

fn sentence(numbers: &mut Numbers) -> String {
    format!("{}: {}", numbers.pick(&SUBJECTS).replace(':', ""), numbers.pick(&ACTIONS)).replace(": ", "が ")
}

/// Returns the documents of a root as paths and texts, the settings first.
pub(crate) fn root(n_documents: usize) -> Vec<(String, String)> {
    let mut numbers = Numbers(20_261_124);
    let settings = "version: 1\ndocuments: [csirt]\nlanguages: [ja, en]\ntime_zone: Asia/Tokyo\ndefaults: {owner: role-0-0, classification: amber}\n";
    let plan = "kind: phase-plan\ntitle: CSIRT構築工程\npreset: jpcert-8\ncurrent_phase: kickoff\n";
    let mut files =
        vec![("sekisho.yaml".to_owned(), settings.to_owned()), ("csirt/phase-plan.yaml".to_owned(), plan.to_owned())];
    for at in 0..n_documents.saturating_sub(1) {
        let text = match at % 6 {
            0 => people(at, &mut numbers),
            1 => roles(at - 1, &mut numbers),
            2 => contacts(at - 2, &mut numbers),
            3 => parties(at, &mut numbers),
            4 => services(at - 4, &mut numbers),
            _ => scope(at - 5, &mut numbers),
        };
        files.push((format!("csirt/part-{:03}/document-{at}.yaml", at / 100), text));
    }
    files
}

fn head(kind: &str, at: usize, numbers: &mut Numbers) -> String {
    format!(
        "# {}\nkind: {kind}\nid: {kind}-{at}\ntitle:\n  ja: 文書 {at} ({})\n  en: Document {at}\nmeta:\n  version: \"1.{at}\"\n  audience: [internal, csirt]\n",
        sentence(numbers),
        numbers.pick(&["東京", "大阪", "福岡", "札幌"]),
    )
}

fn people(at: usize, numbers: &mut Numbers) -> String {
    let mut text = head("people", at, numbers) + "people:\n";
    // The parties of the six documents before; the first six have only their own.
    let parties = if at == 0 { 3 } else { at - 3 };
    for n in 0..14 {
        text += &format!(
            "  - id: person-{at}-{n}\n    name: 担当者{n}号\n    post: {}\n    relation: vendor\n    party: party-{}-{}\n    languages: [ja, en]\n    available_from: 2026-0{}-01\n    publish: false\n",
            sentence(numbers),
            parties,
            n % 8,
            n % 9 + 1,
        );
    }
    text
}

fn roles(at: usize, numbers: &mut Numbers) -> String {
    let mut text = head("role-catalog", at, numbers) + "roles:\n";
    for n in 0..7 {
        text += &format!(
            "  - id: role-{at}-{n}\n    name: {{ja: 役割{n}, en: Role {n}}}\n    held_by: [person-{at}-{n}, person-{at}-{}]\n    nca_roles: [incident-handler, triage]\n    responsibilities:\n      - {}\n      - {}\n    min_holders: 2\n    active: always\n",
            n + 7,
            sentence(numbers),
            sentence(numbers),
        );
    }
    text
}

fn contacts(at: usize, numbers: &mut Numbers) -> String {
    let mut text = head("contact-directory", at, numbers) + "contacts:\n";
    for n in 0..5 {
        // A circle would be an error.
        let fallback = if n == 4 { "{none: 最後の窓口}".to_owned() } else { format!("contact-{at}-{}", n + 1) };
        text += &format!(
            "  - id: contact-{at}-{n}\n    name: 窓口{n}\n    purposes: [incident-report, emergency]\n    audience: [constituency, peer]\n    owner: role-{at}-{n}\n    hours: {{open: [{{days: mon-fri, from: \"08:30\", to: \"17:15\"}}], holidays: closed}}\n    response_target: 15min\n    fallback: {fallback}\n    languages: [ja, en]\n    last_tested: 2026-07-01\n    channels:\n      - {{type: phone, value: \"+8131234{at:04}\", shared: true, note: {}}}\n      - {{type: email, value: desk-{at}-{n}@csirt.example, shared: true, encryption: pgp}}\n",
            sentence(numbers),
        );
    }
    text
}

fn parties(at: usize, numbers: &mut Numbers) -> String {
    let mut text = head("party-directory", at, numbers) + "parties:\n";
    for n in 0..8 {
        text += &format!(
            "  - id: party-{at}-{n}\n    name: {{ja: 協力会社{n}, en: Partner {n}}}\n    type: managed-service\n    relationship: [contracted, receive-from]\n    channels:\n      - type: email\n        value: soc-{at}-{n}@partner.example\n        note: {}\n    last_verified: 2026-08-15\n",
            sentence(numbers),
        );
    }
    text
}

fn services(at: usize, numbers: &mut Numbers) -> String {
    let mut text = head("protected-services", at, numbers) + "protected_services:\n";
    for n in 0..7 {
        text += &format!(
            "  - id: service-{at}-{n}\n    name: {{ja: 業務システム{n}, en: Business system {n}}}\n    type: system\n    rationale: |\n      {}\n      {}\n    owner: role:role-{at}-{n}\n    impact: {{confidentiality: high, integrity: moderate, availability: high}}\n    recovery: {{rto: 4h, rpo: 1d}}\n    contains_personal_data: true\n",
            sentence(numbers),
            sentence(numbers),
        );
    }
    text
}

fn scope(at: usize, numbers: &mut Numbers) -> String {
    let mut text = head("scope-statement", at, numbers);
    text += &format!(
        "project_manager: {{person: person-{at}-0}}\nsummary: >\n  {}\n  {}\n",
        sentence(numbers),
        sentence(numbers)
    );
    text += "objectives:\n";
    for n in 0..4 {
        text +=
            &format!("  - {{id: objective-{n}, text: {}, measure: 記録の件数, target: 月 1 回}}\n", sentence(numbers));
    }
    text += "milestones:\n";
    for n in 0..4 {
        text += &format!("  - {{id: milestone-{n}, name: {}, due: 2027-0{}-10}}\n", sentence(numbers), n + 1);
    }
    text += "tasks:\n";
    for n in 0..8 {
        text += &format!(
            "  - id: task-{n}\n    text: {}\n    owner: person:person-{at}-{n}\n    milestone: milestone-{}\n    status: open\n",
            sentence(numbers),
            n % 4,
        );
    }
    text + "in_scope: [受付, 記録, 連絡]\nout_of_scope: {none: 作業の範囲はすべてを含む}\nexternal_advice: {none: 相談中}\n"
}
