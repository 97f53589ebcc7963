//! Logs that are gone before an attack is usually found.

use jiff::Span as Duration;

use crate::both;
use crate::corpus::duration::{in_words, is_shorter};
use crate::corpus::{Doc, View};
use crate::finding::{Finding, Severity};
use crate::lang::Words;
use crate::rules::{Context, Rule, RuleOption, Sink, raise};
use crate::settings::OptionForm;

use super::sources::{Kept, kept, policy_above, policy_of};

const ID: &str = "logging/retention-short";

pub(crate) static RULE: Rule = Rule::document(
    ID,
    Severity::Warning,
    Words { ja: "ログを残す期間が短い", en: "logs are kept for a short time" },
    include_str!("retention_short.md"),
    check,
)
.options(&[
    RuleOption { name: "minimum", form: OptionForm::Duration, direction: Some("longer-is-stricter") },
    RuleOption { name: "online", form: OptionForm::Duration, direction: Some("longer-is-stricter") },
]);

fn check(doc: Doc<'_>, context: &Context<'_>, sink: &mut Sink<'_>) {
    if doc.kind() != Some("log-inventory") {
        return;
    }
    let minimum = context.duration(ID, "minimum").unwrap_or_else(|| Duration::new().years(1));
    let online = context.duration(ID, "online").unwrap_or_else(|| Duration::new().days(90));
    let policy = policy_of(context.corpus, doc);
    for source in kept(doc) {
        let Some(kept) = Kept::of(source) else { continue };
        let short_online = kept.online.filter(|(_, kept)| is_shorter(*kept, online));
        // What contradicts the own policy is said by the rule on that.
        let finding = if policy_above(policy.as_ref(), &kept).is_some() {
            continue;
        } else if is_shorter(kept.total, minimum) {
            too_short(source, &kept, minimum)
        } else if let Some((at, kept)) = short_online {
            not_at_hand(source, at, kept, online)
        } else {
            continue;
        };
        sink.report(raise::by_characteristic(context, "ip_value", finding));
    }
}

fn too_short(source: View<'_>, kept: &Kept<'_>, minimum: Duration) -> Finding {
    let name = source.name();
    let minimum = in_words(minimum);
    let message = both! {
        name, minimum;
        ja: "ログ「{name}」は、合わせて{minimum}に満たない期間しか残りません",
        en: "the log `{name}` is not kept for {minimum} in all"
    };
    kept.at.finding(message).help(both! {
        ja: "online か archive を延ばしてください。法令で長く残せないのなら、根拠を legal_basis に書き、例外として認めます",
        en: "keep it longer `online` or in the `archive`; where the law forbids it, name the `legal_basis` and waive this",
    })
}

fn not_at_hand(source: View<'_>, at: View<'_>, kept: Duration, online: Duration) -> Finding {
    let (name, kept, online) = (source.name(), in_words(kept), in_words(online));
    let message = both! {
        name, kept, online;
        ja: "ログ「{name}」をすぐに調べられるのは{kept}で、{online}に足りません",
        en: "the log `{name}` is at hand for {kept}, less than {online}"
    };
    at.finding(message).help(both! {
        ja: "すぐに調べられる期間 (online) を延ばしてください",
        en: "keep it `online` for longer",
    })
}
