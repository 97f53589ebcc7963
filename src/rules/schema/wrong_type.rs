//! A value of another sort than the field holds: text where a list belongs, a number where text belongs.

use crate::both;
use crate::corpus::{Doc, View};
use crate::finding::{Finding, Severity};
use crate::lang::{Both, Words};
use crate::rules::{Context, Rule, Sink};
use crate::schema::{Shape, Types, What};
use crate::text::Foreign;
use crate::yaml::Value;

use super::{field_of, meant, none_besides, sorts, spelling, what_to_write, with_small_letter};

pub(crate) static RULE: Rule = Rule::document(
    "schema/wrong-type",
    Severity::Error,
    Words {
        ja: "値の形が、その項目に書くものと違う", en: "a value is of another sort than its field holds"
    },
    include_str!("wrong_type.md"),
    check,
);

fn check(doc: Doc<'_>, _: &Context<'_>, sink: &mut Sink<'_>) {
    for (view, violation) in super::violations(doc) {
        if let What::WrongType { accepts, found, plain_scalar: false } = violation.what {
            sink.report(wrong(view, accepts, found));
        }
    }
}

fn wrong(view: View<'_>, accepts: Types, found: Types) -> Finding {
    let (field, wanted, found_words) = (field_of(view), sorts(accepts), sorts(found));
    let in_list = view.node().key().is_none() && view.node().parent().is_some();
    let message = match in_list {
        true => both! {
            field, wanted, found_words;
            ja: "{field}の一つ一つには{wanted}を書きますが、{found_words}になっています",
            en: "each entry of {field} takes {wanted}, but this is {found_words}"
        },
        false => both! {
            field, wanted, found_words;
            ja: "{field}には{wanted}を書きますが、{found_words}になっています",
            en: "{field} takes {wanted}, but this is {found_words}"
        },
    };
    let finding = view.finding(message);
    let one_for_many = accepts.contains(Types::LIST) && !found.meets(Types::LIST) && !found.meets(Types::MAP);
    let meant = without_quotes(view, accepts)
        .or_else(|| meant::none(view))
        .or_else(|| round_the_clock(view))
        .or_else(|| meant::somebody(view));
    if let Some(help) = meant.or_else(|| as_entries(view, accepts)) {
        return finding.help(help);
    }
    let one_for_fields = accepts.contains(Types::MAP) && !accepts.contains(Types::LIST) && !found.meets(Types::MAP);
    if let Some(help) = view.shape().filter(|_| one_for_fields).and_then(for_fields) {
        return finding.help(help);
    }
    match (one_for_many, view.shape()) {
        (true, shape) => finding.help(as_list(view, shape)),
        (false, shape) => match shape.and_then(|shape| what_to_write(shape).map(here).or_else(|| as_fields(shape))) {
            Some(help) => finding.help(help),
            None => finding,
        },
    }
}

/// What the schema says in English is no whole sentence.
fn here(what: Both) -> Both {
    Both { en: format!("write here: {}", with_small_letter(&what.en)), ..what }
}

/// Says how a single value is written as a list, and how it is said that there is none.
fn as_list(view: View<'_>, shape: Option<&Shape>) -> Both {
    let written = view.node().source();
    let takes_text = shape.is_some_and(|shape| {
        let forms = std::iter::once(shape).chain(shape.branches.iter().copied());
        forms.filter_map(|form| form.item).any(|item| item.types.contains(Types::TEXT))
    });
    let is_plain = !meant::says_none(view)
        && written.chars().count() <= 40
        && !written.contains([',', ':', '#', '[', ']', '{', '}', '\n']);
    let start = match takes_text && is_plain {
        true => {
            let value = Foreign::new(written);
            both! {
                ja: "一つだけでも、「[{value}]」のようにかっこで囲むか、次の行に「- 」を付けて書いてください",
                en: "write even a single entry as `[{value}]`, or on a line of its own that begins with `- `",
            }
        }
        false => both! {
            ja: "一つだけでも、次の行に「- 」を付けて書いてください",
            en: "even a single entry is written on a line of its own that begins with `- `",
        },
    };
    match shape.is_some_and(Shape::accepts_none) {
        true => none_besides(start),
        false => start,
    }
}

