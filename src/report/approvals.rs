//! Who must approve a change, in sentences.

use super::page::{Compared, Page};
use crate::lang::Lang;
use crate::review::Needed;

/// Returns a sentence for each approval that is needed, those that nobody can give first, and whether it is one of these.
pub(super) fn sentences(page: &Page<'_>, compared: &Compared) -> Vec<(bool, String)> {
    let mut needed: Vec<&Needed> = compared.needed.iter().collect();
    // Stable: within each sort the order of documents stays.
    needed.sort_by_key(|needed| (!needed.is_unmet(), needed.is_met()));
    let mut sentences: Vec<(bool, String)> =
        needed.into_iter().map(|needed| (needed.is_unmet(), sentence(needed, page.lang))).collect();
    if !compared.unmatched.is_empty() {
        let all = compared.unmatched.join(", ");
        sentences.push((
            false,
            match page.lang {
                Lang::Ja => format!("コミットした人のうち、文書にある人と結び付かないもの（本人による承認かは確かめていません）: {all}"),
                Lang::En => format!("Not checked, since no person of the documents has the address: whether {all} approve their own work"),
            },
        ));
    }
    sentences
}

fn sentence(needed: &Needed, lang: Lang) -> String {
    let what = needed.what.get(lang);
    let join = |names: &[crate::lang::Both], between: &str| {
        names.iter().map(|name| name.get(lang)).collect::<Vec<_>>().join(between)
    };
    let (count, given) = (needed.count, needed.given);
    match lang {
        Lang::Ja => {
            let roles = join(&needed.roles, "または");
            let state = if needed.is_met() {
                "承認済みです".to_owned()
            } else if needed.is_unmet() {
                "承認できる人が足りません".to_owned()
            } else {
                format!("承認できる人: {}", join(&needed.persons, "、"))
            };
            let mut text = format!("{what}: {roles}の承認が{count}人分必要です（済み {given}）。{state}");
            if !needed.is_laid_down {
                text.push_str("。設定に決まりはなく、文書の責任者です");
            }
            if needed.is_of_head {
                text.push_str("。この役割は変更前にはありません");
            }
            text
        }
        Lang::En => {
            let roles = join(&needed.roles, " or ");
            let state = if needed.is_met() {
                "nothing is left to do".to_owned()
            } else if needed.is_unmet() {
                "too few are left who could".to_owned()
            } else {
                format!("{} can give it", join(&needed.persons, ", "))
            };
            let approvals = if count == 1 { "approval" } else { "approvals" };
            let mut text = format!("{what} needs {count} {approvals} by {roles} ({given} given): {state}");
            if !needed.is_laid_down {
                text.push_str("; not laid down in the settings, but the owner");
            }
            if needed.is_of_head {
                text.push_str("; the role does not exist before the change");
            }
            text
        }
    }
}
