//! A value outside the vocabulary of its field, or two fields of which only one may be there.

use crate::both;
use crate::corpus::{Doc, View};
use crate::finding::{Finding, Severity};
use crate::lang::{Both, Words};
use crate::rules::{Context, Rule, Sink};
use crate::schema::{Choice, Shape, What};
use crate::text::{self, Foreign, Slack};
use crate::yaml::NodeId;

use super::spelling::half_width;
use super::{as_help, aside, field_of, meant, one_of, owner_of};

pub(crate) static RULE: Rule = Rule::document(
    "schema/not-allowed",
    Severity::Error,
    Words { ja: "決まった値のどれでもない", en: "a value is none of those that are known" },
    include_str!("not_allowed.md"),
    check,
);

fn check(doc: Doc<'_>, _: &Context<'_>, sink: &mut Sink<'_>) {
    for (view, violation) in super::violations(doc) {
        match &violation.what {
            What::NotAllowed => sink.report(not_allowed(view, violation.shape)),
            What::ExactlyOne { present, .. } if present.len() > 1 => sink.report(only_one(view, present)),
            _ => {}
        }
    }
}

pub(super) fn not_allowed(view: View<'_>, shape: Option<&'static Shape>) -> Finding {
    let written = view.text().unwrap_or(view.node().source());
    let (field, value) = (field_of(view), Foreign::new(written));
    let message = both! {
        field;
        ja: "「{value}」は{field}に書ける値ではありません",
        en: "`{value}` is none of the values that {field} takes"
    };
    let finding = view.finding(message);
    match shape.filter(|shape| !shape.values.is_empty()) {
        Some(shape) => {
            let is_word = shape.values.iter().any(|choice| is_called(written, choice));
            let help = if is_word { None } else { meant::none(view) };
            finding.help(help.unwrap_or_else(|| suggestion(written, shape)))
        }
        None => match shape.and_then(|shape| shape.message.or(shape.description)) {
            Some(words) => finding.help(as_help(words)),
            None => finding,
        },
    }
}

/// Says which level of risk is meant, or which there are.
pub(super) fn level(view: View<'_>, written: &str) -> Option<Both> {
    let levels = meant::levels(view);
    let words = |level: &(String, Both)| [level.1.ja.clone(), level.1.en.clone(), level.0.clone()];
    let same = levels.iter().find(|level| words(level).iter().any(|word| meant::is_same_word(written, word)));
    let begun = || {
        let mut begun = levels.iter().filter(|level| level.1.ja.starts_with(written.trim()));
        begun.next().filter(|_| begun.next().is_none())
    };
    if let Some((value, words)) = same.or_else(begun) {
        let (value, ja, en) = (Foreign::new(value).to_string(), &words.ja, aside(&words.en, value));
        return Some(both! { ja: "「{value}」({ja}) のことではありませんか", en: "did you mean `{value}`{en}?" });
    }
    let said = |said: fn(&(String, Both)) -> String, between| levels.iter().map(said).collect::<Vec<_>>().join(between);
    let ja = said(|(value, words)| format!("{value} ({})", words.ja), "、");
    let en = said(|(value, words)| format!("{value}{}", aside(&words.en, value)), ", ");
    (!levels.is_empty()).then(|| both! { ja: "書けるのは {ja} です", en: "write one of: {en}" })
}

/// Says whether a value is called so in one of our languages.
fn is_called(written: &str, choice: &Choice) -> bool {
    meant::is_same_word(written, choice.words.ja) || meant::is_same_word(written, choice.words.en)
}

pub(super) fn suggestion(written: &str, shape: &Shape) -> Both {
    let parts = parts(written);
    if let Some(old) = shape.replaced.iter().find(|old| parts.ends_with(&self::parts(old.value))) {
        let (value, by) = (old.value, old.by);
        return both! {
            ja: "「{value}」は「{by}」に改められました。「{by}」と書いてください",
            en: "`{value}` has been replaced: write `{by}`"
        };
    }
    if let Some(help) = letters(&parts, shape.values) {
        return help;
    }
    let begun = shape.values.iter().filter(|choice| self::parts(choice.value).starts_with(&parts));
    let begun: Vec<Choice> = begun.copied().collect();
    let only_begun = || begun.first().filter(|_| begun.len() == 1);
    match nearest(written, &parts, shape.values).or_else(only_begun) {
        Some(choice) => {
            let (value, ja, en) = (choice.value, choice.words.ja, aside(choice.words.en, choice.value));
            both! { ja: "「{value}」({ja}) のことではありませんか", en: "did you mean `{value}`{en}?" }
        }
        None => one_of(if begun.is_empty() { shape.values } else { &begun }),
    }
}

