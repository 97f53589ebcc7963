//! Of every kind that builds on another: it is not to be approved while that one is absent or a draft.

use sekisho::engine::{self, Request, Today};
use sekisho::schema::catalog;

use crate::world::World;

fn document(kind: &str, status: &str) -> String {
    format!("kind: {kind}\ntitle: 文書\nmeta: {{status: {status}}}\n")
}

/// The kinds that `kind` is said to have been approved before.
fn approved_before(world: &World, kind: &str) -> Vec<String> {
    let snapshot = world.snapshot().expect("a healthy folder");
    let today = Today::Given("2026-11-24".parse().expect("a date"));
    let outcome = engine::check(&Request {
        snapshot: &snapshot,
        today,
        below: None,
        waivers: true,
        threads: 1,
        known: None,
        under: None,
    });
    let outcome = outcome.expect("there are no settings to be wrong");
    let of_kind = outcome.active().filter(|finding| {
        finding.rule == "phase/order-violation" && finding.subject.place.path.to_string() == format!("{kind}.yaml")
    });
    of_kind.map(|finding| finding.subject.value.clone()).collect()
}

#[test]
fn no_document_is_approved_before_what_it_builds_on() {
    let mut pairs = 0;
    for kind in catalog::kinds() {
        for needed in &kind.needs {
            let world = World::folder();
            for approved in kind.needs.iter().filter(|other| *other != needed).chain([&kind.name]) {
                world.write(format!("{approved}.yaml"), document(approved, "approved"));
            }
            assert_eq!(approved_before(&world, kind.name), [*needed], "{}: absent", kind.name);
            let carries = [("draft", false), ("in-review", true), ("superseded", false), ("retired", false)];
            for (status, carries) in carries {
                let expected = if carries { vec![] } else { vec![*needed] };
                world.write(format!("{needed}.yaml"), document(needed, status));
                assert_eq!(approved_before(&world, kind.name), expected, "{}: {needed} is {status}", kind.name);
            }
            for status in ["draft", "in-review", "superseded", "retired"] {
                world
                    .remove(format!("{needed}.yaml"))
                    .write(format!("{}.yaml", kind.name), document(kind.name, status));
                assert!(approved_before(&world, kind.name).is_empty(), "{} is {status}", kind.name);
                world.write(format!("{needed}.yaml"), document(needed, "draft"));
            }
            pairs += 1;
        }
    }
    assert_eq!(pairs, 29, "the table of what documents build on");
}
