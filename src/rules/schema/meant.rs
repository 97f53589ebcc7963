//! What was most likely meant by a value that has not the form of its field: that there is none, somebody, a level.

use crate::both;
use crate::corpus::View;
use crate::lang::{Both, Words};
use crate::schema::{Choice, Field, Shape, Target, Types, catalog, vocabulary};
use crate::text::Foreign;

use super::spelling::half_width;

/// Returns what the schema says of the whole field that a value fills, with all the forms that the value may have.
pub(super) fn whole(view: View<'_>) -> Option<&'static Shape> {
    let around = view.doc().view(view.node().parent()?).shape()?;
    match view.node().key() {
        Some(key) => around.field(key.as_text()?).map(|field| field.shape).or(around.each),
        None => around.item,
    }
}

/// Returns the forms that a value of the field may have.
fn forms(view: View<'_>) -> impl Iterator<Item = &'static Shape> {
    let whole = whole(view);
    let alone = whole.filter(|whole| whole.branches.is_empty());
    alone.into_iter().chain(whole.into_iter().flat_map(|whole| whole.branches.iter().copied()))
}

/// Says whether a value says in a word of its own that there is none.
pub(super) fn says_none(view: View<'_>) -> bool {
    const WORDS: [&str; 15] = [
        "none",
        "no",
        "nil",
        "nothing",
        "n/a",
        "na",
        "false",
        "-",
        "なし",
        "無し",
        "無",
        "ない",
        "無い",
        "該当なし",
        "特になし",
    ];
    let written = half_width(view.text().unwrap_or(view.node().source())).trim().to_lowercase();
    WORDS.contains(&written.as_str())
}

/// Says how a value that says so in a word of its own is written where there is none.
pub(super) fn none(view: View<'_>) -> Option<Both> {
    if !says_none(view) {
        return None;
    }
    // `[なし]`
    let list = || view.node().parent().filter(|list| list.items().len() == 1).map(|list| view.doc().view(list));
    let held = [Some(view), list()].into_iter().flatten();
    if let Some(view) = held.into_iter().find(|view| whole(*view).is_some_and(Shape::accepts_none)) {
        return Some(match view.node().key().and_then(|key| key.as_text()) {
            Some(key) => both! {
                ja: "ないと決めているときは「{key}: {{none: 理由}}」と書いてください",
                en: "if it is decided that there is none, write `{key}: {{none: the reason}}`"
            },
            None => both! {
                ja: "ないと決めているときは「{{none: 理由}}」と書いてください",
                en: "if it is decided that there is none, write `{{none: the reason}}`"
            },
        });
    }
    let around = view.doc().view(view.node().parent()?).shape()?;
    let field = around.field(view.node().key()?.as_text()?)?;
    let may_be_absent = !field.required && !field.shape.recommended && field.shape.rule.is_none();
    may_be_absent
        .then(|| both! { ja: "ないときは、この行を消してください", en: "where there is none, delete the line" })
}

/// Says how somebody is told by key where only a text stands: 製造部長 is `{post: 製造部長}`.
pub(super) fn somebody(view: View<'_>) -> Option<Both> {
    let written = view.text()?.trim();
    let is_keyed = |form: &&'static Shape| form.types == Types::MAP && form.one_of_keys.len() > 1;
    let in_list = || {
        let items = forms(view).filter_map(|form| form.item);
        items.flat_map(|item| std::iter::once(item).chain(item.branches.iter().copied())).find(is_keyed)
    };
    let itself = forms(view).find(is_keyed);
    let is_for_list = itself.is_none();
    let keyed = itself.or_else(in_list)?;
    // An id may stand in a list as it is.
    if is_for_list && is_id(written) {
        return None;
    }
    let (open, close) = if is_for_list { ("[{", "}]") } else { ("{", "}") };
    let fields: Vec<&Field> = keyed.one_of_keys.iter().filter_map(|key| keyed.field(key)).collect();
    let named = |id: &str, fields: &[&Field]| {
        let id = Foreign::new(id);
        let said = |field: &&Field, language: fn(Words) -> &'static str, word: fn(&str) -> String| {
            let words = field.shape.title.map(language).unwrap_or(field.name);
            format!("{} {{{}: {id}}}", word(words), field.name)
        };
        let ja: Vec<String> =
            fields.iter().map(|f| said(f, |words| words.ja, |word| format!("「{word}」なら"))).collect();
        let en: Vec<String> = fields.iter().map(|f| said(f, |words| words.en, |word| format!("{word}:"))).collect();
        let (ja, en) = (ja.join("、"), en.join(", "));
        both! { ja: "何の ID かを添えて書いてください。{ja}", en: "say what the id is of – {en}" }
    };
    if let Some((key, id)) = written.split_once(':')
        && let Some(field) = fields.iter().find(|field| field.name == key)
    {
        let (name, id) = (field.name, Foreign::new(id.trim()));
        return Some(both! {
            ja: "「{open}{name}: {id}{close}」と書いてください",
            en: "write `{open}{name}: {id}{close}`"
        });
    }
    if is_id(written) {
        let referring: Vec<&Field> = fields.into_iter().filter(|field| field.shape.refer.is_some()).collect();
        return (!referring.is_empty()).then(|| named(written, &referring));
    }
    let takes_text = |field: &&&Field| field.shape.refer.is_none() && field.shape.types.meets(Types::TEXT);
    let field = fields.iter().find(takes_text)?;
    let (name, title) = (field.name, field.shape.title?);
    let (ja, en, written) = (title.ja, title.en, Foreign::new(written));
    Some(both! {
        ja: "{ja}で示すなら「{open}{name}: {written}{close}」と書いてください",
        en: "to name a {en}, write `{open}{name}: {written}{close}`"
    })
}

/// Says how a reference is written with its type.
pub(super) fn typed(shape: &Shape, written: &str) -> Option<Both> {
    let refer = shape.refer.filter(|_| shape.form == Some("typed-ref"))?;
    let types: Vec<&'static str> = refer.targets.iter().filter_map(entity).collect();
    let (first, others) = types.split_first()?;
    if types.len() != refer.targets.len() {
        return None;
    }
    let (ja, en) = (listed(&types, |words| words.ja, "、"), listed(&types, |words| words.en, ", "));
    let written = Foreign::new(written.trim()).to_string();
    Some(match (is_id(&written), others.is_empty()) {
        (true, true) => both! { ja: "「{first}:{written}」と書いてください", en: "write `{first}:{written}`" },
        (true, false) => both! {
            ja: "何の ID かを前に付けて、「{first}:{written}」のように書いてください。付けられるのは {ja} です",
            en: "put in front what the id is of, as in `{first}:{written}`; it is one of {en}"
        },
        (false, _) => both! {
            ja: "名前ではなく、「{first}:…」のように種別と ID で書いてください。種別は {ja} です",
            en: "write a type and an id, such as `{first}:…`, not a name; the type is one of {en}"
        },
    })
}

fn entity(target: &Target) -> Option<&'static str> {
    match target {
        Target::Entity(name) => Some(name),
        _ => None,
    }
}

