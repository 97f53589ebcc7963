//! A control character in the text, or by escape.

use crate::both;
use crate::corpus::Doc;
use crate::finding::Severity;
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};
use crate::yaml::What;

pub(crate) static RULE: Rule = Rule::document(
    "yaml/control-character",
    Severity::Error,
    Words {
        ja: "目に見えない制御文字が入っている", en: "the text holds an invisible control character"
    },
    include_str!("control_character.md"),
    check,
);

fn check(doc: Doc<'_>, _: &Context<'_>, sink: &mut Sink<'_>) {
    let found = super::of_problems(doc, |problem| match problem.what {
        What::ControlCharacter(character) => {
            let code = format!("U+{:04X}", u32::from(character));
            Some((
                both! { ja: "目に見えない制御文字 {code} があります", en: "there is an invisible control character {code}" },
                both! {
                    ja: "この文字を消してください。ほかの文書から貼り付けたときに紛れ込むことがあります",
                    en: "delete it; such characters often come along when text is pasted",
                },
            ))
        }
        _ => None,
    });
    found.for_each(|finding| sink.report(finding));
}
