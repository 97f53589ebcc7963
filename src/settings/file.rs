//! From the checked document `sekisho.yaml` to settings, or to the places that cannot be obeyed.

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use jiff::tz::TimeZone;

use crate::both;
use crate::corpus::CheckedDocument;
use crate::corpus::duration;
use crate::finding::Severity;
use crate::text::{Foreign, Slack, nearest};
use crate::yaml::{Node, Value};

use super::{ApprovalDemand, Fault, KnownRule, Level, OptionForm, OptionValue, RuleSetting, Settings};

impl Settings {
    /// Takes the settings from their document, whose shape was found right.
    ///
    /// # Errors
    ///
    /// The places that cannot be obeyed: unknown rules and options, globs and zones that are none.
    pub fn read(document: &CheckedDocument, known: &[KnownRule]) -> Result<Settings, Vec<Fault>> {
        let Some(root) = document.tree.root() else { return Ok(Settings::default()) };
        let mut faults = Vec::new();
        let zone = root.get("time_zone").and_then(|node| zone(node, &mut faults));
        let defaults = root.get("defaults");
        let default =
            |field: &str| defaults.and_then(|node| node.get(field)).and_then(Node::as_text).map(str::to_owned);
        let mut settings = Settings {
            documents: folders(root.get("documents")),
            ignore: globs(root.get("ignore"), &mut faults),
            nested_roots: folders(root.get("nested_roots")),
            allow_empty: root.get("allow_empty").and_then(Node::as_bool).unwrap_or(false),
            languages: texts(root.get("languages")),
            default_owner: default("owner"),
            default_classification: default("classification"),
            approvals: ApprovalDemand::read_all(root.get("approvals")),
            ..Settings::default()
        };
        if let Some((zone, name)) = zone {
            (settings.time_zone, settings.time_zone_name) = (zone, name);
        }
        for entry in root.get("rules").into_iter().flat_map(|node| node.entries()) {
            let id = entry.key.as_text().unwrap_or_default();
            match known.iter().find(|rule| rule.id == id) {
                Some(rule) => {
                    let setting = rule_setting(rule, entry.value, &mut faults);
                    settings.rules.insert(id.to_owned(), setting);
                }
                None => faults.push(unknown_rule(entry.key, known)),
            }
        }
        if faults.is_empty() { Ok(settings) } else { Err(faults) }
    }
}

fn texts(list: Option<Node<'_>>) -> Vec<String> {
    list.into_iter().flat_map(|node| node.items()).filter_map(|item| item.as_text().map(str::to_owned)).collect()
}

/// Folders are compared as paths: without `./` in front and `/` behind.
fn folders(list: Option<Node<'_>>) -> Vec<String> {
    let plain = |folder: String| folder.trim_start_matches("./").trim_end_matches('/').to_owned();
    texts(list).into_iter().map(plain).map(|folder| if folder == "." { String::new() } else { folder }).collect()
}

fn globs(list: Option<Node<'_>>, faults: &mut Vec<Fault>) -> GlobSet {
    let mut set = GlobSetBuilder::new();
    for item in list.into_iter().flat_map(|node| node.items()) {
        let Some(text) = item.as_text() else { continue };
        match GlobBuilder::new(text).literal_separator(true).build() {
            Ok(glob) => {
                set.add(glob);
            }
            Err(_) => faults.push(bad_glob(item)),
        }
    }
    set.build().unwrap_or_else(|_| GlobSet::empty())
}

fn zone(node: Node<'_>, faults: &mut Vec<Fault>) -> Option<(TimeZone, String)> {
    let name = node.as_text()?;
    match TimeZone::get(name) {
        Ok(zone) => Some((zone, name.to_owned())),
        Err(_) => {
            faults.push(unknown_zone(node));
            None
        }
    }
}

fn rule_setting(rule: &KnownRule, node: Node<'_>, faults: &mut Vec<Fault>) -> RuleSetting {
    let mut setting = RuleSetting::default();
    for entry in node.entries() {
        let key = entry.key.as_text().unwrap_or_default();
        if key == "severity" {
            if rule.adjustable {
                setting.severity = entry.value.as_text().and_then(level);
            } else {
                faults.push(fixed_severity(entry.key, rule));
            }
        } else if let Some((_, form)) = rule.options.iter().find(|(name, _)| *name == key) {
            match option_value(*form, entry.value) {
                Ok(value) => {
                    setting.options.insert(key.to_owned(), value);
                }
                Err(fault) => faults.push(fault),
            }
        } else {
            faults.push(unknown_option(entry.key, rule));
        }
    }
    setting
}

