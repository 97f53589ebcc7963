//! Rules that a schema expresses: by `x-rule` the absence of a field is the finding, by `x-rule-value` a value that it
//! does not take.

use crate::corpus::Doc;
use crate::rules::{Context, Sink};

use super::schema::{missing_field, values_of};

/// Reports the absences and values that belong to the rule of the sink.
pub(super) fn check(doc: Doc<'_>, _: &Context<'_>, sink: &mut Sink<'_>) {
    let id = sink.rule().id;
    for gap in missing_field::gaps(doc).filter(|gap| gap.field.is_some_and(|field| field.shape.rule == Some(id))) {
        sink.report(missing_field::finding(&gap));
    }
    values_of(doc, id).for_each(|finding| sink.report(finding));
}
