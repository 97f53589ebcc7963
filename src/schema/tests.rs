//! Documents that use every field: they differ nowhere, and any slip in them shows.

use super::validate::{by_printed, is_valid};
use super::{Kind, Schema, absences, assign, catalog, kind, pointer, settings, validate};
use crate::text::{RepoPath, SourceText};
use crate::yaml::{Parsed, Tree, parse};

/// Returns the names and texts of the fixtures.
fn fixtures() -> Vec<(String, String)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/full");
    let entries = std::fs::read_dir(folder).expect("the folder stands in the repository");
    let paths = entries.filter_map(Result::ok).map(|entry| entry.path());
    let paths = paths.filter(|path| path.extension().is_some_and(|extension| extension == "yaml"));
    let name = |path: &std::path::Path| path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let text = |path: &std::path::Path| std::fs::read_to_string(path).expect("a fixture is text");
    let mut fixtures: Vec<_> = paths.map(|path| (name(&path), text(&path))).collect();
    fixtures.sort();
    fixtures
}

fn read(text: &str) -> Parsed {
    parse(&SourceText::new(RepoPath::new("test.yaml"), text.into()))
}

fn schema_of(tree: &Tree) -> &'static Schema {
    let named = tree.root().and_then(|root| root.get("kind")?.as_text());
    named.and_then(kind).map_or_else(settings, Kind::schema)
}

#[test]
fn the_fixtures_that_use_every_field_differ_nowhere() {
    let mut found = Vec::new();
    for (name, text) in fixtures() {
        let parsed = read(&text);
        found.extend(parsed.problems.iter().map(|problem| format!("{name}: {problem:?}")));
        let typing = assign(schema_of(&parsed.tree), &parsed.tree);
        let violations = validate(&parsed.tree, &typing);
        for violation in &violations {
            let at = pointer(&parsed.tree, &typing, violation.at());
            found.push(format!("{name} {at}: {:?}", violation.what));
        }
        for absence in absences(&parsed.tree, &typing, &violations) {
            let at = pointer(&parsed.tree, &typing, absence.map);
            found.push(format!("{name} {at}: recommended {}", absence.field.name));
        }
    }
    assert!(found.is_empty(), "{} found\n{}", found.len(), found.join("\n"));
}

/// The validator's verdict is the truth; what we say about it must never be nothing. It is compiled from less than what
/// `sekisho schema` prints, and says the same.
#[test]
fn a_slip_anywhere_in_a_document_never_goes_without_a_violation() {
    let slips = ["", "[]", "{}", "{zz: 1}", "1.5", "true", "'x y'", "[{}]", "[a, a]"];
    let mut n_slips = 0;
    for (name, text) in fixtures() {
        let schema = schema_of(&read(&text).tree);
        let by_printed = by_printed(&catalog::text(schema.name).expect("the schema is embedded"));
        let nodes: Vec<_> = read(&text).tree.nodes().map(|node| node.span()).collect();
        // Every slip at every seventh place, another seventh for each.
        for (at, slip) in slips.iter().enumerate() {
            for span in nodes.iter().skip(at % 7).step_by(7) {
                let slipped = format!("{}{slip}{}", &text[..span.start as usize], &text[span.end as usize..]);
                let parsed = read(&slipped);
                if !parsed.problems.is_empty() {
                    continue;
                }
                n_slips += 1;
                let typing = assign(schema, &parsed.tree);
                let violations = validate(&parsed.tree, &typing);
                let is_said =
                    !violations.is_empty() || parsed.tree.root().is_some_and(|root| root.get("external").is_some());
                let is_valid = is_valid(&typing, &parsed.tree);
                assert!(is_said || is_valid, "{name}: {slip:?} at {span:?}\n{slipped}");
                assert_eq!(is_valid, by_printed(&parsed.tree), "{name}: {slip:?} at {span:?}\n{slipped}");
            }
        }
    }
    assert!(n_slips > 500, "{n_slips}");
}
