//! A risk of which more is left than the organisation is willing to bear.

use jiff::civil::Date;

use crate::both;
use crate::corpus::{Corpus, View};
use crate::finding::{Finding, Severity};
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};
use crate::text::Foreign;

use super::acceptance::{awaits_acceptance, is_accepted};
use super::levels::{Levels, assessments, risks};

pub(crate) static RULE: Rule = Rule::corpus(
    "risk/residual-exceeds-appetite",
    Severity::Error,
    Words {
        ja: "許容できる大きさを超えるリスクが残っている", en: "more risk is left than is tolerated"
    },
    include_str!("residual_exceeds_appetite.md"),
    check,
);

fn check(context: &Context<'_>, sink: &mut Sink<'_>) {
    let corpus = context.corpus;
    let Some(levels) = Levels::of(corpus) else { return };
    let Some(appetite) = appetite(corpus, &levels) else { return };
    let limit = appetite.text().and_then(|level| levels.rank(level));
    for risk in assessments(corpus).flat_map(risks) {
        let Some(level) = risk.get("residual").and_then(|residual| residual.get("level")) else { continue };
        let exceeds = level.text().and_then(|level| levels.rank(level)) > limit;
        // Of a risk that nobody decided on, or that waits for its acceptance, that is said.
        let Some(option) = risk.get("treatment").and_then(|treatment| treatment.get("option")) else { continue };
        if !exceeds || is_accepted(risk) || option.is_faulty() || awaits_acceptance(context, risk) {
            continue;
        }
        match under_way(risk, context.today) {
            Some(due) => sink.report_as(until(risk, level, appetite, due), Severity::Warning),
            None => sink.report(exceeding(risk, level, appetite)),
        }
    }
}

/// Returns the most that is tolerated; nothing where that cannot be known. Of several documents the most generous
/// counts, since nothing says which one a risk falls under.
fn appetite<'c>(corpus: &'c Corpus, levels: &Levels<'c>) -> Option<View<'c>> {
    if corpus.may_be_hidden("risk-tolerance") {
        return None;
    }
    let documents = corpus.of_kind("risk-tolerance").filter(|doc| !doc.is_over());
    let limits = documents.map(|doc| {
        let limit = doc.get("appetite")?.get("max_residual")?;
        Some((levels.rank(limit.text()?)?, limit))
    });
    let limits: Vec<(usize, View<'c>)> = limits.collect::<Option<_>>()?;
    limits.into_iter().max_by_key(|(rank, _)| *rank).map(|(_, limit)| limit)
}

/// Returns the day until which a treatment still has time to bring the risk down.
fn under_way<'c>(risk: View<'c>, today: Date) -> Option<View<'c>> {
    let treatment = risk.get("treatment")?;
    let residual = risk.get("residual")?;
    // What will be left once it is done is no better for waiting.
    let is_goal = residual.text_of("as_of") == Some("target");
    let is_done = treatment.text_of("status") == Some("done");
    treatment.get("due").filter(|due| !is_goal && !is_done && due.date().is_none_or(|date| date >= today))
}

fn exceeding(risk: View<'_>, level: View<'_>, appetite: View<'_>) -> Finding {
    let name = risk.name();
    let (left, limit) = (shown(level), shown(appetite));
    let message = both! {
        name;
        ja: "「{name}」は「{left}」のリスクが残り、許容する上限「{limit}」を超えています",
        en: "`{name}` leaves a risk of `{left}`, above the `{limit}` that is tolerated"
    };
    labelled(level.finding(message), appetite).help(both! {
        ja: "対処を加えて期日 (due) を決めるか、受け入れる決裁を acceptance に書いてください",
        en: "add a treatment with its `due`, or have the risk accepted and write the decision under `acceptance`",
    })
}

fn until(risk: View<'_>, level: View<'_>, appetite: View<'_>, due: View<'_>) -> Finding {
    let name = risk.name();
    let (left, limit) = (shown(level), shown(appetite));
    let message = both! {
        name;
        ja: "「{name}」は対処が終わるまで「{left}」のリスクが残り、許容する上限「{limit}」を超えています",
        en: "`{name}` stays at `{left}` until its treatment is done, above the `{limit}` that is tolerated"
    };
    let finding = level.finding(message).label(
        due.place(),
        both! {
            ja: "この日を過ぎるとエラーになります",
            en: "after this day it is an error",
        },
    );
    labelled(finding, appetite).help(both! {
        ja: "期日までに対処を終えてください。それまでの間を受け入れるのなら、決裁を acceptance に書きます",
        en: "finish the treatment by its day; if the time until then is accepted, write the decision under `acceptance`",
    })
}

fn labelled(finding: Finding, appetite: View<'_>) -> Finding {
    finding.label(appetite.place(), both! { ja: "許容する上限です", en: "the most that is tolerated" })
}

fn shown(level: View<'_>) -> String {
    Foreign::new(level.text().unwrap_or_default()).to_string()
}
