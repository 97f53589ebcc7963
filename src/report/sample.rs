//! Pages for the tests of all formats.

use crate::both;
use crate::finding::{Disposition, Finding, Fingerprint, Identity, Place, Severity, Subject};
use crate::lang::{Both, Lang, Words};
use crate::report::{AboutRule, Counts, NotShown, Page, ScopeNumbers, Unchecked};
use crate::text::{RepoPath, SourceText, Span};

/// Everything that a page borrows.
pub(super) struct Sample {
    pub(super) findings: Vec<Finding>,
    pub(super) sources: Vec<SourceText>,
    pub(super) unchecked: Vec<(Option<RepoPath>, Both)>,
    pub(super) not_shown: NotShown,
    pub(super) scope: ScopeNumbers,
    pub(super) prefix: &'static str,
    pub(super) has_settings: bool,
    pub(super) fail_on: Option<Severity>,
}

impl Sample {
    /// One error, without words, at the first `needle` of a text.
    pub(super) fn one(text: &str, needle: &str) -> Sample {
        let mut sample = Sample::new(&[("a.yaml", text)]);
        let place = sample.place("a.yaml", needle);
        sample.push("text/placeholder", Severity::Error, place, "", |finding| finding);
        sample
    }

    fn new(files: &[(&str, &str)]) -> Sample {
        Sample {
            findings: Vec::new(),
            sources: files
                .iter()
                .map(|(path, text)| SourceText::new(RepoPath::new(path), text.as_bytes().to_vec()))
                .collect(),
            unchecked: Vec::new(),
            not_shown: NotShown::default(),
            scope: ScopeNumbers { documents: files.len(), ..ScopeNumbers::default() },
            prefix: "",
            has_settings: true,
            fail_on: Some(Severity::Error),
        }
    }

    /// Returns the first place of `needle` in a file.
    fn place(&self, path: &str, needle: &str) -> Place {
        let path = RepoPath::new(path);
        let source = self.sources.iter().find(|source| *source.path() == path).expect("the sample has the file");
        let start = source.text().find(needle).expect("the sample has the text");
        Place { path, span: Span::new(start..start + needle.len()) }
    }

    fn push(
        &mut self,
        rule: &'static str,
        severity: Severity,
        place: Place,
        pointer: &str,
        finding: impl FnOnce(Finding) -> Finding,
    ) {
        let document = Identity::Document { kind: "role-catalog".to_owned(), id: "roles".to_owned() };
        let subject = Subject { place, document, pointer: pointer.to_owned(), value: String::new() };
        let mut finding = finding(Finding::new(subject, both! { ja: "", en: "" }));
        finding.rule = rule;
        finding.severity = severity;
        finding.fingerprint = Fingerprint::of(rule, &finding.subject);
        self.findings.push(finding);
    }

    /// Lends the page to `use_it`.
    pub(super) fn page<T>(&self, lang: Lang, use_it: impl FnOnce(&Page) -> T) -> T {
        let of = |severity| {
            self.findings.iter().filter(|finding| finding.is_active() && finding.severity == severity).count()
        };
        let counts = Counts { errors: of(Severity::Error), warnings: of(Severity::Warning), infos: of(Severity::Info) };
        let reaches = |least| self.findings.iter().any(|finding| finding.is_active() && finding.severity >= least);
        let status = match self.fail_on {
            _ if !self.unchecked.is_empty() => 2,
            Some(least) if reaches(least) => 1,
            _ => 0,
        };
        let source = |path: &RepoPath| self.sources.iter().find(|source| source.path() == path);
        use_it(&Page {
            lang,
            findings: self.findings.iter().collect(),
            source: &source,
            about_rule: &|id| {
                let en = "What it means.\n\nWhat helps.";
                let severity = Severity::Error;
                id.contains('/').then_some(AboutRule {
                    summary: Words { ja: "要約", en: "summary" },
                    text: Words { ja: en, en },
                    severity,
                })
            },
            owner: &|path| (path.as_str() == Some("csirt/roles.yaml")).then(|| "csirt-lead".to_owned()),
            documents: self.sources.iter().map(SourceText::path).collect(),
            counts,
            not_shown: self.not_shown,
            unchecked: self.unchecked.iter().map(|(path, why)| Unchecked { path: path.as_ref(), why }).collect(),
            scope: self.scope.clone(),
            today: Some("2026-11-24".to_owned()),
            version: "0.1.0",
            prefix: self.prefix.to_owned(),
            revision: None,
            compared: None,
            notes: Vec::new(),
            has_settings: self.has_settings,
            fail_on: self.fail_on,
            status,
        })
    }
}

/// Nothing is wrong.
pub(super) fn clean() -> Sample {
    Sample::new(&[("csirt/roles.yaml", "kind: role-catalog\n")])
}

