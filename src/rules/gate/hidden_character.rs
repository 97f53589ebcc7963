//! Characters that nobody sees: the reviewer reads another text than the machine.

use unicode_segmentation::UnicodeSegmentation;

use crate::both;
use crate::corpus::Doc;
use crate::finding::{Finding, Severity};
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};
use crate::text::{Foreign, Span};

pub(crate) static RULE: Rule = Rule::document(
    "gate/hidden-character",
    Severity::Error,
    Words { ja: "目に見えない文字が隠れている", en: "the text holds characters that nobody sees" },
    include_str!("hidden_character.md"),
    check,
);

fn check(doc: Doc<'_>, _: &Context<'_>, sink: &mut Sink<'_>) {
    let text = doc.checked().source.text();
    // Nearly every document is without any, and is looked through once.
    if !text.chars().any(may_hide) {
        return;
    }
    let mut start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    for line in text[start..].split_inclusive('\n') {
        let is_turned = line.chars().any(is_right_to_left) && is_paired(line);
        for (at, grapheme) in line.grapheme_indices(true) {
            for (offset, character) in grapheme.char_indices() {
                if is_hidden(character, grapheme) && !(is_turned && is_isolate(character)) {
                    let at = start + at + offset;
                    sink.report(hidden(doc, at, character));
                }
            }
        }
        start += line.len();
    }
}

fn may_hide(character: char) -> bool {
    !character.is_ascii() && (Foreign::is_hidden(character) || matches!(character, '\u{200c}' | '\u{200d}'))
}

/// Joiners belong to emoji and to scripts that join their letters; between letters that do not they hide. Control
/// characters have a rule of their own.
fn is_hidden(character: char, grapheme: &str) -> bool {
    match character {
        '\u{200c}' | '\u{200d}' => grapheme.chars().all(|other| other.is_ascii() || other == character),
        _ => Foreign::is_hidden(character) && !character.is_control(),
    }
}

fn is_isolate(character: char) -> bool {
    matches!(character, '\u{2066}'..='\u{2069}')
}

fn is_right_to_left(character: char) -> bool {
    matches!(character, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}

/// Says whether every isolate of a line is closed on it.
fn is_paired(line: &str) -> bool {
    let depth = line.chars().try_fold(0_u32, |depth, character| match character {
        '\u{2066}'..='\u{2068}' => Some(depth + 1),
        '\u{2069}' => depth.checked_sub(1),
        _ => Some(depth),
    });
    depth == Some(0)
}

fn hidden(doc: Doc<'_>, at: usize, character: char) -> Finding {
    let code = format!("U+{:04X}", u32::from(character));
    let message = both! { ja: "目に見えない文字 {code} があります", en: "there is an invisible character {code}" };
    doc.finding(Span::new(at..at + character.len_utf8()), "", &code, message).help(both! {
        ja: "この文字を消してください。ほかの文書から貼り付けたときに紛れ込むほか、見た目と違う内容を通すのに使われます",
        en: "delete it; it comes along with pasted text, and serves to pass a text that is not what it looks like",
    })
}
