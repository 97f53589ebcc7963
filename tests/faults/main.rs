//! Bad input and faults, one row each: a repository is built, the checker runs on it, and what it must never do is looked for.
//!
//! Every row asks for the right exit status and the right rules or words; and of every run that it ends in time and in
//! bounds of memory, says nothing that acts on a terminal, leaves the repository as it was, and says the same again.
//! Needs `git` and `bash`. Words on the command line name the rows to run: `cargo test --test faults -- G35 Y`.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    clippy::print_stdout,
    reason = "tests build worlds and tell"
)]
// The items that modules share are public to one another.
#![allow(unreachable_pub)]

mod content;
mod determinism;
mod files;
mod gate;
mod measure;
mod place;
mod process;
mod repositories;
mod row;

use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use row::{Row, Verdict};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let mut rows = content::rows();
    rows.extend(files::rows());
    rows.extend(repositories::rows());
    rows.extend(gate::rows());
    rows.extend(process::rows());
    rows.extend(determinism::rows());
    let broken_promises = promises_without_a_row(&rows);
    rows.retain(|row| arguments.is_empty() || arguments.iter().any(|name| row.id.starts_with(name.as_str())));
    let verdicts = run(&rows);
    let mut failed = broken_promises.len();
    broken_promises.iter().for_each(|promise| println!("FAILED: {promise}"));
    for (row, verdict) in rows.iter().zip(&verdicts) {
        match verdict {
            Verdict::Held => {}
            Verdict::NotRun(why) => println!("not run: {} {}: {why}", row.id, row.what),
            Verdict::Broken(why) => {
                failed += 1;
                println!("FAILED: {} {}\n{why}\n", row.id, row.what);
            }
        }
    }
    let not_run = verdicts.iter().filter(|verdict| matches!(verdict, Verdict::NotRun(_))).count();
    let held = verdicts.iter().filter(|verdict| matches!(verdict, Verdict::Held)).count();
    println!("\nfaults: {} rows: {held} held, {failed} failed, {not_run} not run", rows.len());
    if failed > 0 || rows.is_empty() { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// Every row that the pages about Git name is there.
fn promises_without_a_row(rows: &[Row]) -> Vec<String> {
    let mut broken = Vec::new();
    for page in ["git.md", "git.ja.md"] {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/").to_owned() + page;
        let text = std::fs::read_to_string(path).expect("the page stands in the repository");
        let rows_of_tables = text.lines().filter(|line| line.starts_with('|'));
        let last_cells = rows_of_tables.filter_map(|line| line.trim_end_matches('|').rsplit('|').next());
        let is_number = |word: &&str| {
            word.len() == 3
                && word.starts_with(['Y', 'F', 'G', 'B', 'P', 'D'])
                && word.ends_with(|c: char| c.is_ascii_digit())
        };
        let named: Vec<&str> = last_cells.flat_map(str::split_whitespace).filter(is_number).collect();
        if named.len() < 50 {
            broken.push(format!("{page} names only {} rows", named.len()));
        }
        let missing = named.into_iter().filter(|name| rows.iter().all(|row| row.id != *name));
        broken.extend(missing.map(|name| format!("{page} promises {name}, and there is no such row")));
    }
    broken
}

/// Runs rows on as many threads as there are processors. What measures time takes that into account.
fn run(rows: &[Row]) -> Vec<Verdict> {
    let next = AtomicUsize::new(0);
    let verdicts: Mutex<Vec<(usize, Verdict)>> = Mutex::new(Vec::new());
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(row) = rows.get(at) else { break };
                    let start = Instant::now();
                    let verdict = row.run();
                    if std::env::var_os("FAULTS_TIMES").is_some() {
                        println!("{:>6} ms  {} {}", start.elapsed().as_millis(), row.id, row.what);
                    }
                    verdicts.lock().expect("no row panics while it holds the list").push((at, verdict));
                }
            });
        }
    });
    let mut verdicts = verdicts.into_inner().expect("no row panics while it holds the list");
    verdicts.sort_by_key(|(at, _)| *at);
    verdicts.into_iter().map(|(_, verdict)| verdict).collect()
}
