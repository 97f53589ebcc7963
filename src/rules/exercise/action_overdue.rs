//! An improvement whose day has passed.

use jiff::Span as Duration;

use crate::both;
use crate::corpus::View;
use crate::finding::{Finding, Severity};
use crate::lang::Words;
use crate::rules::{Context, Rule, RuleOption, Sink};
use crate::settings::OptionForm;

const ID: &str = "exercise/action-overdue";

pub(crate) static RULE: Rule = Rule::corpus(
    ID,
    Severity::Warning,
    Words { ja: "改善の取り組みの期限を過ぎている", en: "an improvement is overdue" },
    include_str!("action_overdue.md"),
    check,
)
.options(&[RuleOption { name: "error_after", form: OptionForm::Duration, direction: Some("shorter-is-stricter") }]);

fn check(context: &Context<'_>, sink: &mut Sink<'_>) {
    let error_after = context.duration(ID, "error_after").unwrap_or_else(|| Duration::new().days(30));
    for doc in context.corpus.of_kind("improvement-report").filter(|doc| !doc.is_over()) {
        for action in doc.root().into_iter().flat_map(|root| root.list("actions")) {
            let is_open = matches!(action.text_of("status"), Some("open" | "in-progress"));
            let Some(due) = action.get("due").filter(|_| is_open) else { continue };
            let Some(day) = due.date().filter(|day| *day < context.today) else { continue };
            let is_long_past = day.checked_add(error_after).is_ok_and(|day| day < context.today);
            let finding = overdue(action, due);
            sink.report(match weakness(action).filter(|_| is_long_past) {
                Some(severity) => raised(finding, severity),
                None => finding,
            });
        }
    }
}

/// Returns how grave the weakness is that an action is to mend, if it is grave.
fn weakness(action: View<'_>) -> Option<View<'_>> {
    let severity = action.get("finding")?.referred()?.get_any("severity")?;
    matches!(severity.text(), Some("high" | "very-high")).then_some(severity)
}

fn overdue(action: View<'_>, due: View<'_>) -> Finding {
    let name = action.name();
    let day = due.text().unwrap_or_default();
    let message = both! {
        name;
        ja: "改善の取り組み「{name}」は期限 ({day}) を過ぎています",
        en: "the improvement `{name}` was due on {day}"
    };
    due.finding(message).help(both! {
        ja: "終わっていれば status を done にして証拠を、延ばすのなら新しい期限と理由を書いてください",
        en: "set `status` to done and name the evidence, or write a new day with its reason",
    })
}

fn raised(finding: Finding, severity: View<'_>) -> Finding {
    let Some(word) = severity.value_words() else { return finding };
    let (ja, en) = (word.ja, word.en);
    let mut finding = finding.label(severity.place(), both! { ja: "弱点の重さです", en: "how grave the weakness is" });
    finding.raised = Some(both! {
        ja: "演習で見つかった弱点の重さが「{ja}」で、期限を大きく過ぎています",
        en: "the weakness was rated {en}, and the day is long past",
    });
    finding
}