/// Says that only one of several values fits that are told by a letter each: `RC` is `R` or `C`.
fn letters(parts: &[String], values: &[Choice]) -> Option<Both> {
    let letters: Vec<String> = parts.concat().to_uppercase().chars().map(String::from).collect();
    let found: Vec<&Choice> =
        letters.iter().filter_map(|letter| values.iter().find(|choice| choice.value == letter.as_str())).collect();
    let is_one = values.iter().any(|choice| is_of_letters(&self::parts(choice.value), parts));
    if found.len() < 2 || found.len() != letters.len() || is_one {
        return None;
    }
    let said = |words: fn(&Choice) -> &'static str, between| {
        let said = found.iter().map(|choice| format!("{} ({})", choice.value, words(choice)));
        said.collect::<Vec<_>>().join(between)
    };
    let (ja, en) = (said(|choice| choice.words.ja, "、"), said(|choice| choice.words.en, ", "));
    Some(
        both! { ja: "書けるのは一つだけです。{ja} から一つを選んでください", en: "only one fits here; choose from {en}" },
    )
}

/// Says whether a value is made of the letters of another spelling: `A/R` of `RA`.
fn is_of_letters(value: &[String], written: &[String]) -> bool {
    let sorted = |parts: &[String]| {
        let mut letters: Vec<char> = parts.concat().chars().collect();
        letters.sort_unstable();
        letters
    };
    value.len() > 1 && value.iter().all(|part| part.chars().count() == 1) && sorted(value) == sorted(written)
}

/// Returns the value that was most likely meant: by the words for it, by another spelling, with more or less in front
/// than it has, or by a slip.
fn nearest<'v>(written: &str, parts: &[String], values: &'v [Choice]) -> Option<&'v Choice> {
    let trimmed = written.trim();
    let by_words = |choice: &&Choice| is_called(written, choice);
    let spelt: Vec<(Vec<String>, &Choice)> = values.iter().map(|choice| (self::parts(choice.value), choice)).collect();
    let same = || spelt.iter().find(|(value, _)| value == parts).map(|(_, choice)| *choice);
    let of_letters = || spelt.iter().find(|(value, _)| is_of_letters(value, parts)).map(|(_, choice)| *choice);
    // `TLP:RED`, `ISO 27001 A.5.24`.
    let within = || {
        let within = spelt.iter().filter(|(value, _)| parts.ends_with(value));
        within.max_by_key(|(value, _)| value.len()).map(|(_, choice)| *choice)
    };
    // `5.24`, `phishing`; what fits several is no answer.
    let around = || {
        let mut around = spelt.iter().filter(|(value, _)| !parts.is_empty() && value.ends_with(parts));
        around.next().filter(|_| around.next().is_none()).map(|(_, choice)| *choice)
    };
    let slip = || {
        let plain = |text: &str| text.to_lowercase().replace(['_', ' '], "-");
        let plain_values: Vec<String> = values.iter().map(|choice| plain(choice.value)).collect();
        let near = |written: &str| {
            let near = text::nearest(written, plain_values.iter().map(String::as_str), Slack::Third)?;
            plain_values.iter().position(|value| value == near)
        };
        let written = plain(trimmed);
        let behind_colon = || near(written.split_once(':')?.1);
        let found = near(&written).or_else(behind_colon).map(|at| &values[at]);
        // Another number is another thing, not a slip: `A.5.38` is not `A.5.3`, nor `A.16.1.5` of an older edition `A.5.15`.
        let is_number = |part: &String| part.bytes().all(|byte| byte.is_ascii_digit());
        found.filter(|choice| {
            let meant = self::parts(choice.value);
            !meant.iter().any(is_number)
                || meant.iter().filter(|part| is_number(part)).eq(parts.iter().filter(|part| is_number(part)))
        })
    };
    let exact = same().or_else(|| values.iter().find(by_words)).or_else(of_letters);
    exact.or_else(within).or_else(around).or_else(slip).or_else(|| meant::by_part(written, values))
}