/// Says how fields are written as the entries of a list: under a name each, `sato: {…}`, or as a single entry.
fn as_entries(view: View<'_>, accepts: Types) -> Option<Both> {
    let shape = view.shape()?;
    let forms = || std::iter::once(shape).chain(shape.branches.iter().copied());
    let entry = forms().filter_map(|form| form.item).find(|item| !item.fields.is_empty())?;
    let first = view.entries().next().filter(|_| accepts.contains(Types::LIST))?;
    let key = Foreign::new(first.key.as_text()?);
    let under_names = view.entries().all(|entry| matches!(entry.value.value(), Value::Map(_)));
    Some(match (under_names, entry.id_field()) {
        (true, Some(id)) if entry.field(first.key.as_text()?).is_none() => {
            let id = id.name;
            both! {
                ja: "一つずつ「- {id}: {key}」で書き始め、その下に項目を続けてください",
                en: "begin each with `- {id}: {key}`, and write its fields below",
            }
        }
        _ => both! {
            ja: "一つだけでも、「- {key}: …」のように「- 」を付けて書いてください",
            en: "even a single entry begins with `- `, as in `- {key}: …`",
        },
    })
}

/// Says how a number, or a yes or no, is written that stands there as text.
fn without_quotes(view: View<'_>, accepts: Types) -> Option<Both> {
    let number = spelling::half_width(view.text()?.trim()).to_lowercase();
    let is_in = |words: &[&str]| words.contains(&number.as_str());
    let answer = match () {
        () if is_in(&["はい", "yes", "true", "○", "可", "する"]) => Some("true"),
        () if is_in(&["いいえ", "no", "false", "×", "不可", "しない"]) => Some("false"),
        () => None,
    };
    if let Some(answer) = answer.filter(|_| accepts == Types::BOOLEAN) {
        return Some(both! { ja: "引用符を付けずに {answer} と書いてください", en: "write {answer}, without quotes" });
    }
    let is_number = number.bytes().all(|byte| byte.is_ascii_digit()) && !number.is_empty();
    (is_number && accepts.meets(Types::INTEGER)).then(|| {
        both! { ja: "引用符や全角をやめ、{number} と書いてください", en: "write it as {number}, a number without quotes" }
    })
}

/// Says how the clock round is written: 24/7 in place of fields.
fn round_the_clock(view: View<'_>) -> Option<Both> {
    let written = view.text().filter(|written| spelling::is_round_the_clock(written))?;
    let is_schedule = |shape: &Shape| shape.form == Some("schedule");
    let has_schedule = |shape: &Shape| is_schedule(shape) || shape.branches.iter().any(|branch| is_schedule(branch));
    let key = view.node().key().and_then(|key| key.as_text())?;
    let around = view.node().parent().and_then(|around| view.doc().view(around).shape());
    let written = Foreign::new(written);
    if meant::whole(view).is_some_and(has_schedule) {
        return Some(both! {
            ja: "「{written}」は「{key}: {{always: true}}」と書いてください",
            en: "write `{written}` as `{key}: {{always: true}}`"
        });
    }
    around.is_some_and(is_schedule).then(|| {
        both! {
            ja: "「{written}」は、「{key}」の代わりに「always: true」と書いてください",
            en: "for `{written}`, write `always: true` in place of `{key}`"
        }
    })
}

/// Says what to write where fields belong: what the field is for, and how it is written.
fn for_fields(shape: &'static Shape) -> Option<Both> {
    let forms = || std::iter::once(shape).chain(shape.branches.iter().copied());
    let fields = forms().find(|form| form.types == Types::MAP && form.fields.len() > 1)?;
    let how = fields.message.map(|how| here(super::as_help(how))).or_else(|| as_fields(fields))?;
    let what = shape.description.filter(|what| fields.message != Some(*what)).map(super::as_help);
    Some(match what {
        Some(what) => {
            let how_en = how.en.trim_start_matches("write here: ").to_owned();
            Both { ja: format!("{}。{}", what.ja, how.ja), en: format!("write here: {}; {how_en}", what.en) }
        }
        None => how,
    })
}

/// Says which fields make up what was written as one value.
fn as_fields(shape: &Shape) -> Option<Both> {
    let names = shape.fields.iter().take(3).map(|field| field.name).collect::<Vec<_>>();
    let (ja, en) = (names.join("、"), names.join("`, `"));
    (!names.is_empty()).then(|| {
        both! {
            ja: "{ja} などの項目に分けて書いてください",
            en: "write it as fields, such as `{en}`",
        }
    })
}
