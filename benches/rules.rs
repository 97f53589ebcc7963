//! What the rules cost: a run that takes every document over from the run before it, against reading and validating them.
//!
//! `cargo bench --bench rules` prints the second table of `benches/README.md`. It is no test: it judges nothing.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    clippy::print_stdout,
    reason = "a benchmark builds folders, reads the example and prints"
)]

mod generator;

use std::path::Path;
use std::time::{Duration, Instant};

use jiff::civil::date;
use sekisho::corpus::{Corpus, Doc, Resolution};
use sekisho::engine::{self, Outcome, Request, Today};
use sekisho::git::{Root, Snapshot};
use sekisho::yaml::NodeId;

/// How often each figure is taken; the median is shown.
const RUNS: usize = 7;

fn main() {
    // `cargo test --benches` runs this with `--test`: it should build, and need not be waited for.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    println!("| documents | of | read and validated | links | rules, judgement | rules to reading |");
    println!("|---|---|---|---|---|---|");
    for n_documents in [300, 3_000, 30_000] {
        row("six kinds, generated", &generator::root(n_documents));
        row("the model company, copied", &copies(n_documents));
    }
}

fn row(of: &str, files: &[(String, String)]) {
    let folder = tempfile::tempdir().expect("the system has a folder for temporary files");
    for (path, text) in files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a folder holds it")).expect("the folder is ours");
        std::fs::write(path, text).expect("the folder is ours");
    }
    let root = Root::find(folder.path()).expect("the folder is there");
    let snapshot = root.snapshot().expect("the folder is ours");
    let known = check(&snapshot, None).corpus;
    let documents: Vec<_> = known.documents().filter_map(|doc| known.at_path(doc.checked().source.path())).collect();
    let (mut whole, mut again, mut files, mut links) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    // In turn, so that a change of the machine's speed meets all alike.
    for _ in 0..RUNS {
        whole.push(timed(|| check(&snapshot, None)));
        again.push(timed(|| check(&snapshot, Some(&known))));
        files.push(timed(|| {
            documents.iter().map(|document| snapshot.read(document.source.path())).collect::<Result<Vec<_>, _>>()
        }));
        links.push(timed(|| Corpus::new(documents.iter().copied().cloned().collect(), known.languages().to_vec())));
    }
    let [whole, again, files, links] =
        [whole, again, files, links].map(|mut times| median(&mut times).as_secs_f64() * 1e3);
    // A run reads files on all threads, and here it is one.
    let files = files / threads() as f64;
    let (reading, rules) = (whole - again + files, again - files - links);
    println!(
        "| {} | {of} | {reading:.0} ms | {links:.0} ms | {rules:.0} ms | {:.0} % |",
        files_of(&known),
        rules / reading * 100.0
    );
}

fn files_of(corpus: &Corpus) -> usize {
    corpus.documents().filter(|doc| doc.kind() != Some("settings")).count()
}

fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

fn check(snapshot: &Snapshot, known: Option<&Corpus>) -> Outcome {
    let today = Today::Given(date(2026, 11, 24));
    engine::check(&Request { snapshot, today, below: None, waivers: true, threads: threads(), known, under: None })
        .expect("the settings are ours")
}

/// Takes the time of the work, and not of freeing what it returns.
fn timed<T>(work: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    let result = work();
    let time = start.elapsed();
    drop(result);
    time
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// The model company again and again, each time with ids of its own, so that every kind and every rule has its share.
fn copies(n_documents: usize) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/model-csirt");
    let root = Root::find(&folder).expect("the example is there");
    let outcome = check(&root.snapshot().expect("the example can be read"), None);
    let settings = std::fs::read_to_string(folder.join("sekisho.yaml")).expect("the example has settings");
    let mut files = vec![("sekisho.yaml".to_owned(), settings)];
    let docs: Vec<Doc<'_>> = outcome.corpus.documents().filter(|doc| doc.kind() != Some("settings")).collect();
    for copy in 0..n_documents / docs.len() {
        for doc in &docs {
            let path = doc.checked().source.path().to_string();
            files.push((path.replacen("csirt/", &format!("csirt/copy-{copy}/"), 1), renamed(*doc, copy)));
        }
    }
    files
}

/// The text with a number behind every id that it defines or names.
fn renamed(doc: Doc<'_>, copy: usize) -> String {
    let checked = doc.checked();
    let mut text = checked.source.text().to_owned();
    let is_ours = |id: &&NodeId| {
        let location = doc.view(checked.tree.node(**id)).location();
        doc.corpus().links().from(location).is_none_or(|link| link.resolution != Resolution::BuiltIn)
    };
    let referring = checked.referring.iter().filter(is_ours);
    let own = doc.root().and_then(|root| Some(root.get_any("id")?.node().id()));
    let mut named: Vec<NodeId> = checked.defining.iter().chain(referring).copied().chain(own).collect();
    // From the end, so that the places before stay where they are.
    named.sort_by_key(|id| std::cmp::Reverse(checked.tree.node(*id).span().range().start));
    named.dedup();
    for id in named {
        let span = checked.tree.node(id).span().range();
        let end = span.end - usize::from(text[span.clone()].ends_with(['"', '\'']));
        text.insert_str(end, &format!("-{copy}"));
        if let Some((name, _)) = text[span.clone()].split_once('#') {
            text.insert_str(span.start + name.len(), &format!("-{copy}"));
        }
    }
    if own.is_none() {
        text.insert_str(0, &format!("id: {}-{copy}\n", doc.kind().expect("every document of the example has a kind")));
    }
    text
}