fn option_value(form: OptionForm, node: Node<'_>) -> Result<OptionValue, Fault> {
    let is_list = matches!(node.value(), Value::List(_));
    let value = match form {
        OptionForm::Duration => node.as_text().and_then(duration::parse).map(OptionValue::Duration),
        OptionForm::Percent => {
            let number = node.as_int().and_then(|number| u8::try_from(number).ok());
            number.filter(|percent| *percent <= 100).map(OptionValue::Percent)
        }
        OptionForm::Texts => is_list.then(|| OptionValue::Texts(texts(Some(node)))),
    };
    value.ok_or_else(|| bad_option(form, node))
}

fn level(name: &str) -> Option<Level> {
    match name {
        "error" => Some(Level::Severity(Severity::Error)),
        "warning" => Some(Level::Severity(Severity::Warning)),
        "info" => Some(Level::Severity(Severity::Info)),
        "allow" => Some(Level::Allow),
        _ => None,
    }
}

fn unknown_rule(key: Node<'_>, known: &[KnownRule]) -> Fault {
    let written = key.as_text().unwrap_or_default();
    let name = Foreign::new(written);
    let help = match nearest(written, known.iter().map(|rule| rule.id), Slack::Quarter) {
        Some(id) => both! { ja: "「{id}」のことではありませんか", en: "did you mean `{id}`?" },
        None => both! {
            ja: "ルールの一覧は `sekisho explain --all rules` で見られます",
            en: "list the rules with `sekisho explain --all rules`",
        },
    };
    Fault {
        rule: "schema/not-allowed",
        span: key.span(),
        message: both! { ja: "「{name}」というルールはありません", en: "there is no rule `{name}`" },
        help: Some(help),
    }
}

fn unknown_option(key: Node<'_>, rule: &KnownRule) -> Fault {
    let (name, id) = (Foreign::new(key.as_text().unwrap_or_default()), rule.id);
    let known = std::iter::once("severity").chain(rule.options.iter().map(|(name, _)| *name));
    let known = known.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    Fault {
        rule: "schema/unknown-field",
        span: key.span(),
        message: both! {
            ja: "ルール「{id}」に「{name}」という設定はありません",
            en: "rule `{id}` has no option `{name}`",
        },
        help: Some(both! { ja: "設定できるのは {known} です", en: "it knows {known}" }),
    }
}

fn fixed_severity(key: Node<'_>, rule: &KnownRule) -> Fault {
    let id = rule.id;
    Fault {
        rule: "schema/not-allowed",
        span: key.span(),
        message: both! { ja: "ルール「{id}」の重さは変えられません", en: "the severity of rule `{id}` is fixed" },
        help: Some(both! {
            ja: "この行を消してください。ほかの道具と違う内容に読まれる文書を、通さないためのルールです",
            en: "delete this line; the rule stops documents that other tools would read differently",
        }),
    }
}

fn bad_option(form: OptionForm, node: Node<'_>) -> Fault {
    let written = Foreign::new(node.source());
    let (message, help) = match form {
        OptionForm::Duration => (
            both! { ja: "「{written}」は期間として読めません", en: "`{written}` is no duration" },
            both! { ja: "`14d` や `3mo` のように書いてください", en: "write it as `14d` or `3mo`" },
        ),
        OptionForm::Percent => (
            both! { ja: "「{written}」は百分率として読めません", en: "`{written}` is no number of percent" },
            both! {
                ja: "0 から 100 までの整数で、記号を付けずに書いてください",
                en: "write a whole number from 0 to 100, without a sign",
            },
        ),
        OptionForm::Texts => (
            both! { ja: "「{written}」は一覧として読めません", en: "`{written}` is no list" },
            both! {
                ja: "`[一つ目, 二つ目]` のように書いてください",
                en: "write it as `[first, second]`",
            },
        ),
    };
    Fault { rule: "schema/bad-format", span: node.span(), message, help: Some(help) }
}

fn bad_glob(node: Node<'_>) -> Fault {
    let written = Foreign::new(node.source());
    Fault {
        rule: "schema/bad-format",
        span: node.span(),
        message: both! { ja: "「{written}」はパスの型として読めません", en: "`{written}` is no pattern for paths" },
        help: Some(both! {
            ja: "`csirt/archive/**` のように書いてください",
            en: "write it as `csirt/archive/**`",
        }),
    }
}

fn unknown_zone(node: Node<'_>) -> Fault {
    let written = Foreign::new(node.source());
    Fault {
        rule: "schema/bad-format",
        span: node.span(),
        message: both! { ja: "「{written}」という時間帯はありません", en: "there is no time zone `{written}`" },
        help: Some(both! {
            ja: "`Asia/Tokyo` のような IANA の名前で書いてください",
            en: "use an IANA name such as `Asia/Tokyo`",
        }),
    }
}
