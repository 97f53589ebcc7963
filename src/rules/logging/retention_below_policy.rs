//! Logs that are not kept for as long as the own policy demands.

use jiff::Span as Duration;

use crate::both;
use crate::corpus::View;
use crate::corpus::duration::in_words;
use crate::finding::{Finding, Severity};
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};

use super::sources::{Kept, kept, policy_above, policy_of};

pub(crate) static RULE: Rule = Rule::corpus(
    "logging/retention-below-policy",
    Severity::Error,
    Words { ja: "ログを残す期間が方針より短い", en: "logs are kept shorter than the policy demands" },
    include_str!("retention_below_policy.md"),
    check,
);

fn check(context: &Context<'_>, sink: &mut Sink<'_>) {
    let corpus = context.corpus;
    for list in corpus.of_kind("log-inventory").filter(|doc| !doc.is_over()) {
        let policy = policy_of(corpus, list);
        for source in kept(list) {
            let Some(kept) = Kept::of(source) else { continue };
            if let Some((at, demanded)) = policy_above(policy.as_ref(), &kept) {
                sink.report(below(source, &kept, at, demanded));
            }
        }
    }
}

fn below(source: View<'_>, kept: &Kept<'_>, at: View<'_>, demanded: Duration) -> Finding {
    let (name, demanded) = (source.name(), in_words(demanded));
    let message = both! {
        name, demanded;
        ja: "ログ「{name}」を残す期間が、情報取扱いの方針にある{demanded}に足りません",
        en: "the log `{name}` is kept for less than the {demanded} that the policy on information demands"
    };
    kept.at.finding(message).label(at.place(), both! { ja: "方針にある期間です", en: "what the policy demands" }).help(
        both! {
            ja: "残す期間を延ばすか、方針のほうを実際に合わせて改めてください",
            en: "keep the log for longer, or have the policy changed to what is done",
        },
    )
}