/// A document that cannot be read, and an error in another.
pub(super) fn incomplete() -> Sample {
    let mut sample = Sample::new(&[("csirt/roles.yaml", "kind: role-catalog\ntitle: \n")]);
    let place = sample.place("csirt/roles.yaml", "title");
    sample.push("schema/missing-field", Severity::Error, place, "/title", |finding| Finding {
        message: both! { ja: "必須の項目「title」（表題）が空です", en: "`title` is required but empty" },
        ..finding
    });
    sample.unchecked = vec![
        (None, both! { ja: "比較の相手となるコミットがありません", en: "the commit to compare with is missing" }),
        (
            Some(RepoPath::new("csirt/logging/log-inventory.yaml")),
            both! { ja: "種類「log-inventory」の文書はまだ検査できません", en: "documents of kind `log-inventory` cannot be checked yet" },
        ),
        (Some(RepoPath::new(b"csirt/\xff.yaml")), both! { ja: "読み取りが拒否されました", en: "permission denied" }),
    ];
    sample.has_settings = false;
    sample
}

const ROLES: &str = "\
kind: role-catalog
title: 役割
roles:
  - {id: csirt-lead, name: CSIRT責任者, held_by: [sato]}
  - id: handler
    name: 初動対応担当
    held_by: [satou, suzuki]
    # 代行
  - {id: csirt-lead, name: 責任者代行}
";

const PEOPLE: &str = "\
kind: people
title: 関係者
people:
  - {id: sato, name: 佐藤, post: 情報システム部 課長}
  - {id: suzuki, name: 鈴木, post: 取締役}
";

/// What a reader meets on a usual day.
pub(super) fn ordinary() -> Sample {
    let mut sample = Sample::new(&[("csirt/people.yaml", PEOPLE), ("csirt/roles.yaml", ROLES)]);
    let place = sample.place("csirt/people.yaml", "鈴木");
    sample.push("phase/team-incomplete", Severity::Info, place, "/people/suzuki", |finding| Finding {
        message: both! { ja: "「鈴木」は役割を持っていません", en: "`鈴木` holds no role" },
        completeness: true,
        ..finding
    });
    let (satou, sato) = (sample.place("csirt/roles.yaml", "satou"), sample.place("csirt/people.yaml", "sato"));
    sample.push("xref/unresolved", Severity::Error, satou, "/roles/handler/held_by/satou", |finding| {
        Finding {
            message: both! {
                ja: "人物「satou」は定義されていません。役割「初動対応担当」（handler）の担当者として挙げられています",
                en: "person `satou` is not defined, but holds the role `初動対応担当` (handler)"
            },
            ..finding
        }
        .label(sato, both! { ja: "よく似た名前の人物はここにあります", en: "a person with a similar name is here" })
        .help(both! { ja: "「sato」のことではありませんか。そうでなければ、人物「satou」を people.yaml に加えてください", en: "did you mean `sato`? If not, add person `satou` to people.yaml" })
    });
    let first = sample.place("csirt/roles.yaml", "csirt-lead");
    let mut second = first.clone();
    let at = ROLES.rfind("csirt-lead").expect("written above");
    second.span = Span::new(at..at + 10);
    let again = second.clone();
    sample.push("xref/duplicate-id", Severity::Error, second, "/roles/csirt-lead", |finding| {
        Finding {
            message: both! { ja: "ID「csirt-lead」は2回定義されています", en: "id `csirt-lead` is defined twice" },
            ..finding
        }
        .label(again, both! { ja: "2回目", en: "again here" })
        .label(first, both! { ja: "最初の定義", en: "first defined here" })
        .help(both! { ja: "どちらかの id を変えてください", en: "change one of the ids" })
    });
    let held = sample.place("csirt/roles.yaml", "[satou, suzuki]");
    let (satou, suzuki) = (sample.place("csirt/roles.yaml", "satou"), sample.place("csirt/roles.yaml", "suzuki"));
    let name = sample.place("csirt/roles.yaml", "初動対応担当");
    sample.push("role/no-deputy", Severity::Warning, name, "/roles/handler", |finding| {
        Finding {
            message: both! { ja: "役割「初動対応担当」の代行者が決まっていません", en: "role `初動対応担当` has no deputy" },
            raised: Some(both! { ja: "緊急連絡先 contact-directory がこの役割を指しています", en: "the emergency contact names this role" }),
            ..finding
        }
        .label(held, both! { ja: "全員が正担当です", en: "all of them are primary" })
        .label(satou, both! { ja: "1人目", en: "one" })
        .label(suzuki, both! { ja: "2人目", en: "two" })
        .label(Place { path: RepoPath::new("csirt/roster.yaml"), span: Span::default() }, both! { ja: "当番表がありません", en: "there is no roster" })
    });
    sample.findings.sort_by_key(|finding| (finding.subject.place.path.clone(), finding.subject.place.span));
    sample.not_shown = NotShown { waived: 2, baselined: 14, outside: 1, ..NotShown::default() };
    sample.scope = ScopeNumbers {
        documents: 12,
        external: 2,
        references_held: 1,
        left_out: 3,
        not_looked_at: 1,
        nested_roots: vec!["examples/other".to_owned()],
    };
    sample.prefix = "docs/";
    sample
}