/// Takes a text apart into words and numbers, so that `RS.MA-04` and `rs.ma 4` are the same.
fn parts(text: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut last = None;
    for character in half_width(text).to_lowercase().chars() {
        let sort = character.is_alphanumeric().then(|| character.is_ascii_digit());
        match (parts.last_mut(), sort) {
            (Some(part), Some(_)) if sort == last => part.push(character),
            (_, Some(_)) => parts.push(character.to_string()),
            (_, None) => {}
        }
        last = sort;
    }
    let significant = |part: String| match part.trim_start_matches('0') {
        "" => part,
        rest => rest.to_owned(),
    };
    parts.into_iter().map(significant).collect()
}

fn only_one(map: View<'_>, present: &[NodeId]) -> Finding {
    let doc = map.doc();
    let node = |id: &NodeId| doc.view(doc.checked().tree.node(*id));
    let keys: Vec<String> =
        present.iter().map(|id| Foreign::new(node(id).text().unwrap_or_default()).to_string()).collect();
    let owner = owner_of(map);
    let (ja, en) = (keys.join("」と「"), keys.join("` and `"));
    let message = both! {
        owner;
        ja: "{owner}に「{ja}」が両方あります。書けるのはどれか一つです",
        en: "{owner} has `{en}`, of which only one may stand there"
    };
    let second = node(&present[1]);
    let pointer = format!("{}/{}", map.pointer(), second.text().unwrap_or_default());
    doc.finding(second.node().span(), &pointer, "", message)
        .label(node(&present[0]).place(), both! { ja: "一つ目はここです", en: "the first is here" })
        .help(both! { ja: "どちらを残すか決め、もう一つを消してください", en: "decide which one stays, and delete the other" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::vocabulary::vocabulary;

    #[test]
    fn an_id_in_ones_own_spelling_is_answered_with_the_published_one() {
        let cases = [
            ("iso27001-controls", "A5.24", "did you mean `A.5.24` (incident planning and preparation)?"),
            ("iso27001-controls", "5.24", "did you mean `A.5.24` (incident planning and preparation)?"),
            ("iso27001-controls", "ISO 27001 A.5.24", "did you mean `A.5.24` (incident planning and preparation)?"),
            ("iso27001-controls", "Ａ．５．２４", "did you mean `A.5.24` (incident planning and preparation)?"),
            ("iso27001-controls", "backup", "did you mean `A.8.13` (backup)?"),
            (
                "iso27001-controls",
                "なし",
                "write one of 93 values: A.5.1 (policies), A.5.2 (roles), A.5.3 (segregation of duties), …",
            ),
            ("sim3-parameters", "o-1", "did you mean `O-1` (Mandate)?"),
            ("sim3-parameters", "P7", "did you mean `P-7` (Specific incident processes)?"),
            ("csf-subcategories", "RS.MA-4", "did you mean `RS.MA-04` (escalate)?"),
            ("csf-subcategories", "rs.ma.04", "did you mean `RS.MA-04` (escalate)?"),
            ("rsit", "phishing", "did you mean `fraud/phishing` (Phishing)?"),
            ("rsit", "rsit:fraud=\"phishing\"", "did you mean `fraud/phishing` (Phishing)?"),
            ("rsit", "malicious_code", "did you mean `malicious-code`?"),
            ("rsit-classes", "fruad", "did you mean `fraud`?"),
            (
                "first-functions",
                "6.1",
                "write one of: 6.1.1 (Information security incident report receipt), \
                 6.1.2 (Information security incident triage and processing)",
            ),
            ("nca-roles", "legal", "did you mean `legal-advisor` (legal adviser)?"),
            ("tlp", "TLP:RED", "did you mean `red` (TLP:RED)?"),
            ("tlp", "TLP:AMBER-STRICT", "did you mean `amber+strict` (TLP:AMBER+STRICT)?"),
            ("tlp", "TLP:WHITE", "`white` has been replaced: write `clear`"),
            ("pap", "white", "`white` has been replaced: write `clear`"),
        ];
        for (name, written, expected) in cases {
            let vocabulary = vocabulary(name).expect("is embedded");
            let shape = Shape { values: vocabulary.values, replaced: vocabulary.replaced, ..Shape::default() };
            assert_eq!(suggestion(written, &shape).en, expected, "{written}");
        }
    }
}
