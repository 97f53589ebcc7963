//! A risk that is worse after its treatment than before.

use crate::both;
use crate::corpus::View;
use crate::finding::{Finding, Severity};
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};
use crate::text::Foreign;

use super::levels::{Levels, assessments, risks};

pub(crate) static RULE: Rule = Rule::corpus(
    "risk/residual-exceeds-inherent",
    Severity::Error,
    Words {
        ja: "対処した後のリスクが、対処する前より大きい", en: "a risk is worse after its treatment than before"
    },
    include_str!("residual_exceeds_inherent.md"),
    check,
);

fn check(context: &Context<'_>, sink: &mut Sink<'_>) {
    let Some(levels) = Levels::of(context.corpus) else { return };
    let exceeds = |risk: View<'_>| {
        let residual = risk.get("residual")?.get("level")?;
        let (inherent, at) = levels.inherent(risk)?;
        let is_worse = levels.rank(residual.text()?)? > levels.rank(inherent)?;
        is_worse.then(|| worse(risk, residual, inherent, at))
    };
    assessments(context.corpus).flat_map(risks).filter_map(exceeds).for_each(|finding| sink.report(finding));
}

fn worse(risk: View<'_>, residual: View<'_>, inherent: &str, at: View<'_>) -> Finding {
    let name = risk.name();
    let (left, before) =
        (Foreign::new(residual.text().unwrap_or_default()).to_string(), Foreign::new(inherent).to_string());
    let message = both! {
        name;
        ja: "「{name}」は、対処した後の大きさ「{left}」が対処する前の「{before}」より大きくなっています",
        en: "`{name}` is `{left}` after treatment, but only `{before}` before it"
    };
    let label = match at.node().key().and_then(|key| key.as_text()) {
        Some("inherent") => both! { ja: "対処する前の大きさです", en: "the risk before treatment" },
        _ => both! {
            ja: "起こりやすさと影響から、対処する前は「{before}」です",
            en: "likelihood and impact make `{before}` before treatment",
        },
    };
    residual.finding(message).label(at.place(), label).help(both! {
        ja: "どちらかの書き間違いを直すか、新しく分かったことがあれば likelihood と impact を評価し直してください",
        en: "mend the slip on one side, or rate `likelihood` and `impact` anew if more is known now",
    })
}
