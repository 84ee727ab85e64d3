//! Reading a stream with a cap and a deadline.

use std::io::{ErrorKind, Read};

use super::{Deadline, FetchError};

/// A stream whose next bytes can be waited for.
#[cfg(unix)]
pub(super) trait Stream: Read + std::os::fd::AsFd {}
#[cfg(unix)]
impl<T: Read + std::os::fd::AsFd> Stream for T {}
/// A stream; where the system cannot wait for one, the deadline is looked at between reads only.
#[cfg(not(unix))]
pub(super) trait Stream: Read {}
#[cfg(not(unix))]
impl<T: Read> Stream for T {}

/// Reads to the end, at most `limit` bytes, before `deadline`.
pub(super) fn read(stream: &mut impl Stream, limit: u64, deadline: Option<Deadline>) -> Result<Vec<u8>, FetchError> {
    let mut bytes = Vec::new();
    let mut piece = vec![0; 64 << 10];
    loop {
        if let Some(deadline) = deadline {
            wait(stream, deadline)?;
        }
        match stream.read(&mut piece) {
            Ok(0) => return Ok(bytes),
            Ok(n) => bytes.extend_from_slice(&piece[..n]),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error.into()),
        }
        if bytes.len() as u64 > limit {
            return Err(FetchError::TooLarge(limit));
        }
    }
}

/// Returns when there is something to read, or the end of it.
#[cfg(unix)]
fn wait(stream: &impl Stream, deadline: Deadline) -> Result<(), FetchError> {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    loop {
        let left = deadline.left()?;
        let left =
            Timespec { tv_sec: i64::try_from(left.as_secs()).unwrap_or(i64::MAX), tv_nsec: left.subsec_nanos().into() };
        match poll(&mut [PollFd::new(stream, PollFlags::IN)], Some(&left)) {
            Ok(0) | Err(rustix::io::Errno::INTR) => {}
            Ok(_) => return Ok(()),
            Err(error) => return Err(std::io::Error::from(error).into()),
        }
    }
}

#[cfg(not(unix))]
fn wait(_stream: &impl Stream, deadline: Deadline) -> Result<(), FetchError> {
    deadline.left().map(|_| ())
}

#[cfg(all(test, unix))]
mod tests {
    use std::io::Write as _;
    use std::time::{Duration, Instant};

    use super::*;

    fn within(millis: u64) -> Deadline {
        let timeout = Duration::from_millis(millis);
        Deadline { at: Instant::now() + timeout, timeout }
    }

    #[test]
    fn a_silent_pipe_is_given_up() {
        let (mut reader, writer) = std::io::pipe().unwrap();
        assert!(matches!(read(&mut reader, 10, Some(within(20))), Err(FetchError::TimedOut(_))));
        drop(writer);
    }

    #[test]
    fn a_pipe_is_read_to_its_end_and_not_past_the_limit() {
        let (mut reader, mut writer) = std::io::pipe().unwrap();
        writer.write_all(b"words").unwrap();
        drop(writer);
        assert_eq!(read(&mut reader, 5, Some(within(5000))).unwrap(), b"words");
        let (mut reader, mut writer) = std::io::pipe().unwrap();
        writer.write_all(b"words").unwrap();
        drop(writer);
        assert!(matches!(read(&mut reader, 4, None), Err(FetchError::TooLarge(4))));
    }
}
