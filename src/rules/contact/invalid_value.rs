//! An address that is none: mail, telephone and web addresses in a form that nobody can use.

use crate::both;
use crate::corpus::{Doc, View};
use crate::finding::{Finding, Severity};
use crate::lang::{Both, Words};
use crate::rules::{Context, Rule, Sink};
use crate::text::Foreign;

pub(crate) static RULE: Rule = Rule::document(
    "contact/invalid-value",
    Severity::Error,
    Words { ja: "宛先の書き方が違う", en: "an address has not the form of its sort" },
    include_str!("invalid_value.md"),
    check,
);

fn check(doc: Doc<'_>, _: &Context<'_>, sink: &mut Sink<'_>) {
    let checked = doc.checked();
    for channel in checked.of_form("channel") {
        let channel = doc.view(channel);
        let Some((sort, value)) = channel.get_any("type").zip(channel.get_any("value")) else { continue };
        if sort.is_faulty() || value.is_faulty() {
            continue;
        }
        if let Some(finding) = sort.text().zip(value.text()).and_then(|(sort, text)| wrong(value, sort, text)) {
            sink.report(finding);
        }
    }
}

/// What a sort of address looks like: whether a text does, what it is called, and how to write it.
struct Form {
    fits: fn(&str) -> bool,
    what: Words,
    how: Words,
}

static MAIL: Form = Form {
    fits: is_mail,
    what: Words { ja: "メールアドレス", en: "an e-mail address" },
    how: Words {
        ja: "csirt@example.jp のように書いてください。「(at)」などに置き換えず、そのまま書きます",
        en: "write it plainly, as csirt@example.com; disguising it is the matter of whoever publishes it",
    },
};

static TELEPHONE: Form = Form {
    fits: is_telephone,
    what: Words { ja: "電話番号", en: "a telephone number" },
    how: Words {
        ja: "国番号から「+81312345678」のように書いてください。内線は ext に書きます",
        en: "write it with the country, as +441234567890; an extension goes into `ext`",
    },
};

static WEB: Form = Form {
    fits: is_web,
    what: Words { ja: "Web の場所 (URL)", en: "a web address" },
    how: Words {
        ja: "https:// から始まる場所を書いてください", en: "write the whole address, from https:// on"
    },
};

fn wrong(value: View<'_>, sort: &str, text: &str) -> Option<Finding> {
    let form = match sort {
        "email" => &MAIL,
        "phone" | "sms" | "fax" | "pager" => &TELEPHONE,
        "form" | "portal" | "web" | "api" => &WEB,
        _ => return None,
    };
    if (form.fits)(text) {
        return None;
    }
    let (shown, what) = (Foreign::new(text).to_string(), Both::from(form.what));
    let message = both! { what; ja: "「{shown}」は{what}の形ではありません", en: "`{shown}` is not {what}" };
    Some(value.finding(message).help(form.how.into()))
}

fn is_mail(text: &str) -> bool {
    let Some((name, domain)) = text.rsplit_once('@') else { return false };
    let is_plain =
        |text: &str| !text.chars().any(|character| character.is_whitespace() || "()<>,;".contains(character));
    let is_label = |label: &str| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-');
    !name.is_empty() && is_plain(text) && domain.contains('.') && domain.split('.').all(is_label)
}

/// As E.164 has it: a plus, the country, at most 15 digits; blanks and hyphens between them do no harm. Short numbers that
/// only the own country knows, such as 110, are numbers as well.
fn is_telephone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let is_separator = |character: char| matches!(character, ' ' | '-' | '.' | '(' | ')');
    match text.strip_prefix('+') {
        Some(rest) => {
            let is_plain = rest.chars().all(|character| character.is_ascii_digit() || is_separator(character));
            is_plain && !rest.starts_with('0') && (7..=15).contains(&digits)
        }
        None => {
            text.chars().all(|character| character.is_ascii_digit() || matches!(character, '#' | '*'))
                && digits <= 6
                && digits > 0
        }
    }
}

fn is_web(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once("://") else { return false };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    matches!(scheme, "https" | "http") && !host.is_empty() && !text.chars().any(char::is_whitespace)
}
