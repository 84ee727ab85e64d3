//! Work that has a time limit: it is asked to stop when the time is over, and shortly after it nobody waits for it any
//! more, whatever it is doing.

use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use super::shield::shield;
use crate::article::Stop;

/// How long is waited for what the work has so far, after it was asked to stop.
const GRACE: Duration = Duration::from_millis(80);
/// The stack of the thread: as large as that of the first thread.
const STACK: usize = 8 << 20;

/// A point in time, and how long it was until then.
#[derive(Debug, Clone, Copy)]
pub struct Deadline {
    at: Instant,
    timeout: Duration,
}

/// Why there is no result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Undone {
    /// The time was over; it was so much.
    Late(Duration),
    /// The work panicked.
    Mistake,
}

impl Deadline {
    /// `timeout` from now on; None if there is no limit.
    pub fn after(timeout: Option<Duration>) -> Option<Self> {
        timeout.and_then(|timeout| Some(Self { at: Instant::now().checked_add(timeout)?, timeout }))
    }
}

/// Does `work` here, or, if there is a time limit, on a thread that can be left alone.
pub fn within<T: Send + 'static>(
    deadline: Option<Deadline>,
    work: impl FnOnce(Stop<'_>) -> T + Send + 'static,
) -> Result<T, Undone> {
    let Some(Deadline { at, timeout }) = deadline else { return shield(|| work(Stop::NEVER)).ok_or(Undone::Mistake) };
    let (done, result) = mpsc::sync_channel(1);
    let run = move || {
        let is_over = move || Instant::now() >= at;
        // Nobody may be waiting any more.
        let _ = done.send(shield(|| work(Stop::when(&is_over))));
    };
    if thread::Builder::new().name("limited".into()).stack_size(STACK).spawn(run).is_err() {
        return Err(Undone::Mistake);
    }
    match result.recv_timeout(at.saturating_duration_since(Instant::now()) + GRACE) {
        Ok(Some(result)) => Ok(result),
        Ok(None) | Err(mpsc::RecvTimeoutError::Disconnected) => Err(Undone::Mistake),
        Err(mpsc::RecvTimeoutError::Timeout) => Err(Undone::Late(timeout)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_that_does_not_stop_is_left_alone() {
        let deadline = || Deadline::after(Some(Duration::from_millis(10)));
        let (go, wait) = mpsc::channel::<()>();
        let late = within(deadline(), move |_| wait.recv().is_ok());
        assert_eq!(late, Err(Undone::Late(Duration::from_millis(10))));
        drop(go);
        let kept = within(deadline(), |stop| {
            while !stop.is_asked() {
                thread::yield_now();
            }
            "so far"
        });
        assert_eq!(kept, Ok("so far"));
        assert_eq!(within(Deadline::after(Some(Duration::from_mins(1))), |stop| !stop.is_asked()), Ok(true));
        assert_eq!(within(None, |stop| !stop.is_asked()), Ok(true));
        assert_eq!(within(None, |_| -> u8 { panic!("not seen") }), Err(Undone::Mistake));
    }
}
