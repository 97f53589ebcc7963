//! A value without quotes that is meant as text, and that YAML, or an older reader of it, takes for something else.

use std::collections::HashSet;

use crate::both;
use crate::corpus::{Doc, View};
use crate::finding::{Finding, Severity};
use crate::lang::{Both, Words};
use crate::rules::{Context, Rule, Sink};
use crate::schema::{Types, What};
use crate::text::Foreign;
use crate::yaml::NodeId;
use crate::yaml::tree::Style;

pub(crate) static RULE: Rule = Rule::document(
    "yaml/ambiguous-scalar",
    Severity::Error,
    Words {
        ja: "引用符のない値が、文字ではなく数などに読まれる",
        en: "a value without quotes is read as something else than text",
    },
    include_str!("ambiguous_scalar.md"),
    check,
);

fn check(doc: Doc<'_>, _: &Context<'_>, sink: &mut Sink<'_>) {
    let checked = doc.checked();
    for violation in &checked.violations {
        if let What::WrongType { plain_scalar: true, found, .. } = violation.what {
            sink.report(read_as(doc.view(checked.tree.node(violation.node)), found));
        }
    }
    // What cannot stand in its field, quoted or not, is the schema's to say.
    let faulty: HashSet<NodeId> = checked.violations.iter().map(|violation| violation.node).collect();
    for node in checked.tree.nodes() {
        let Some(text) = node.as_text().filter(|_| node.style() == Style::Plain) else { continue };
        // Most values are decided by their first letter.
        if !may_be_read_otherwise(text) || faulty.contains(&node.id()) {
            continue;
        }
        let Some(shape) = checked.shape(node.id()) else { continue };
        let dated = matches!(shape.form, Some("date" | "datetime"));
        if let Some(other) = older_reading(text).filter(|other| !(dated && *other == Other::Date)) {
            sink.report_as(read_otherwise(doc.view(node), text, other), Severity::Warning);
        }
    }
}

fn read_as(view: View<'_>, found: Types) -> Finding {
    let written = Foreign::new(view.node().source());
    let what = match found {
        Types::BOOLEAN => Other::YesOrNo.words(),
        _ => Other::Number.words(),
    };
    let message = both! {
        what;
        ja: "「{written}」は文字として書く値ですが、引用符がないので{what}に読まれます",
        en: "`{written}` is meant as text, but without quotes it is read as {what}"
    };
    view.finding(message).help(quoted(view))
}

fn read_otherwise(view: View<'_>, text: &str, other: Other) -> Finding {
    let written = Foreign::new(text);
    let what = other.words();
    let message = both! {
        what;
        ja: "「{written}」は、古い方式の YAML を読む道具では文字ではなく{what}に読まれます",
        en: "`{written}` is read as {what}, not as text, by tools that follow older YAML"
    };
    view.finding(message).help(quoted(view))
}

fn quoted(view: View<'_>) -> Both {
    let written = Foreign::new(view.node().source());
    both! { ja: "引用符で囲んで \"{written}\" と書いてください", en: "put it in quotes: \"{written}\"" }
}

/// What YAML 1.1 takes a plain text for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Other {
    YesOrNo,
    Number,
    Date,
}

impl Other {
    fn words(self) -> Both {
        match self {
            Other::YesOrNo => both! { ja: "「はい・いいえ」の値", en: "a yes or no" },
            Other::Number => both! { ja: "数", en: "a number" },
            Other::Date => both! { ja: "日付", en: "a date" },
        }
    }
}

fn may_be_read_otherwise(text: &str) -> bool {
    matches!(text.as_bytes().first(), Some(b'0'..=b'9' | b'+' | b'-' | b'y' | b'Y' | b'n' | b'N' | b'o' | b'O'))
}

fn older_reading(text: &str) -> Option<Other> {
    const WORDS: [&str; 6] = ["y", "n", "yes", "no", "on", "off"];
    if text.len() <= 3 && WORDS.iter().any(|word| word.eq_ignore_ascii_case(text)) {
        return Some(Other::YesOrNo);
    }
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    if is_sexagesimal(unsigned) || is_grouped(unsigned) || is_binary(unsigned) {
        return Some(Other::Number);
    }
    is_date(text).then_some(Other::Date)
}

/// `12:30:45` is 45,045 in base sixty.
fn is_sexagesimal(text: &str) -> bool {
    let mut parts = text.split(':');
    let leading = parts.next().is_some_and(|first| {
        first.starts_with(|c: char| matches!(c, '1'..='9')) && first.bytes().all(|b| b.is_ascii_digit() || b == b'_')
    });
    let mut rest = parts.peekable();
    leading
        && rest.peek().is_some()
        && rest.all(|part| matches!(part.as_bytes(), [b'0'..=b'9'] | [b'0'..=b'5', b'0'..=b'9']))
}

/// `1_000`
fn is_grouped(text: &str) -> bool {
    text.contains('_')
        && text.starts_with(|c: char| c.is_ascii_digit())
        && text.bytes().all(|b| b.is_ascii_digit() || b == b'_')
}

/// `0b101`
fn is_binary(text: &str) -> bool {
    text.strip_prefix("0b")
        .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|b| matches!(b, b'0' | b'1' | b'_')))
}

/// `2026-11-24`, and what follows of a time.
fn is_date(text: &str) -> bool {
    let mut parts = text.splitn(3, '-');
    let digits = |part: Option<&str>, lengths: std::ops::RangeInclusive<usize>| {
        part.is_some_and(|part| lengths.contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()))
    };
    let (year, month, rest) = (parts.next(), parts.next(), parts.next());
    let day = rest.map(|rest| rest.split(['T', 't', ' ']).next().unwrap_or_default());
    digits(year, 4..=4) && digits(month, 1..=2) && digits(day, 1..=2)
}
