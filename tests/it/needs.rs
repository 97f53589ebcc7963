//! What real documents need (`docs/needs.md`): every field named there exists, and a document shows it.

use std::collections::BTreeSet;
use std::path::Path;

use sekisho::schema::{self, catalog};
use sekisho::text::{RepoPath, SourceText};
use sekisho::yaml::{self, Node, Sort};

use crate::mutation::fixture_of;

const N_NEEDS: usize = 57;
const MOST_WITHOUT_FIELD: usize = 5;

/// Returns the rows of the page, each as its cells, of the tables with three columns.
fn rows() -> Vec<[String; 3]> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/needs.md");
    let page = std::fs::read_to_string(path).expect("the page stands in the repository");
    let cells = |line: &str| -> Option<[String; 3]> {
        let cells: Vec<String> = line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect();
        cells.try_into().ok()
    };
    let of_needs = |row: &[String; 3]| row[0].parse::<usize>().is_ok();
    page.lines().filter(|line| line.starts_with('|')).filter_map(cells).filter(of_needs).collect()
}

/// Returns the fields named in a cell.
fn fields(cell: &str) -> Vec<&str> {
    let is_field =
        |text: &&str| text.contains('.') && text.split('.').next().is_some_and(|kind| catalog::kind(kind).is_some());
    cell.split('`').skip(1).step_by(2).filter(is_field).collect()
}

/// Says whether a document has a value at `path` below a node.
fn is_used(node: Node<'_>, path: &[&str]) -> bool {
    let Some((segment, rest)) = path.split_first() else { return !node.is_null() };
    let Some(value) = node.get(segment.trim_end_matches("[]")) else { return false };
    match (segment.ends_with("[]"), value.sort()) {
        (true, Sort::List) => value.items().any(|item| is_used(item, rest)),
        (true, _) => false,
        (false, _) => is_used(value, rest),
    }
}

#[test]
fn every_need_is_held_by_fields_that_a_document_shows() {
    let mut faults = Vec::new();
    for [no, need, held_by] in rows() {
        for field in fields(&held_by) {
            let (kind, path) = field.split_once('.').expect("a field has a kind");
            let path: Vec<&str> = path.split('.').collect();
            let source = SourceText::new(RepoPath::new("needs.yaml"), fixture_of(kind).into());
            let tree = yaml::parse(&source).tree;
            if !tree.root().is_some_and(|root| is_used(root, &path)) {
                faults.push(format!("{no} {need}: no document shows {field}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_need_stands_on_the_page_and_few_have_no_field() {
    let rows = rows();
    let numbers: BTreeSet<usize> = rows.iter().filter_map(|[no, ..]| no.parse().ok()).collect();
    assert_eq!(numbers, (1..=N_NEEDS).collect());
    assert_eq!(rows.len(), N_NEEDS);
    let without = rows.iter().filter(|[_, _, held_by]| fields(held_by).is_empty()).count();
    assert!(without <= MOST_WITHOUT_FIELD, "{without}");
    // The documents that show the fields are whole: a test of the schemas finds nothing wrong in them.
    assert_eq!(schema::kinds().len(), 49);
}
