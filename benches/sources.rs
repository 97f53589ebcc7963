//! One tree read in each of the ways: from the disk, as it is staged, as a commit holds it; a change reviewed; and the
//! hook on a small root.
//!
//! `cargo bench --bench sources` prints the tables of `benches/README.md`. It is no test: it judges nothing.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    clippy::print_stdout,
    reason = "a benchmark builds folders, starts programs and prints"
)]

#[path = "generator.rs"]
mod generator;

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How often each figure is taken.
const RUNS: usize = 21;

fn main() {
    // `cargo test --benches` runs this with `--test`: it should build, and need not be waited for.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    println!("| 3,000 documents | the disk | `--staged` | ratio | `--rev HEAD` | ratio |\n|---|---|---|---|---|---|");
    let folder = tempfile::tempdir().expect("the system has a folder for temporary files");
    build(folder.path(), &generator::root(3_000));
    ways(folder.path(), "loose objects, as just committed");
    git(folder.path(), &["gc", "--quiet"]);
    ways(folder.path(), "one pack, as cloned");
    review(folder.path());
    let model = tempfile::tempdir().expect("the system has a folder for temporary files");
    let example = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/model-csirt/.");
    let copied = Command::new("cp").args(["-r", example]).arg(model.path()).status();
    assert!(copied.is_ok_and(|status| status.success()), "the example can be copied");
    build(model.path(), &[]);
    let mut times = Vec::new();
    for _ in 0..RUNS {
        times.push(timed(model.path(), &["--staged"]));
    }
    times.sort_unstable();
    let milliseconds = |time: Duration| time.as_secs_f64() * 1e3;
    println!(
        "\nthe hook on the model example, a whole process: best {:.0} ms, median {:.0} ms",
        milliseconds(times[0]),
        milliseconds(times[RUNS / 2])
    );
}

/// In turn, so that a change of the machine's speed meets all alike.
fn ways(folder: &Path, what: &str) {
    let ways: [&[&str]; 3] = [&[], &["--staged"], &["--rev", "HEAD"]];
    let mut times: [Vec<Duration>; 3] = Default::default();
    for _ in 0..RUNS {
        for (way, times) in ways.iter().zip(&mut times) {
            times.push(timed(folder, way));
        }
    }
    let [disk, staged, head] = times.map(|mut times| {
        times.sort_unstable();
        times[RUNS / 2].as_secs_f64() * 1e3
    });
    println!("| {what} | {disk:.0} ms | {staged:.0} ms | {:.2} | {head:.0} ms | {:.2} |", staged / disk, head / disk);
}

/// A change of five documents, reviewed, beside the check of what it leads to.
fn review(folder: &Path) {
    git(folder, &["checkout", "--quiet", "-b", "change"]);
    let mut documents: Vec<_> = generator::root(3_000).into_iter().filter(|(path, _)| path != "sekisho.yaml").collect();
    documents.truncate(5);
    for (path, text) in documents {
        std::fs::write(folder.join(path), text + "# a comment\n").expect("the folder is ours");
    }
    git(
        folder,
        &["-c", "user.name=World", "-c", "user.email=world@example.com", "commit", "--quiet", "--all", "-m", "x"],
    );
    let main = default_branch(folder);
    let (mut checks, mut reviews) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        checks.push(timed_as(folder, &["check", "--rev", "HEAD"]));
        reviews.push(timed_as(folder, &["review", &main]));
    }
    checks.sort_unstable();
    reviews.sort_unstable();
    let [check, review] = [checks, reviews].map(|times| times[RUNS / 2].as_secs_f64() * 1e3);
    println!(
        "\nreview of 5 changed documents: {review:.0} ms, check --rev HEAD: {check:.0} ms, ratio {:.2}",
        review / check
    );
}

/// Whatever Git calls the first branch here.
fn default_branch(folder: &Path) -> String {
    let listed = Command::new("git").args(["branch", "--format=%(refname:short)"]).current_dir(folder).output();
    let names = String::from_utf8(listed.expect("git runs").stdout).expect("names are text");
    names.lines().find(|name| *name != "change").expect("there was a branch before").to_owned()
}

fn timed(folder: &Path, way: &[&str]) -> Duration {
    timed_as(folder, &[&["check"], way].concat())
}

fn timed_as(folder: &Path, command_line: &[&str]) -> Duration {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sekisho"));
    command.args(command_line).args(["--today", "2026-11-24"]).current_dir(folder).stdout(Stdio::null());
    let start = Instant::now();
    assert!(command.status().expect("it runs").success(), "clean documents");
    start.elapsed()
}

fn build(folder: &Path, files: &[(String, String)]) {
    for (path, text) in files {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().expect("a folder holds it")).expect("the folder is ours");
        std::fs::write(path, text).expect("the folder is ours");
    }
    git(folder, &["init", "--quiet"]);
    git(folder, &["add", "--all"]);
    git(folder, &["-c", "user.name=World", "-c", "user.email=world@example.com", "commit", "--quiet", "-m", "all"]);
}

fn git(folder: &Path, arguments: &[&str]) {
    let done = Command::new("git").args(arguments).current_dir(folder).status();
    assert!(done.is_ok_and(|status| status.success()), "git {arguments:?}");
}
