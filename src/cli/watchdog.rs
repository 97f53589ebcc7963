//! The deadline of a run. What hangs inside a library cannot be stopped from inside, so the process is.

use std::io::Write;
use std::time::Duration;

use super::NOT_CHECKED;
use crate::lang::Lang;

/// How long a run may take.
const RUN: Duration = Duration::from_secs(300);

/// Starts the thread that ends the process with status 2 when the run takes too long. No partial report is written.
pub(super) fn start(lang: Lang) {
    let bark = move || {
        std::thread::sleep(RUN);
        let seconds = RUN.as_secs();
        let line = match lang {
            Lang::Ja => format!("失敗: {seconds} 秒たっても終わらないため、検査を打ち切りました\n"),
            Lang::En => format!("failed: the run took longer than {seconds} seconds and was ended\n"),
        };
        let _ = std::io::stderr().write_all(line.as_bytes());
        std::process::exit(i32::from(NOT_CHECKED));
    };
    // Without a thread there is no deadline, and the run itself will say what the system lacks.
    let _ = std::thread::Builder::new().name("watchdog".to_owned()).spawn(bark);
}
