//! A key that the place does not have.

use crate::both;
use crate::corpus::{Doc, View};
use crate::finding::{Finding, Severity};
use crate::lang::{Both, Words};
use crate::rules::{Context, Rule, Sink};
use crate::schema::{Field, What, catalog};
use crate::text::Foreign;

use super::{field_name, meant, named, owner_of};

pub(crate) static RULE: Rule = Rule::document(
    "schema/unknown-field",
    Severity::Error,
    Words {
        ja: "この場所にはない項目が書かれている", en: "a field stands where none of its name is known"
    },
    include_str!("unknown_field.md"),
    check,
);

fn check(doc: Doc<'_>, _: &Context<'_>, sink: &mut Sink<'_>) {
    for (map, violation) in super::violations(doc) {
        let What::UnknownField { key, meant } = violation.what else { continue };
        let key = doc.view(doc.checked().tree.node(key));
        // A full-width blank, say, is reported as what it is.
        let is_broken = doc.checked().problems.iter().any(|problem| key.node().span().contains(problem.span));
        if !is_broken {
            sink.report(unknown(map, key, meant));
        }
    }
}

fn unknown(map: View<'_>, key: View<'_>, meant: Option<&'static Field>) -> Finding {
    let (owner, name) = (owner_of(map), Foreign::new(key.text().unwrap_or_default()));
    let pointer = format!("{}/{}", map.pointer(), key.text().unwrap_or_default());
    if let Some((own, meant)) = map.shape().and_then(|shape| shape.field(key.text()?)).zip(meant) {
        let (own, meant_name) = (field_name(own), field_name(meant));
        let message = both! {
            own, meant_name;
            ja: "{own}の下に、{meant_name}の項目が書かれています",
            en: "the fields under {own} are those of {meant_name}"
        };
        let (right, name) = (meant.name, name.to_string());
        return key.doc().finding(key.node().span(), &pointer, "", message).help(both! {
            ja: "「{name}:」を「{right}:」に改めてください",
            en: "rename `{name}` to `{right}`"
        });
    }
    let message = both! {
        owner;
        ja: "{owner}に「{name}」という項目はありません",
        en: "{owner} has no field `{name}`"
    };
    let finding = key.doc().finding(key.node().span(), &pointer, "", message);
    match help(map, key.text().unwrap_or_default(), meant) {
        Some(help) => finding.help(help),
        None => finding,
    }
}

fn help(map: View<'_>, key: &str, meant: Option<&'static Field>) -> Option<Both> {
    if let Some(field) = meant {
        if key.starts_with(['｛', '［']) {
            return Some(both! {
                ja: "全角のかっこは区切りになりません。半角のかっこに直してください",
                en: "full-width brackets hold nothing together; type plain ones",
            });
        }
        if let Some(value) = behind_colon(key) {
            let (name, value) = (field.name, Foreign::new(value));
            return Some(both! {
                ja: "半角のコロンと空白で区切り、「{name}: {value}」と書いてください",
                en: "write `{name}: {value}`, with a plain colon and a blank",
            });
        }
        // Somebody who writes the word for the field has to be told the name.
        if field.shape.title.is_some_and(|title| title.ja == key) {
            let name = field.name;
            return Some(
                both! { ja: "項目の名前は英語で「{name}」と書いてください", en: "write the name of the field, `{name}`" },
            );
        }
        let name = field_name(field);
        return Some(both! { name; ja: "{name}のことではありませんか", en: "did you mean {name}?" });
    }
    if let Some(help) = meant::other_forms(map, key) {
        return Some(help);
    }
    if let Some(owner) = owner_in_kind(map, key) {
        return Some(both! {
            owner;
            ja: "「{key}」は{owner}の項目です。字下げと書く場所を確かめてください",
            en: "`{key}` belongs to {owner}; look at the place and the indentation"
        });
    }
    if let Some(kind) = kind_with(key) {
        let (ja, en, name) = (kind.title.ja, kind.title.en, kind.name);
        return Some(both! {
            ja: "「{key}」は「{ja}」({name}) の項目です。その文書に書いてください",
            en: "`{key}` belongs to the kind `{name}` ({en}); write it there",
        });
    }
    let absent = map.shape()?.fields.iter().filter(|field| map.get_any(field.name).is_none());
    const MOST: usize = 5;
    let candidates: Vec<&Field> = absent.filter(|field| !is_envelope(map, field)).collect();
    let names: Vec<Both> = candidates.iter().take(MOST).map(|field| field_name(field)).collect();
    let listed =
        |language: fn(&Both) -> &str, between: &str| names.iter().map(language).collect::<Vec<_>>().join(between);
    let (ja, en) = (listed(|name| &name.ja, "、"), listed(|name| &name.en, ", "));
    match candidates.len() {
        0 => None,
        1..=MOST => Some(both! { ja: "ここに書ける項目は {ja} です", en: "fields that may stand here: {en}" }),
        _ => Some(both! { ja: "ここに書ける項目は {ja} などです", en: "fields that may stand here: {en}, …" }),
    }
}

/// What every document may say of itself is not what somebody looks for who wrote another word.
fn is_envelope(map: View<'_>, field: &Field) -> bool {
    map.node().parent().is_none() && matches!(field.name, "id" | "schema_version" | "external" | "meta")
}

/// Returns the place of the same kind of document whose field the key is, if it is that of one place alone.
fn owner_in_kind(map: View<'_>, key: &str) -> Option<Both> {
    let whole = map.doc().root()?.shape()?;
    // Version, owner and status of a document are looked for at its top.
    if map.node().parent().is_none()
        && let Some(meta) = whole.field("meta").filter(|meta| meta.shape.field(key).is_some())
    {
        return Some(field_name(meta));
    }
    if map.node().parent().is_some() && whole.field(key).is_some() {
        return Some(both! { ja: "文書全体", en: "the document itself" });
    }
    let mut owners: Vec<(&'static str, Option<Words>)> = Vec::new();
    let mut last = ("", None);
    whole.visit(&mut |path, shape| {
        // The entries of a list are called as the list is, which is visited right before them.
        if let Some(name) = path.last().filter(|segment| **segment != "[]") {
            last = (*name, shape.title);
        }
        if !path.is_empty() && shape.field(key).is_some() && !owners.iter().any(|(name, _)| *name == last.0) {
            owners.push(last);
        }
    });
    let [(name, title)] = owners[..] else { return None };
    Some(title.map_or_else(|| both! { ja: "「{name}」", en: "`{name}`" }, |title| named(title, name)))
}

/// Returns the value that ran together with its key: `person：sato`, `person:sato`.
fn behind_colon(key: &str) -> Option<&str> {
    let (_, value) = key.split_once([':', '：'])?;
    Some(value.trim()).filter(|value| !value.is_empty())
}

/// Returns the first kind that has a field of this name at its top.
fn kind_with(key: &str) -> Option<&'static crate::schema::Kind> {
    catalog::kinds().iter().find(|kind| kind.schema().shape.field(key).is_some())
}
