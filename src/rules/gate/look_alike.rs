//! Words that mix letters of scripts that look alike.

use crate::both;
use crate::corpus::Doc;
use crate::finding::{Finding, Severity};
use crate::lang::Words;
use crate::rules::{Context, Rule, RuleOption, Sink};
use crate::settings::OptionForm;
use crate::text::{Foreign, Span};

const ID: &str = "gate/look-alike";

pub(crate) static RULE: Rule = Rule::document(
    ID,
    Severity::Warning,
    Words { ja: "よく似た別の文字が混じっている", en: "a word mixes letters that look alike" },
    include_str!("look_alike.md"),
    check,
)
.options(&[RuleOption { name: "allow", form: OptionForm::Texts, direction: None }]);

/// Letters of Cyrillic and Greek that most typefaces draw as Latin ones.
const LOOK_ALIKES: &str = "асеорхуіјѕһԁɡԛԝАВЕКМНОРСТХІЈЅԌΑΒΕΖΗΙΚΜΝΟΡΤΥΧονι";

fn check(doc: Doc<'_>, context: &Context<'_>, sink: &mut Sink<'_>) {
    let text = doc.checked().source.text();
    // Nearly every document is without any. The first bytes of these scripts in UTF-8 stand nowhere else.
    if !text.bytes().any(|byte| matches!(byte, 0xc9..=0xd4)) {
        return;
    }
    let is_other = |character: char| matches!(character, '\u{251}'..='\u{52f}') && LOOK_ALIKES.contains(character);
    let allowed = context.texts(ID, "allow");
    let mixes =
        |word: &str| word.chars().any(is_other) && word.chars().any(|character| character.is_ascii_alphabetic());
    let mut start = 0;
    for word in text.split_inclusive(|character: char| !character.is_alphabetic()) {
        let letters = word.trim_end_matches(|character: char| !character.is_alphabetic());
        if mixes(letters) && !allowed.iter().any(|allowed| allowed == letters) {
            sink.report(mixed(doc, start, letters, is_other));
        }
        start += word.len();
    }
}

fn mixed(doc: Doc<'_>, start: usize, word: &str, is_other: impl Fn(char) -> bool) -> Finding {
    let others = word.chars().filter(|character| is_other(*character));
    let mut codes: Vec<String> = others.map(|character| format!("U+{:04X}", u32::from(character))).collect();
    codes.dedup();
    let (shown, codes) = (Foreign::new(word).to_string(), codes.join(", "));
    let message = both! {
        ja: "「{shown}」には、ローマ字に見える別の文字 ({codes}) が混じっています",
        en: "`{shown}` mixes Latin letters with others that look like them ({codes})",
    };
    doc.finding(Span::new(start..start + word.len()), "", word, message).help(both! {
        ja: "打ち直してください。本当にこう書く名前なら、設定の allow に書けます",
        en: "type it anew; a name that is really written so goes into `allow` in the settings",
    })
}
