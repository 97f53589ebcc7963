//! An id, a date, a duration, a zone, a time … that is not of its form.

use crate::both;
use crate::corpus::{Doc, View};
use crate::finding::{Finding, Severity};
use crate::lang::{Both, Words};
use crate::rules::{Context, Rule, Sink};
use crate::schema::{Shape, What};
use crate::text::Foreign;

use super::{as_help, field_of, meant, not_allowed, spelling};

pub(crate) static RULE: Rule = Rule::document(
    "schema/bad-format",
    Severity::Error,
    Words { ja: "日付や ID などの書き方が違う", en: "a date, an id or the like is not of its form" },
    include_str!("bad_format.md"),
    check,
);

fn check(doc: Doc<'_>, _: &Context<'_>, sink: &mut Sink<'_>) {
    for (view, violation) in super::violations(doc) {
        if let What::BadFormat = violation.what {
            sink.report(bad(view, violation.shape));
        }
    }
}

pub(super) fn bad(view: View<'_>, shape: Option<&'static Shape>) -> Finding {
    let written = view.text().unwrap_or(view.node().source());
    let (field, value) = (field_of(view), Foreign::new(written));
    let message = both! {
        field;
        ja: "{field}の「{value}」は、決まった書き方になっていません",
        en: "`{value}` is not of the form that {field} takes"
    };
    if shape.is_some_and(|shape| shape.form == Some("date")) && has_outline_of_date(written) {
        let message = both! {
            field;
            ja: "{field}の「{value}」という日は、暦にありません",
            en: "`{value}` in {field} is no day of the calendar"
        };
        return view.finding(message).help(both! { ja: "日付を見直してください", en: "correct the date" });
    }
    let finding = view.finding(message);
    match meant(view, written, shape).or_else(|| help(written, shape)) {
        Some(help) => finding.help(help),
        None => finding,
    }
}

/// Says how to write what somebody meant who thought of another form.
fn meant(view: View<'_>, written: &str, shape: Option<&'static Shape>) -> Option<Both> {
    if let Some(help) = meant::none(view) {
        return Some(help);
    }
    match shape?.form? {
        "risk-level" => not_allowed::level(view, written),
        "typed-ref" => meant::typed(shape?, written),
        "ref" | "id" => meant::somebody(view),
        _ => None,
    }
}

fn help(written: &str, shape: Option<&'static Shape>) -> Option<Both> {
    let shape = shape?;
    if let Some(right) = shape.form.and_then(|form| spelling::right(form, written)) {
        let right = Foreign::new(&right).to_string();
        return Some(both! { ja: "「{right}」と書いてください", en: "write it as `{right}`" });
    }
    if let Some(number) = bare_m(written).filter(|_| shape.form == Some("duration")) {
        return Some(both! {
            ja: "分なら「{number}min」、か月なら「{number}mo」と書いてください",
            en: "write `{number}min` for minutes, or `{number}mo` for months",
        });
    }
    shape.message.map(as_help)
}

/// Returns the number of `3m`, which may be minutes or months.
fn bare_m(written: &str) -> Option<&str> {
    let number = written.strip_suffix(['m', 'M'])?;
    (!number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())).then_some(number)
}

/// Says whether a text is four, two and two digits.
fn has_outline_of_date(text: &str) -> bool {
    text.len() == 10
        && text
            .bytes()
            .enumerate()
            .all(|(at, byte)| if matches!(at, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() })
}
