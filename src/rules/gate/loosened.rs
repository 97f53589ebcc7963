//! Settings that a change makes looser.

use crate::both;
use crate::corpus::Doc;
use crate::finding::{Finding, Severity};
use crate::lang::{Both, Words};
use crate::rules::{self, Check, Rule, file};
use crate::settings::FILE_NAME;
use crate::text::{Foreign, RepoPath, Span};

pub(crate) static RULE: Rule = Rule::new(
    "gate/loosened",
    Severity::Warning,
    Words { ja: "検査の設定が緩められている", en: "the settings of the check are loosened" },
    include_str!("loosened.md"),
    Check::Comparing,
);

/// What became looser.
pub(crate) enum What<'s> {
    /// An entry of a list that demands something is gone.
    Removed(&'s str),
    /// An entry of a list that spares something is new.
    Added(&'s str),
    /// Every folder held documents, and now only some do.
    Narrowed,
    /// A root without documents passes.
    EmptyAllowed,
    /// Days begin elsewhere.
    Zone(&'s str, &'s str),
    /// Documents without a sharing label count as less protected.
    Classification,
    /// Findings of a rule count less, or not at all.
    Severity(&'s str),
    /// An option of a rule asks for less, or for something else.
    Option(&'s str, &'s str),
    /// Fewer persons, or others, may approve; of a kind of document, or of the settings themselves.
    Approvals(Option<&'s str>),
}

impl What<'_> {
    /// What tells two findings apart.
    fn value(&self) -> String {
        match self {
            What::Removed(text) | What::Added(text) | What::Severity(text) => (*text).to_owned(),
            What::Option(rule, option) => format!("{rule} {option}"),
            What::Approvals(kind) => kind.unwrap_or("settings").to_owned(),
            What::Zone(_, to) => (*to).to_owned(),
            What::Narrowed | What::EmptyAllowed | What::Classification => String::new(),
        }
    }

    fn message(&self, key: &str) -> Both {
        let shown = |text: &str| Foreign::new(text).to_string();
        match self {
            What::Removed(text) => {
                let text = shown(text);
                both! {
                    ja: "設定 {key} から「{text}」がなくなり、検査が狭くなります",
                    en: "`{text}` is gone from `{key}`, so less is checked",
                }
            }
            What::Added(text) => {
                let text = shown(text);
                both! {
                    ja: "設定 {key} に「{text}」が加わり、検査が狭くなります",
                    en: "`{text}` joins `{key}`, so less is checked",
                }
            }
            What::Narrowed => both! {
                ja: "検査する文書のフォルダーが限られるようになります",
                en: "only some folders hold documents from now on",
            },
            What::EmptyAllowed => both! {
                ja: "文書が一つもなくても合格になります (allow_empty)",
                en: "a tree without any document passes from now on (`allow_empty`)",
            },
            What::Zone(from, to) => {
                let (from, to) = (shown(from), shown(to));
                both! {
                    ja: "日付の基準となる時間帯が「{from}」から「{to}」に変わります",
                    en: "days are counted in `{to}` instead of `{from}`",
                }
            }
            What::Classification => both! {
                ja: "共有範囲の書かれていない文書が、より広く共有できるものとして扱われます",
                en: "documents without a sharing label count as less protected",
            },
            What::Severity(rule) => {
                let name = rules::find(rule).map_or(RULE.summary, |rule| rule.summary);
                both! {
                    name;
                    ja: "ルール「{name}」({rule}) の指摘が軽くなります",
                    en: "findings of `{rule}` ({name}) count less"
                }
            }
            What::Option(rule, option) => {
                let name = rules::find(rule).map_or(RULE.summary, |rule| rule.summary);
                both! {
                    name;
                    ja: "ルール「{name}」({rule}) の {option} が、より厳しいとは言えない値になります",
                    en: "`{option}` of `{rule}` ({name}) is not provably as strict as before"
                }
            }
            What::Approvals(Some(kind)) => {
                let kind = shown(kind);
                both! {
                    ja: "種類「{kind}」の文書に必要な承認が減るか、承認できる人が広がります",
                    en: "documents of the kind `{kind}` need fewer approvals, or others may give them",
                }
            }
            What::Approvals(None) => both! {
                ja: "設定の変更に必要な承認が減るか、承認できる人が広がります",
                en: "changes of the settings need fewer approvals, or others may give them",
            },
        }
    }
}

/// A finding about a key of the settings.
pub(crate) fn finding(settings: Doc<'_>, place: Span, key: &str, what: &What<'_>) -> Finding {
    settings.finding(place, &format!("/{key}"), &what.value(), what.message(key)).help(help())
}

/// The settings are gone.
pub(crate) fn without_settings() -> Finding {
    let message = both! {
        ja: "設定 ({FILE_NAME}) がなくなり、既定の設定で検査されるようになります",
        en: "the settings ({FILE_NAME}) are gone, and the default ones judge from now on",
    };
    file::about(&RepoPath::new(FILE_NAME), message).help(help())
}

fn help() -> Both {
    both! {
        ja: "意図した変更か、承認した人は誰かを確かめてください",
        en: "make sure that it is meant, and who approved it",
    }
}
