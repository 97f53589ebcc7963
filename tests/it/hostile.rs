//! Whatever stands in the documents, the run ends with findings: no panic, no place outside its text, no raw control character.

use std::path::{Path, PathBuf};

use sekisho::engine::{self, Outcome, Request, Today};
use sekisho::git::Root;
use sekisho::lang::Both;

use crate::world::World;
use crate::yaml_writer::Dice;

/// Pieces that broke readers of YAML, renderers or terminals before.
const PIECES: [&str; 40] = [
    "\n",
    ": ",
    "- ",
    "#",
    "\"",
    "'",
    "[",
    "]",
    "{",
    "}",
    ",",
    "&a ",
    "*a",
    "<<: ",
    "!x ",
    "|\n",
    ">-\n",
    "---\n",
    "...\n",
    "%YAML 1.1\n",
    "\t",
    "\r\n",
    "\u{3000}",
    "：",
    "\u{202e}",
    "\u{200b}",
    "\u{feff}",
    "\u{1b}[2J",
    "\u{0}",
    "\u{85}",
    "\u{2028}",
    "👨\u{200d}👩\u{200d}👧",
    "が",
    "~",
    "null",
    "1e999",
    "-0",
    "999999999999999999999",
    "# sekisho: ignore[",
    "::error::x",
];

pub(crate) fn files(folder: &Path, below: &Path, found: &mut Vec<PathBuf>) {
    let entries = std::fs::read_dir(folder.join(below)).expect("the example stands in the repository");
    for entry in entries.filter_map(Result::ok) {
        let path = below.join(entry.file_name());
        if folder.join(&path).is_dir() { files(folder, &path, found) } else { found.push(path) }
    }
    found.sort();
}

pub(crate) fn mutated(text: &str, dice: &mut Dice) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    for _ in 0..=dice.below(3) {
        let at = dice.below(bytes.len() + 1);
        match dice.below(5) {
            0 => drop(bytes.splice(at..at, dice.pick(&PIECES).bytes())),
            1 => bytes.truncate(at),
            2 => {
                let end = (at + dice.below(40)).min(bytes.len());
                bytes.drain(at..end);
            }
            3 => {
                let end = (at + dice.below(200)).min(bytes.len());
                let copy = bytes[at..end].to_vec();
                drop(bytes.splice(at..at, copy));
            }
            _ => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = u8::try_from(dice.below(256)).expect("below 256");
                }
            }
        }
    }
    bytes
}

fn assert_sound(outcome: &Outcome, what: &str) {
    let clean = |both: &Both| {
        for text in [&both.ja, &both.en] {
            assert!(!text.chars().any(char::is_control), "{what}: a control character in {text:?}");
            assert!(!text.trim().is_empty(), "{what}: an empty sentence");
        }
    };
    for failure in &outcome.not_checked {
        assert!(!failure.why.en.contains("sekisho itself"), "{what}: {}", failure.why.en);
        clean(&failure.why);
    }
    let mut last = None;
    for finding in &outcome.findings {
        clean(&finding.message);
        finding.help.iter().for_each(clean);
        let places = std::iter::once(&finding.subject.place).chain(finding.labels.iter().map(|label| &label.place));
        for place in places {
            let Some(document) = outcome.corpus.at_path(&place.path) else { continue };
            let text = document.source.text();
            assert!(
                text.get(place.span.range()).is_some(),
                "{what}: {} at {:?} of {}",
                finding.rule,
                place.span,
                place.path
            );
        }
        let key = (finding.subject.place.path.clone(), finding.subject.place.span.start);
        assert!(last.is_none_or(|last| last <= key), "{what}: out of order");
        last = Some(key);
    }
}

#[test]
fn mutated_documents_end_in_findings() {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/model-csirt");
    let mut paths = Vec::new();
    files(&example, Path::new(""), &mut paths);
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "yaml"));
    let texts: Vec<String> =
        paths.iter().map(|path| std::fs::read_to_string(example.join(path)).expect("an example is text")).collect();
    let world = World::folder();
    let mut n_findings = 0;
    for round in 0..200 {
        let mut dice = Dice::new(round);
        for (path, text) in paths.iter().zip(&texts) {
            // A third of the documents is broken each time; settings too, which may be refused.
            let bytes = if dice.below(3) == 0 { mutated(text, &mut dice) } else { text.as_bytes().to_vec() };
            world.write(path, bytes);
        }
        let snapshot = Root::find(&world.root()).and_then(|root| root.snapshot()).expect("a folder can be listed");
        let today = Today::Given("2026-11-24".parse().expect("a date"));
        let request =
            Request { snapshot: &snapshot, today, below: None, waivers: true, threads: 1, known: None, under: None };
        if let Ok(outcome) = engine::check(&request) {
            assert_sound(&outcome, &format!("round {round}"));
            n_findings += outcome.findings.len();
        }
    }
    assert!(n_findings > 500, "{n_findings} findings: the mutations break too little");
}

#[test]
fn as_many_faults_as_keys_cost_no_more_than_their_number() {
    let world = World::folder();
    let keys: String = (0..9_000).map(|n| format!("k{n}: 1\n")).collect();
    world.write("a.yaml", format!("kind: project-charter\ntitle: x\n{keys}"));
    world.write("b.yaml", format!("kind: organization\ntitle: x\n{}", "dup: 1\n".repeat(9_000)));
    let snapshot = world.snapshot().expect("a folder can be listed");
    let today = Today::Given("2026-11-24".parse().expect("a date"));
    let request =
        Request { snapshot: &snapshot, today, below: None, waivers: true, threads: 1, known: None, under: None };
    let start = std::time::Instant::now();
    let outcome = engine::check(&request).expect("there are no settings to refuse");
    assert!(outcome.findings.len() > 18_000);
    // The square of it took minutes.
    assert!(start.elapsed().as_secs() < 30, "{:?}", start.elapsed());
}
