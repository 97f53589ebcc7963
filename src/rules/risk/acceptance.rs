//! Whether a risk was accepted, and whether one must be.

use crate::corpus::View;
use crate::rules::Context;

/// Who may leave acceptance out, in the settings of `risk/accept-unapproved`.
pub(super) const RULE_ID: &str = "risk/accept-unapproved";
/// The levels of risk that need nobody's acceptance.
pub(super) const OPTION: &str = "without_acceptance";

/// Says whether somebody accepted what is left of a risk, with conditions or without; also where it cannot be read.
pub(super) fn is_accepted(risk: View<'_>) -> bool {
    match risk.get_any("acceptance") {
        Some(acceptance) => acceptance.holds_fault() || acceptance.text_of("result") != Some("refused"),
        None => !risk.lacks("acceptance"),
    }
}

/// Says whether a risk is to be borne as it is, and nobody accepted that.
pub(super) fn awaits_acceptance(context: &Context<'_>, risk: View<'_>) -> bool {
    is_borne(risk) && !is_accepted(risk) && !needs_none(context, risk)
}

/// Says whether it was decided to bear a risk as it is.
pub(super) fn is_borne(risk: View<'_>) -> bool {
    risk.get("treatment").and_then(|treatment| treatment.text_of("option")) == Some("accept")
}

fn needs_none(context: &Context<'_>, risk: View<'_>) -> bool {
    let level = risk.get("residual").and_then(|residual| residual.text_of("level"));
    level.is_some_and(|level| context.texts(RULE_ID, OPTION).iter().any(|free| free == level))
}
