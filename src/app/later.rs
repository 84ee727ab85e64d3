//! Something that is made on a thread of its own, and waited for by whoever needs it.

use std::io;
use std::sync::OnceLock;
use std::thread;
use std::time::Duration;

use crossbeam_channel::Receiver;

/// A value that is on its way. It is made once, however often it is asked for.
pub struct Later<T> {
    coming: Receiver<T>,
    value: OnceLock<Option<T>>,
}

impl<T: Send + Sync + 'static> Later<T> {
    /// Begins to make it.
    pub fn begin(name: &str, work: impl FnOnce() -> T + Send + 'static) -> io::Result<Self> {
        let (sender, coming) = crossbeam_channel::bounded(1);
        let run = move || {
            // Nobody may want it any more.
            let _ = sender.send(work());
        };
        thread::Builder::new().name(name.to_owned()).spawn(run)?;
        Ok(Self { coming, value: OnceLock::new() })
    }

    /// The value, if it comes soon.
    pub fn within(&self, patience: Duration) -> Option<&T> {
        if self.value.get().is_none()
            && let Ok(value) = self.coming.recv_timeout(patience)
        {
            let _ = self.value.set(Some(value));
        }
        self.made()
    }

    /// The value, however long it takes; None if the work came to nothing.
    pub fn wait(&self) -> Option<&T> {
        self.value.get_or_init(|| self.coming.recv().ok()).as_ref()
    }

    /// The value, if somebody has waited for it.
    pub fn made(&self) -> Option<&T> {
        self.value.get()?.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_made_once_and_waited_for() {
        let (go, wait) = crossbeam_channel::bounded::<u32>(1);
        let later = Later::begin("test", move || wait.recv().unwrap_or(0)).unwrap();
        assert_eq!(later.within(Duration::from_millis(1)), None);
        go.send(7).unwrap();
        assert_eq!((later.wait(), later.wait(), later.made()), (Some(&7), Some(&7), Some(&7)));
        assert_eq!(later.within(Duration::ZERO), Some(&7));
    }

    #[test]
    fn a_panic_leaves_nothing_to_wait_for() {
        let later: Later<u32> = Later::begin("test", || panic!("in a test")).unwrap();
        assert_eq!(later.wait(), None);
    }
}
