//! A budget whose lines do not add up, or whose total is not what is asked for.

use crate::both;
use crate::corpus::entities::EntryId;
use crate::corpus::{Corpus, Doc, Resolution, View};
use crate::finding::{Finding, Severity};
use crate::lang::Words;
use crate::rules::{Context, Rule, RuleOption, Sink};
use crate::settings::OptionForm;

const ID: &str = "phase/budget-total-mismatch";

pub(crate) static RULE: Rule = Rule::corpus(
    ID,
    Severity::Error,
    Words { ja: "予算の合計が合わない", en: "the total of the budget is wrong" },
    include_str!("budget_total_mismatch.md"),
    check,
)
.options(&[RuleOption { name: "tolerance", form: OptionForm::Percent, direction: Some("lower-is-stricter") }]);

/// An amount in ten-thousandths of its currency: four decimals are the most that the schema allows.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Money<'c> {
    parts: i128,
    currency: &'c str,
}

const PARTS: i128 = 10_000;

impl<'c> Money<'c> {
    /// Reads an amount; nothing where the schema finds fault with it.
    fn of(view: View<'c>) -> Option<Money<'c>> {
        if view.holds_fault() {
            return None;
        }
        let amount = view.get("amount")?;
        let parts = match amount.node().as_int() {
            Some(whole) => i128::from(whole) * PARTS,
            None => parts_of(amount.text()?)?,
        };
        Some(Money { parts, currency: view.text_of("currency")? })
    }

    /// Says whether an amount differs from another by no more than some percent of that.
    fn is_close_to(self, right: Money<'_>, percent: u8) -> bool {
        let off = self.parts.checked_sub(right.parts).and_then(|off| off.checked_abs()?.checked_mul(100));
        let allowed = right.parts.checked_abs().and_then(|parts| parts.checked_mul(i128::from(percent)));
        // Amounts beyond all counting are close only if they are the same.
        let is_near = off.zip(allowed).map_or(self.parts == right.parts, |(off, allowed)| off <= allowed);
        is_near && self.currency == right.currency
    }

    fn shown(self) -> String {
        let (whole, rest) = (self.parts / PARTS, (self.parts % PARTS).abs());
        let sign = if self.parts < 0 && whole == 0 { "-" } else { "" };
        let decimals = format!("{rest:04}");
        let decimals = decimals.trim_end_matches('0');
        let point = if decimals.is_empty() { "" } else { "." };
        format!("{sign}{whole}{point}{decimals} {}", self.currency)
    }
}

/// Reads a decimal of at most four places.
fn parts_of(text: &str) -> Option<i128> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let fraction: i128 = format!("{decimals:0<4}").parse().ok()?;
    let parts = whole.parse::<i128>().ok()?.checked_mul(PARTS)?;
    if text.starts_with('-') { parts.checked_sub(fraction) } else { parts.checked_add(fraction) }
}

fn check(context: &Context<'_>, sink: &mut Sink<'_>) {
    let tolerance = context.percent(ID, "tolerance").unwrap_or_default();
    for budget in context.corpus.of_kind("budget").filter(holds) {
        let Some((total_view, total)) = amount_of(budget, "total") else { continue };
        if let Some(sum) = sum(budget, total).filter(|sum| !total.is_close_to(*sum, tolerance)) {
            sink.report(not_the_sum(total_view, total, sum));
        }
    }
    for request in context.corpus.of_kind("establishment-approval").filter(holds) {
        let Some((asked_view, asked)) = amount_of(request, "requested_amount") else { continue };
        let Some(budget) = budget_of(context.corpus, request).filter(holds) else { continue };
        let Some((total_view, total)) = amount_of(budget, "total") else { continue };
        // A request for what the lines come to is right, and the total, which is wrong, was said above.
        let is_right = |amount: Money<'_>| asked.is_close_to(amount, tolerance);
        if !is_right(total) && !sum(budget, total).is_some_and(is_right) {
            sink.report(not_what_is_asked(asked_view, asked, total_view, total));
        }
    }
}

/// Says whether a document is in force, and what it says can be read whole.
fn holds(doc: &Doc<'_>) -> bool {
    !doc.is_over() && !doc.checked().is_damaged()
}

