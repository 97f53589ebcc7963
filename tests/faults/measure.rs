//! One run of a program, with its time, its memory, and what it said.

use std::io::Read;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// After this a run is said to hang.
const PATIENCE: Duration = Duration::from_secs(60);

/// What one run left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The exit status, or the negative number of the signal that ended it.
    pub status: i32,
    /// What it wrote.
    pub stdout: Vec<u8>,
    /// What it wrote beside.
    pub stderr: Vec<u8>,
}

/// What one run took.
#[derive(Debug, Clone, Copy)]
pub struct Took {
    /// From the start to the end.
    pub time: Duration,
    /// The most memory that it held, in KiB, as far as looks every few milliseconds tell.
    pub memory: u64,
}

/// Runs a command to its end, or kills it when it hangs.
pub fn measure(command: &mut Command) -> Result<(Said, Took), String> {
    let start = Instant::now();
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut child = child.map_err(|error| format!("{command:?} does not start: {error}"))?;
    let mut stdout = child.stdout.take().expect("it was asked for");
    let mut stderr = child.stderr.take().expect("it was asked for");
    let out = std::thread::spawn(move || {
        let mut bytes = Vec::new();
        stdout.read_to_end(&mut bytes).map(|_| bytes)
    });
    let err = std::thread::spawn(move || {
        let mut bytes = Vec::new();
        stderr.read_to_end(&mut bytes).map(|_| bytes)
    });
    let mut memory = 0;
    let status = loop {
        memory = memory.max(peak(child.id()));
        match child.try_wait() {
            Ok(Some(status)) => break status,
            Ok(None) if start.elapsed() > PATIENCE => {
                let _ = child.kill();
                let _ = child.wait();
                return Err(format!("it hangs: {command:?}"));
            }
            Ok(None) => std::thread::sleep(Duration::from_millis(2)),
            Err(error) => return Err(error.to_string()),
        }
    };
    let time = start.elapsed();
    let bytes = |read: std::thread::JoinHandle<std::io::Result<Vec<u8>>>| {
        read.join().map_err(|_| "a reader panicked".to_owned())?.map_err(|error| error.to_string())
    };
    let status = status.code().unwrap_or_else(|| -std::os::unix::process::ExitStatusExt::signal(&status).unwrap_or(1));
    Ok((Said { status, stdout: bytes(out)?, stderr: bytes(err)? }, Took { time, memory }))
}

/// Returns the most memory that a process has held, in KiB.
fn peak(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0)
}
