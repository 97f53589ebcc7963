//! A number, a length or a count of entries outside its bounds.

use crate::both;
use crate::corpus::{Doc, View};
use crate::finding::{Finding, Severity};
use crate::lang::{Both, Words};
use crate::rules::{Context, Rule, Sink};
use crate::schema::{Bound, What};
use crate::text::Foreign;

use super::field_of;

pub(crate) static RULE: Rule = Rule::document(
    "schema/out-of-range",
    Severity::Error,
    Words { ja: "数や長さが、決まった範囲にない", en: "a number, a length or a count is out of bounds" },
    include_str!("out_of_range.md"),
    check,
);

fn check(doc: Doc<'_>, _: &Context<'_>, sink: &mut Sink<'_>) {
    for (view, violation) in super::violations(doc) {
        if let What::OutOfRange(bound) = violation.what {
            sink.report(out_of_range(view, bound));
        }
    }
}

fn out_of_range(view: View<'_>, bound: Bound) -> Finding {
    let finding = view.finding(message(field_of(view), view, bound)).help(help(bound));
    match bound {
        Bound::Repeated { first } => {
            let first = view.doc().view(view.doc().checked().tree.node(first));
            finding.label(first.place(), both! { ja: "一つ目はここです", en: "the first is here" })
        }
        _ => finding,
    }
}

fn message(field: Both, view: View<'_>, bound: Bound) -> Both {
    match bound {
        Bound::Blank => {
            both! { field; ja: "{field}が空か、空白だけです", en: "{field} is empty, or holds blanks only" }
        }
        Bound::TooShort(least) => both! {
            field;
            ja: "{field}が短すぎます ({least} 文字以上)",
            en: "{field} is too short; it takes at least {least} characters"
        },
        Bound::TooLong(most) => both! {
            field;
            ja: "{field}が長すぎます ({most} 文字まで)",
            en: "{field} is too long; it takes at most {most} characters"
        },
        Bound::TooFew(least) => both! {
            field;
            ja: "{field}が少なすぎます ({least} 件以上)",
            en: "{field} has too few entries; it takes at least {least}"
        },
        Bound::TooMany(most) => both! {
            field;
            ja: "{field}が多すぎます ({most} 件まで)",
            en: "{field} has too many entries; it takes at most {most}"
        },
        Bound::Below(least) => both! {
            field;
            ja: "{field}が小さすぎます ({least} 以上)",
            en: "{field} is too small; the least is {least}"
        },
        Bound::Above(most) => both! {
            field;
            ja: "{field}が大きすぎます ({most} まで)",
            en: "{field} is too large; the greatest is {most}"
        },
        Bound::Repeated { .. } => {
            let value = Foreign::new(view.text().unwrap_or(view.node().source()));
            both! { field; ja: "{field}に「{value}」が二度あります", en: "`{value}` stands twice in {field}" }
        }
    }
}

fn help(bound: Bound) -> Both {
    match bound {
        Bound::Blank | Bound::TooShort(_) => both! { ja: "内容を書いてください", en: "write what it should say" },
        Bound::TooLong(_) => both! { ja: "短くしてください", en: "shorten it" },
        Bound::TooFew(_) => both! { ja: "足りない分を書き足してください", en: "add what is missing" },
        Bound::TooMany(_) => both! { ja: "余分なものを消してください", en: "delete what is too much" },
        Bound::Below(_) | Bound::Above(_) => both! { ja: "数を見直してください", en: "correct the number" },
        Bound::Repeated { .. } => both! { ja: "どちらか一つを消してください", en: "delete one of the two" },
    }
}