fn amount_of<'c>(doc: Doc<'c>, field: &str) -> Option<(View<'c>, Money<'c>)> {
    let view = doc.get(field)?;
    Some((view, Money::of(view)?))
}

/// Adds the lines; nothing where one cannot be read or has the id of another, or where they are of several currencies.
fn sum<'c>(budget: Doc<'c>, total: Money<'c>) -> Option<Money<'c>> {
    let lines = budget.get("lines")?;
    if lines.is_none() {
        return Some(Money { parts: 0, ..total });
    }
    let is_written_twice = |(_, places): (_, &[EntryId])| places.len() > 1 && places[0].list == "lines";
    if budget.corpus().entities().entries_of(budget.index()).any(is_written_twice) {
        return None;
    }
    let amounts: Vec<Money<'_>> = lines.items().map(|line| Money::of(line.get("amount")?)).collect::<Option<_>>()?;
    let currency = amounts.first()?.currency;
    if amounts.iter().any(|amount| amount.currency != currency) {
        return None;
    }
    let parts = amounts.iter().try_fold(0_i128, |sum, amount| sum.checked_add(amount.parts))?;
    Some(Money { parts, currency })
}

/// Returns the budget that a request names, else the only one there is.
fn budget_of<'c>(corpus: &'c Corpus, request: Doc<'c>) -> Option<Doc<'c>> {
    match request.get("budget") {
        Some(named) => match corpus.links().from(named.location())?.resolution {
            Resolution::Document(document) => Some(corpus.doc(document)),
            _ => None,
        },
        None => {
            let mut budgets = corpus.of_kind("budget");
            let only = budgets.next()?;
            (budgets.next().is_none() && !corpus.may_be_hidden("budget")).then_some(only)
        }
    }
}

fn not_the_sum(at: View<'_>, total: Money<'_>, sum: Money<'_>) -> Finding {
    let (total, sum) = (total.shown(), sum.shown());
    let mut finding = at.finding(both! {
        ja: "予算の合計は {total} とありますが、各行を足すと {sum} です",
        en: "the total is {total}, but the lines add up to {sum}",
    });
    finding.subject.value = sum;
    finding.help(both! {
        ja: "抜けている行か、合計の書き間違いがないかを確かめてください。税や端数は一つの行として書けます",
        en: "look for a missing line or a slip in the total; tax or rounding can be a line of its own",
    })
}

fn not_what_is_asked(asked_at: View<'_>, asked: Money<'_>, total_at: View<'_>, total: Money<'_>) -> Finding {
    let (asked, total) = (asked.shown(), total.shown());
    let mut finding = asked_at.finding(both! {
        ja: "稟議の金額は {asked} ですが、予算の合計は {total} です",
        en: "the request asks for {asked}, but the budget comes to {total}",
    });
    finding.subject.value = total;
    finding.label(total_at.grip(), both! { ja: "予算の合計です", en: "the total of the budget" }).help(both! {
        ja: "経営層が承認する金額と予算をそろえてください",
        en: "make the amount that management approves and the budget the same",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_and_shown_without_loss() {
        for (text, parts, shown) in [
            ("1200000", 12_000_000_000, "1200000 JPY"),
            ("1200.5", 12_005_000, "1200.5 JPY"),
            ("-0.25", -2_500, "-0.25 JPY"),
            ("-3.0001", -30_001, "-3.0001 JPY"),
        ] {
            assert_eq!(parts_of(text), Some(parts), "{text}");
            assert_eq!(Money { parts, currency: "JPY" }.shown(), shown);
        }
        assert_eq!(parts_of("999999999999999999999999999999999999999"), None);
    }

    #[test]
    fn closeness_is_measured_in_percent_of_the_right_amount() {
        let yen = |parts| Money { parts, currency: "JPY" };
        for (is, right, percent, expected) in [
            (110, 100, 10, true),
            (90, 100, 10, true),
            (111, 100, 10, false),
            (-110, -100, 10, true),
            (100, -100, 100, false),
            (1, 0, 100, false),
            (i128::MAX, i128::MAX, 0, true),
            (i128::MAX, i128::MIN, 100, false),
        ] {
            assert_eq!(yen(is).is_close_to(yen(right), percent), expected, "{is} {right} {percent}");
        }
        assert!(!yen(1).is_close_to(Money { parts: 1, currency: "USD" }, 100));
    }
}
