//! The whole check of many documents as a process of its own, against the bare events of libyaml over the same bytes.
//!
//! `cargo bench --bench check` prints the table of `benches/README.md`. It is no test: it judges nothing.

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

/// How often each figure is taken; the median is shown.
const RUNS: usize = 11;

#[expect(clippy::print_stdout, reason = "the table is what it is for")]
fn main() {
    // `cargo test --benches` runs this with `--test`: it should build, and need not be waited for.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    println!(
        "| documents | MiB | libyaml events, one core | check, whole process | ratio | peak memory | per document |"
    );
    println!("|---|---|---|---|---|---|---|");
    for n_documents in [300, 3_000, 10_000, 30_000] {
        let files = generator::root(n_documents);
        let folder = tempfile::tempdir().expect("the system has a folder for temporary files");
        build(folder.path(), &files);
        let mut reference = Vec::new();
        let mut checks = Vec::new();
        // In turn, so that a change of the machine's speed meets both alike.
        for _ in 0..RUNS {
            reference.push(timed(|| files.iter().for_each(|(_, text)| events(text.as_bytes()))));
            checks
                .push(timed(|| assert!(check(folder.path()).status().expect("it runs").success(), "clean documents")));
        }
        // Looking at a process slows it down, so its memory is taken from a run that is not timed.
        let peak = peak(check(folder.path()));
        let (reference, check) = (median(&mut reference), median(&mut checks));
        let bytes: usize = files.iter().map(|(_, text)| text.len()).sum();
        println!(
            "| {n_documents} | {:.1} | {:.0} ms | {:.0} ms | {:.2} | {:.0} MiB | {:.1} KiB |",
            bytes as f64 / f64::from(1 << 20),
            reference.as_secs_f64() * 1e3,
            check.as_secs_f64() * 1e3,
            check.as_secs_f64() / reference.as_secs_f64(),
            peak as f64 / 1024.0,
            peak as f64 / n_documents as f64,
        );
    }
}

fn timed(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// A committed repository: what a hook and a gate meet.
fn build(folder: &Path, files: &[(String, String)]) {
    for (path, text) in files {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().expect("a folder holds it")).expect("the folder is ours");
        std::fs::write(path, text).expect("the folder is ours");
    }
    let repository = git2::Repository::init(folder).expect("a repository can be made");
    let mut index = repository.index().expect("a repository has an index");
    index.add_all(["*"], git2::IndexAddOption::DEFAULT, None).expect("the files are ours");
    index.write().expect("the folder is ours");
    let tree = repository.find_tree(index.write_tree().expect("the index is whole")).expect("it was just written");
    let author = git2::Signature::new("bench", "bench@example.org", &git2::Time::new(0, 0)).expect("a valid name");
    repository.commit(Some("HEAD"), &author, &author, "documents", &tree, &[]).expect("the repository is ours");
}

fn check(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sekisho"));
    command.args(["check", "--today", "2026-11-24", "--format", "json"]).arg(folder).stdout(Stdio::null());
    command
}

/// Runs a program, and returns its peak memory in KiB as the system saw it last.
fn peak(mut command: Command) -> u64 {
    let mut child = command.spawn().expect("the binary was built");
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    while child.try_wait().expect("the child is ours").is_none() {
        let said = std::fs::read_to_string(&status).unwrap_or_default();
        let seen = said.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        peak = seen.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(peak);
        std::thread::sleep(Duration::from_micros(500));
    }
    peak
}

/// Walks through the events of a text with libyaml, and does nothing with them.
#[expect(unsafe_code, reason = "libyaml's interface is that of C; only this benchmark uses it")]
fn events(text: &[u8]) {
    use std::mem::MaybeUninit;
    use unsafe_libyaml::{
        YAML_STREAM_END_EVENT, yaml_event_delete, yaml_event_t, yaml_parser_delete, yaml_parser_initialize,
        yaml_parser_parse, yaml_parser_set_input_string, yaml_parser_t,
    };
    let mut parser = MaybeUninit::<yaml_parser_t>::uninit();
    let mut event = MaybeUninit::<yaml_event_t>::uninit();
    // SAFETY: the parser is initialised before it is used and deleted after; the text outlives it; an event is
    // deleted when it was filled, which `ok` says.
    unsafe {
        let parser = parser.as_mut_ptr();
        assert!(yaml_parser_initialize(parser).ok, "libyaml has memory");
        yaml_parser_set_input_string(parser, text.as_ptr(), text.len() as u64);
        loop {
            assert!(yaml_parser_parse(parser, event.as_mut_ptr()).ok, "the documents are YAML");
            let is_last = (*event.as_ptr()).type_ == YAML_STREAM_END_EVENT;
            yaml_event_delete(event.as_mut_ptr());
            if is_last {
                break;
            }
        }
        yaml_parser_delete(parser);
    }
}
