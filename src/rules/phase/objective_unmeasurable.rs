//! A goal or an objective of which nobody can tell whether it was reached.

use crate::both;
use crate::corpus::{Doc, View};
use crate::finding::{Finding, Severity};
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};

pub(crate) static RULE: Rule = Rule::document(
    "phase/objective-unmeasurable",
    Severity::Warning,
    Words {
        ja: "達成したかどうかを測れない目標がある", en: "nobody can tell whether a goal was reached"
    },
    include_str!("objective_unmeasurable.md"),
    check,
)
.completeness();

fn check(doc: Doc<'_>, _: &Context<'_>, sink: &mut Sink<'_>) {
    let (list, fields) = match doc.kind() {
        Some("project-charter") => ("goals", [MEASURE, DUE]),
        Some("scope-statement") => ("objectives", [MEASURE, TARGET]),
        _ => return,
    };
    for goal in doc.root().into_iter().flat_map(|root| root.list(list)) {
        // An empty value is reported where it stands.
        if let Some(needed) = fields.iter().find(|needed| goal.lacks(needed.field)) {
            sink.report(unmeasurable(goal, needed));
        }
    }
}

/// A field without which nobody can tell, and how to write it.
struct Needed {
    field: &'static str,
    words: Words,
    help: Words,
}

const MEASURE: Needed = Needed {
    field: "measure",
    words: Words { ja: "測り方 (measure)", en: "how it is measured (`measure`)" },
    help: Words {
        ja: "「受付開始日」「訓練への参加率」のように、後で確かめられるものを書いてください",
        en: "write something that can be checked later, such as the date of opening or the rate of attendance",
    },
};
const DUE: Needed = Needed {
    field: "due",
    words: Words { ja: "期日 (due)", en: "by when it is to be reached (`due`)" },
    help: Words {
        ja: "「2027-03-31」のように、達成する日を書いてください",
        en: "write the day by which it is to be reached, as in `2027-03-31`",
    },
};
const TARGET: Needed = Needed {
    field: "target",
    words: Words { ja: "目標値 (target)", en: "which value is aimed at (`target`)" },
    help: Words {
        ja: "「90 %」「2027年1月」のように、目指す値を書いてください",
        en: "write the value you aim at, such as `90 %` or `January 2027`",
    },
};

fn unmeasurable(goal: View<'_>, needed: &Needed) -> Finding {
    let (name, what) = (goal.name(), needed.words);
    let message = both! {
        name, what;
        ja: "目標「{name}」に「{what}」がなく、達成したかどうかを測れません",
        en: "the goal `{name}` does not say {what}"
    };
    goal.finding_missing(needed.field, message).help(needed.help.into())
}
