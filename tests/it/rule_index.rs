//! The index of the rules in `docs/rules`: written from their pages, and held equal to them.
//!
//! `INSTA_UPDATE=always cargo test --test it rule_index` writes it anew, to be read before it is committed.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use sekisho::lang::{Lang, Words};
use sekisho::rules::{self, Rule};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/rules");

/// The groups that there are or are to come, in the order of their names, and what each looks at.
const GROUPS: [(&str, &str, &str); 26] = [
    ("class", "インシデントの分類と重大度を見ます。", "The types of incident and the levels of severity."),
    (
        "conf",
        "外に出してはいけないものが文書に残っていないかを見ます。",
        "What must not stand in a document that others can read.",
    ),
    ("contact", "いざというときに連絡がつくかを見ます。", "Whether people can be reached when it matters."),
    ("escalation", "誰にいつ上げるかの決まりを見ます。", "When a matter is passed on, and to whom."),
    (
        "exercise",
        "演習の計画から改善までがつながっているかを見ます。",
        "Whether exercises lead from a plan to an improvement.",
    ),
    ("file", "ファイルそのものと、その名前を見ます。", "Files as such, and their names."),
    ("gate", "検査の及ぶ範囲に穴がないかを見ます。", "Whether anything slips past the check."),
    ("git", "記録のされ方を見ます。", "How changes are recorded."),
    ("legal", "法令などの届け出の義務を見ます。", "Duties to notify, by law or contract."),
    ("lifecycle", "文書の承認と見直しを見ます。", "How documents are approved and kept up to date."),
    (
        "logging",
        "ログの種類、保存期間、時刻合わせを見ます。",
        "The sorts of log, how long they are kept, and their clocks.",
    ),
    ("manual", "対応の手引きに欠かせない内容を見ます。", "What a manual for the response cannot do without."),
    ("party", "外部の組織との関わりを見ます。", "Parties outside, and how they are reached."),
    ("phase", "構築の工程が順に進んでいるかを見ます。", "Whether the construction goes forward step by step."),
    (
        "rfc2350",
        "RFC 2350 の記述書に読み手の探す内容があるかを見ます。",
        "Whether the RFC 2350 description says what its readers look for.",
    ),
    ("risk", "リスクの評価と、受け入れの判断を見ます。", "How risks are rated, and who accepts them."),
    ("role", "役割と、それを担う人を見ます。", "Roles, and those who hold them."),
    ("roster", "当番の表を見ます。", "The roster of those on call."),
    ("schema", "文書の項目と値の書き方を見ます。", "The fields of a document, and how their values are written."),
    ("service", "CSIRTのサービスを見ます。", "What the CSIRT offers."),
    ("sim3", "SIM3 などによる成熟度の評価を見ます。", "Assessments of maturity, by SIM3 and others."),
    (
        "sod",
        "一人に任せてはいけない役目が分かれているかを見ます。",
        "Whether duties are apart that one person must not hold together.",
    ),
    ("text", "文章の中に残った書きかけなどを見ます。", "What was left unfinished in a text."),
    ("waiver", "認めた例外が正しく使われているかを見ます。", "Whether exceptions are used as they were allowed."),
    ("xref", "文書の間の参照を見ます。", "References from one document to another."),
    ("yaml", "YAML として誰が読んでも同じになるかを見ます。", "Whether the YAML reads the same to everybody."),
];

fn page_name(lang: Lang) -> &'static str {
    match lang {
        Lang::Ja => "README.ja.md",
        Lang::En => "README.md",
    }
}

fn index(lang: Lang) -> String {
    let say = |ja, en| Words { ja, en }.get(lang);
    let mut text = format!("# {}\n\n", say("ルールの一覧", "Rules"));
    let _ = writeln!(
        text,
        "{}\n",
        say(
            "検査で使うルールです。名前のリンク先は、なぜ困るのか、どう直すのかと、その例です。手元では `sekisho explain ルール名` で読めます。\n文書に書けることは[文書の種類の一覧](../kinds/README.ja.md)にあります。\n「例外」の欄は、理由と期限を示せば指摘を例外として認められるかどうかです。",
            "These are the rules of the check. Each links to its page: why it matters, how to mend it, and examples. `sekisho explain RULE` prints the same text.\nWhat documents may say stands with the [kinds of document](../kinds/README.md).\nThe column “waiver” says whether a finding can be waived, with a reason and an end."
        )
    );
    let mut last = "";
    for rule in rules::all() {
        if rule.group() != last {
            last = rule.group();
            let about = GROUPS.iter().find(|(group, ..)| *group == last).map(|(_, ja, en)| say(ja, en));
            let about = about.unwrap_or_else(|| panic!("the group {last} wants its sentence in GROUPS"));
            let head = say(
                "| ルール | 重さ | 内容 | 例外 |\n|---|---|---|---|",
                "| rule | severity | what it finds | waiver |\n|---|---|---|---|",
            );
            let gap = if text.ends_with("\n\n") { "" } else { "\n" };
            let _ = writeln!(text, "{gap}## {last}\n\n{about}\n\n{head}");
        }
        let (group, slug) = rule.id.split_once('/').expect("a rule has a group");
        let page = format!("../../src/rules/{group}/{}.md", slug.replace('-', "_"));
        let waiver = if rule.is_waivable() { say("可", "yes") } else { say("不可", "no") };
        let severity = rule.severity.words().get(lang);
        let _ = writeln!(text, "| [{}]({page}) | {severity} | {} | {waiver} |", rule.id, first_sentence(rule, lang));
    }
    text
}

/// Returns the first sentence of a page, as a cell of a table.
fn first_sentence(rule: &Rule, lang: Lang) -> String {
    let text = rule.text(lang);
    let paragraph =
        text.split("\n\n").next().unwrap_or_default().replace('\n', if lang == Lang::Ja { "" } else { " " });
    let end = match lang {
        Lang::Ja => paragraph.find('。').map(|at| at + '。'.len_utf8()),
        // A stop within a number or an abbreviation is followed by no capital.
        Lang::En => paragraph
            .match_indices(". ")
            .map(|(at, _)| at + 1)
            .find(|at| paragraph[at + 1..].starts_with(|next: char| next.is_uppercase() || next == '`')),
    };
    paragraph[..end.unwrap_or(paragraph.len())].replace('|', "\\|")
}

#[test]
fn the_index_is_what_the_pages_say() {
    for lang in [Lang::Ja, Lang::En] {
        let path = Path::new(FOLDER).join(page_name(lang));
        let text = index(lang);
        if std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
            fs::create_dir_all(FOLDER).expect("the repository can be written to");
            fs::write(&path, &text).expect("the repository can be written to");
        }
        let committed = fs::read_to_string(&path).unwrap_or_default();
        assert!(
            committed == text,
            "docs/rules/{} is not what the pages say; INSTA_UPDATE=always writes it anew",
            page_name(lang)
        );
    }
}

#[test]
fn every_link_of_the_index_leads_somewhere() {
    for lang in [Lang::Ja, Lang::En] {
        let text = index(lang);
        for target in text.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(target, _)| target) {
            assert!(Path::new(FOLDER).join(target).exists(), "{target}");
        }
    }
}
