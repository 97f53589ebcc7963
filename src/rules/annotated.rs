//! Rules that a schema expresses: `x-rule` on a field, and its absence is the finding.

use crate::corpus::Doc;
use crate::rules::{Context, Sink};

use super::schema::missing_field;

/// Reports the absences that belong to the rule of the sink.
pub(super) fn check(doc: Doc<'_>, _: &Context<'_>, sink: &mut Sink<'_>) {
    let id = sink.rule().id;
    for gap in missing_field::gaps(doc).filter(|gap| gap.field.is_some_and(|field| field.shape.rule == Some(id))) {
        sink.report(missing_field::finding(&gap));
    }
}
