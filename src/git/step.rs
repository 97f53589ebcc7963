//! What libgit2 is doing at this moment, for whoever watches over the run: a step of it may never come back.
//!
//! libgit2 1.9 waits for ever on a loose object that was cut short, and on a FIFO where it expects a file.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long opening, or reading one object, may take.
pub(super) const SHORT: Duration = Duration::from_secs(2);
/// How long a walk over many may take.
pub(super) const WALK: Duration = Duration::from_secs(60);

struct Step {
    number: u64,
    until: Instant,
    what: String,
}

/// The steps in hand, and how many there were.
static IN_HAND: Mutex<(u64, Vec<Step>)> = Mutex::new((0, Vec::new()));

/// Does a step, which the watchdog sees until it is done. `what` names what is in hand.
pub(super) fn step<T>(limit: Duration, what: impl Into<String>, work: impl FnOnce() -> T) -> T {
    let number = {
        let mut in_hand = IN_HAND.lock().unwrap_or_else(PoisonError::into_inner);
        in_hand.0 += 1;
        let number = in_hand.0;
        in_hand.1.push(Step { number, until: Instant::now() + limit, what: what.into() });
        number
    };
    let result = work();
    IN_HAND.lock().unwrap_or_else(PoisonError::into_inner).1.retain(|step| step.number != number);
    result
}

/// How many files were read.
static READ: AtomicUsize = AtomicUsize::new(0);

/// Counts a file that was read.
pub(super) fn count_file() {
    READ.fetch_add(1, Ordering::Relaxed);
}

/// Returns how many files this process has read, for whoever watches.
pub fn files_read() -> usize {
    READ.load(Ordering::Relaxed)
}

/// Returns what has been in hand for longer than it may.
pub fn overdue() -> Option<String> {
    let in_hand = IN_HAND.lock().unwrap_or_else(PoisonError::into_inner);
    let now = Instant::now();
    in_hand.1.iter().find(|step| step.until < now).map(|step| step.what.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_overdue_while_it_takes_too_long() {
        let seen = step(Duration::ZERO, "the test of steps", || {
            std::thread::sleep(Duration::from_millis(2));
            overdue()
        });
        assert_eq!(seen.as_deref(), Some("the test of steps"));
        assert_ne!(overdue().as_deref(), Some("the test of steps"));
    }
}
