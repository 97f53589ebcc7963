//! The deadline of a run. What hangs inside a library cannot be stopped from inside, so the process is.

use std::io::Write;
use std::time::{Duration, Instant};

use super::NOT_CHECKED;
use crate::git;
use crate::lang::Lang;
use crate::text::Foreign;

/// How long a run may take.
const RUN: Duration = Duration::from_secs(300);

/// How often is looked.
const LOOK: Duration = Duration::from_millis(100);

/// Starts the thread that ends the process with status 2 when the run, or one step of libgit2, takes too long. No partial
/// report is written.
pub(super) fn start(lang: Lang) {
    let watch = move || {
        let start = Instant::now();
        loop {
            std::thread::sleep(LOOK);
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

fn bark(line: String) {
    let _ = std::io::stderr().write_all(line.as_bytes());
    std::process::exit(i32::from(NOT_CHECKED));
}
