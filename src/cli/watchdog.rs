//! The deadline of a run, and the sign that it is going on. What hangs inside a library cannot be stopped from inside,
//! so the process is.

use std::io::{IsTerminal, Write};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::NOT_CHECKED;
use crate::git;
use crate::lang::Lang;
use crate::text::Foreign;

/// How long a run may take.
const RUN: Duration = Duration::from_secs(300);

/// After this a person at a terminal is told that the run is going on.
const PATIENCE: Duration = Duration::from_secs(1);

/// How often is looked.
const LOOK: Duration = Duration::from_millis(100);

/// Starts the thread that ends the process with status 2 when the run, or one step of libgit2, takes too long. No partial
/// report is written.
pub(super) fn start(lang: Lang) {
    let watch = move || {
        let start = Instant::now();
        let is_terminal = std::io::stderr().is_terminal();
        loop {
            std::thread::sleep(LOOK);
            if is_terminal && start.elapsed() > PATIENCE {
                show(lang, start.elapsed());
            }
            if start.elapsed() > RUN {
                let seconds = RUN.as_secs();
                bark(match lang {
                    Lang::Ja => format!("失敗: {seconds} 秒たっても終わらないため、検査を打ち切りました\n"),
                    Lang::En => format!("failed: the run took longer than {seconds} seconds and was ended\n"),
                });
            }
            if let Some(what) = git::overdue() {
                let what = Foreign::whole(&what).to_string();
                bark(match lang {
                    Lang::Ja => format!(
                        "失敗: Git から「{what}」を読み終えられないため、検査を打ち切りました\n対処: 「git fsck」でリポジトリが壊れていないか確かめてください\n"
                    ),
                    Lang::En => format!(
                        "failed: Git does not finish reading {what}; the run was ended\nhelp: see with `git fsck` whether the repository is damaged\n"
                    ),
                });
            }
        }
    };
    // Without a thread there is no deadline, and the run itself will say what the system lacks.
    let _ = std::thread::Builder::new().name("watchdog".to_owned()).spawn(watch);
}

/// The line that says how far the run is.
static PROGRESS: Mutex<Progress> = Mutex::new(Progress::Hidden);

enum Progress {
    Hidden,
    Shown,
    Over,
}

fn show(lang: Lang, elapsed: Duration) {
    let mut progress = PROGRESS.lock().unwrap_or_else(PoisonError::into_inner);
    if matches!(*progress, Progress::Over) {
        return;
    }
    *progress = Progress::Shown;
    let (files, seconds) = (git::files_read(), elapsed.as_secs());
    let line = match lang {
        Lang::Ja => format!("\r検査しています: {files}件を読みました ({seconds}秒)"),
        Lang::En => format!("\rchecking: {files} files read ({seconds} s)"),
    };
    let _ = std::io::stderr().write_all(line.as_bytes());
}

/// Takes the line away, before anything else is printed.
pub(super) fn finish() {
    let mut progress = PROGRESS.lock().unwrap_or_else(PoisonError::into_inner);
    if matches!(*progress, Progress::Shown) {
        let _ = std::io::stderr().write_all(b"\r\x1b[K");
    }
    *progress = Progress::Over;
}

fn bark(line: String) {
    finish();
    let _ = std::io::stderr().write_all(line.as_bytes());
    std::process::exit(i32::from(NOT_CHECKED));
}