/// Lists types with what people call them: `party (外部組織)`.
fn listed(types: &[&'static str], language: fn(Words) -> &'static str, between: &str) -> String {
    let title = |name: &str| {
        let kind = || catalog::kind(name).map(|kind| kind.title);
        catalog::entity_types().iter().find(|entity| entity.name == name).map(|entity| entity.title).or_else(kind)
    };
    let said = |name: &&str| match title(name).map(language).filter(|title| title != name) {
        Some(title) => format!("{name} ({title})"),
        None => (*name).to_owned(),
    };
    types.iter().map(said).collect::<Vec<_>>().join(between)
}

/// Says what may stand where a map has a key that none of its forms has: in words, or as what the key meant.
pub(super) fn other_forms(map: View<'_>, key: &str) -> Option<Both> {
    let whole = whole(map).filter(|whole| whole.branches.len() > 1)?;
    let fields = || whole.branches.iter().flat_map(|branch| branch.fields).filter(|field| field.name != "none");
    let to = fields().find(|field| field.name == "ref")?;
    let types: Vec<&'static str> = to.shape.refer?.targets.iter().filter_map(entity).collect();
    let id = map.get_any(key).and_then(View::text).filter(|id| is_id(id));
    if let (Some(kind), Some(id)) = (types.iter().find(|kind| **kind == key), id) {
        return Some(
            both! { ja: "「{{ref: \"{kind}:{id}\"}}」と書いてください", en: "write `{{ref: \"{kind}:{id}\"}}`" },
        );
    }
    let (ja, en) = (listed(&types, |words| words.ja, "、"), listed(&types, |words| words.en, ", "));
    let first = types.first()?;
    let takes_text = whole.branches.iter().any(|branch| branch.types == Types::TEXT);
    Some(match takes_text {
        true => both! {
            ja: "文でそのまま書くか、「{{ref: \"{first}:…\"}}」のように種別と ID で書いてください。種別は {ja} です",
            en: "write it in words, or with a type and an id, as in `{{ref: \"{first}:…\"}}`; the type is one of {en}"
        },
        false => both! {
            ja: "「{{ref: \"{first}:…\"}}」のように種別と ID で書いてください。種別は {ja} です",
            en: "write a type and an id, as in `{{ref: \"{first}:…\"}}`; the type is one of {en}"
        },
    })
}

/// Returns the levels that a place for a level of risk takes: those of the matrix of the document for it, or the five
/// of all.
pub(super) fn levels(view: View<'_>) -> Vec<(String, Both)> {
    let matrix = view.doc().root().and_then(|root| root.get_any("matrix"));
    let Some(matrix) = matrix else {
        let five = vocabulary::vocabulary("sp800-30-levels").map(|five| five.values).unwrap_or_default();
        return five.iter().map(|choice| (choice.value.to_owned(), choice.words.into())).collect();
    };
    let mut levels: Vec<(String, Both)> = Vec::new();
    let key = view.node().key().and_then(|key| key.as_text()).unwrap_or_default();
    let list = matrix.get_any(&format!("{key}_levels")).or_else(|| matrix.get_any("result_levels"));
    for level in list.into_iter().flat_map(View::items) {
        if let Some(id) = level.get_any("level").and_then(View::text) {
            levels.push((id.to_owned(), level.name()));
        }
    }
    levels
}

/// Returns the only choice whose words begin with what is written, or hold it, or are held by it:
/// 高 is 高い, 電子メール is メール. Words of other letters than ours have too many chances.
pub(super) fn by_part<'v>(written: &str, values: &'v [Choice]) -> Option<&'v Choice> {
    let plain = |text: &str| half_width(text).trim().to_lowercase();
    let written = plain(written);
    let only = |fits: &dyn Fn(&Choice) -> bool| {
        let mut found = values.iter().filter(|choice| fits(choice));
        found.next().filter(|_| found.next().is_none())
    };
    if written.is_ascii() {
        let goes_on = |text: &str| plain(text).starts_with(&written);
        return only(&|choice| goes_on(choice.value) || goes_on(choice.words.en)).filter(|_| written.len() >= 3);
    }
    let n_characters = written.chars().count();
    let holds = |choice: &Choice| {
        let words = plain(choice.words.ja);
        n_characters > 1 && words.chars().count() > 1 && (words.contains(&written) || written.contains(&words))
    };
    only(&|choice| plain(choice.words.ja).starts_with(&written)).or_else(|| only(&holds))
}

/// Says whether two words for a value are the same, whatever their width and case.
pub(super) fn is_same_word(written: &str, words: &str) -> bool {
    let plain = |text: &str| half_width(text).trim().to_lowercase();
    plain(written) == plain(words)
}

fn is_id(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_lowercase())
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}