/// A document that means harm, and what else goes wrong with widths and ends.
pub(super) fn hostile() -> Sample {
    let long = format!("x: {} 的 {}\n", "漢字 word ".repeat(400), "tail ".repeat(400));
    let mut sample = Sample::new(&[
        (
            "a-escape.yaml",
            "a: 1\nb: \"\u{1b}[2J\u{1b}]8;;https://x.example\u{7}click\u{9b}\u{202e}evil\u{200b}\"\nc: ##[error]x ::error::y\n",
        ),
        ("b-long.yaml", &long),
        ("c-end.yaml", "kind: people\ntitle:"),
        ("d-emoji.yaml", "owner: 👩‍👩‍👧と👍🏽と1️⃣と😀🇯🇵 ｶﾞｷﾞ か\u{3099} target: x\n"),
        ("e-crlf.yaml", "\u{feff}kind: people\r\ntitle: 名\r\n\r\nx: y\r\n"),
        ("f-empty.yaml", ""),
    ]);
    let past = |path: &str, from: usize, to: usize| Place { path: RepoPath::new(path), span: Span::new(from..to) };
    let click = sample.place("a-escape.yaml", "click");
    let evil = sample.place("a-escape.yaml", "evil");
    sample.push("gate/hidden-character", Severity::Error, click, "/b", |finding| {
        Finding {
            message: both! {
                ja: "隠れた文字があります: \u{1b}[31m\u{202e}##[error]",
                en: "hidden characters: \u{1b}[31m\u{202e}##[error] ::warning::this-is-a-long-word-that-has-no-blank-in-it-and-so-on-and-on-and-on"
            },
            ..finding
        }
        .label(evil, both! { ja: "\u{1b}ここ\n二行目", en: "\u{1b}here\nsecond line" })
        .help(both! { ja: "::error::消してください", en: "::error::remove them" })
    });
    let place = sample.place("b-long.yaml", "的");
    sample.push("yaml/limit", Severity::Error, place, "/x", |finding| {
        let near = Place { path: finding.subject.place.path.clone(), span: Span { start: finding.subject.place.span.end + 6, end: finding.subject.place.span.end + 10 } };
        let all = past("b-long.yaml", 3, 100_000);
        Finding { message: both! { ja: "行が長すぎます", en: "the line is too long" }, ..finding }
            .label(near, both! { ja: "同じ行", en: "the same line" })
            .label(all, both! { ja: "行の全体がここから始まり、とても長く続いています", en: "all of the line, which goes on for a very long time" })
    });
    let end = past("c-end.yaml", 19, 19);
    sample.push("schema/missing-field", Severity::Warning, end, "/title", |finding| Finding {
        message: both! { ja: "表題が空です", en: "the title is empty" },
        ..finding
    });
    sample.push("schema/missing-field", Severity::Warning, past("c-end.yaml", 5000, 6000), "/x", |finding| {
        Finding { message: both! { ja: "終わりの先です", en: "past the end" }, ..finding }
            .label(past("c-end.yaml", 5000, 6000), both! { ja: "ここに書きます", en: "write it here" })
    });
    let (target, family) = (sample.place("d-emoji.yaml", "x\n"), sample.place("d-emoji.yaml", "👩‍👩‍👧"));
    let kana = sample.place("d-emoji.yaml", "ｶﾞ");
    sample.push("text/placeholder", Severity::Info, target, "/owner", |finding| {
        Finding {
            message: both! { ja: "絵文字👩‍👩‍👧の後です", en: "behind the emoji 👩‍👩‍👧" }, ..finding
        }
        .label(family, both! { ja: "家族", en: "family" })
        .label(kana, both! { ja: "半角カナ", en: "half-width kana" })
    });
    let name = sample.place("e-crlf.yaml", "名");
    sample.push("schema/bad-format", Severity::Error, name, "/title", |finding| {
        Finding {
            message: both! { ja: "BOMとCRLFのある文書です", en: "a document with BOM and CRLF" }, ..finding
        }
        .label(past("e-crlf.yaml", 0, 7), both! { ja: "先頭", en: "beginning" })
        .label(past("e-crlf.yaml", 29, 31), both! { ja: "空行", en: "empty line" })
    });
    sample.push("file/empty", Severity::Error, past("f-empty.yaml", 0, 0), "", |finding| Finding {
        message: both! { ja: "ファイルが空です", en: "the file is empty" },
        ..finding
    });
    let strange = RepoPath::new(b"g-\xff\x1b::error::/very/long/".repeat(8));
    sample.push("file/name-not-utf8", Severity::Error, Place { path: strange, span: Span::default() }, "", |finding| {
        Finding { message: both! { ja: "名前を読めません", en: "the name cannot be read" }, ..finding }
    });
    if let Some(last) = sample.findings.last_mut() {
        last.subject.document = Identity::Path(last.subject.place.path.clone());
        last.disposition =
            Disposition::Waived { by: Place { path: RepoPath::new("c-end.yaml"), span: Span::new(6..12) } };
    }
    sample
}
