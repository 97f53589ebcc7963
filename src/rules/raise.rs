//! What raises the severity of a finding: a characteristic of the organisation that is rated high.

use crate::both;
use crate::corpus::View;
use crate::finding::Finding;

use super::Context;

/// Raises a finding one step where the organisation rates one of the thirteen characteristics high or very high, and
/// points at the rating.
pub(super) fn by_characteristic(context: &Context<'_>, characteristic: &str, finding: Finding) -> Finding {
    let Some((characteristic, rating)) = high(context, characteristic) else { return finding };
    let title = characteristic.shape().and_then(|shape| shape.title);
    let Some((name, word)) = title.zip(rating.value_words()) else { return finding };
    let (name_ja, name_en, word_ja, word_en) = (name.ja, name.en, word.ja, word.en);
    let by = both! {
        ja: "リスク許容度の評価で「{name_ja}」が「{word_ja}」とされています",
        en: "the evaluation of risk tolerance rates the {name_en} {word_en}",
    };
    let mut finding = finding.label(rating.place(), both! { ja: "この評価です", en: "this rating" });
    finding.raised = Some(by);
    finding
}

/// Returns the characteristic and its rating, if that is high. One that cannot be read raises nothing.
fn high<'c>(context: &Context<'c>, characteristic: &str) -> Option<(View<'c>, View<'c>)> {
    let mut evaluations = context.corpus.of_kind("risk-tolerance").filter(|doc| !doc.is_over());
    evaluations.find_map(|doc| {
        let characteristic = doc.get("characteristics")?.get(characteristic)?;
        let rating = characteristic.get("rating")?;
        matches!(rating.text(), Some("high" | "very-high")).then_some((characteristic, rating))
    })
}
