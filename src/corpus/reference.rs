//! How a reference is written: `id`, `type:id`, `document#entry`, `kind:document#entry`.

/// A reference, taken apart.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reference<'t> {
    /// The entity type or kind in front, if it is written.
    pub kind: Option<&'t str>,
    /// The id of the entity or document.
    pub id: &'t str,
    /// The local id behind `#`, if it is written.
    pub entry: Option<&'t str>,
}

impl<'t> Reference<'t> {
    /// Takes a reference apart. The form of the ids is the schema's business.
    pub fn parse(text: &'t str) -> Reference<'t> {
        let (front, entry) = match text.split_once('#') {
            Some((front, entry)) => (front, Some(entry)),
            None => (text, None),
        };
        match front.split_once(':') {
            Some((kind, id)) => Reference { kind: Some(kind), id, entry },
            None => Reference { kind: None, id: front, entry },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_taken_apart() {
        let parts = |text| {
            let reference = Reference::parse(text);
            (reference.kind, reference.id, reference.entry)
        };
        assert_eq!(parts("csirt-lead"), (None, "csirt-lead", None));
        assert_eq!(parts("role:csirt-lead"), (Some("role"), "csirt-lead", None));
        assert_eq!(parts("project-charter#desk"), (None, "project-charter", Some("desk")));
        assert_eq!(parts("study:first#slides"), (Some("study"), "first", Some("slides")));
    }
}
