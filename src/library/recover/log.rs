//! The log beside the copy (`-wal`), frame by frame, for what SQLite does not do with it: it deletes the log of an empty file,
//! and says nothing of frames that stand behind a damaged one.
//!
//! Source: <https://www.sqlite.org/fileformat2.html#walformat>.

use std::fs::{self, OpenOptions};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::Path;

use crate::disk;

const HEADER: usize = 32;
const FRAME: usize = 24;
/// Without its lowest bit, which says whether sums are made of big-endian numbers.
const MAGIC: u32 = 0x377f_0682;

/// A log, as it stands.
pub(super) struct Log {
    bytes: Vec<u8>,
    page: usize,
    /// Frames from the beginning that are whole, up to the last one that ends a commit.
    committed: usize,
    /// Whether frames of the same log stand behind the last one that is whole.
    pub is_torn: bool,
}

impl Log {
    /// Reads a log; None where there is none, or nothing that is one.
    pub fn read(path: &Path) -> io::Result<Option<Self>> {
        let mut bytes = Vec::new();
        match disk::open(path) {
            Ok(mut file) => file.read_to_end(&mut bytes)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        let number = |at: usize| number(&bytes, at);
        let (Some(magic), Some(page)) = (number(0), number(8)) else { return Ok(None) };
        let page = page as usize;
        let is_size = page.is_power_of_two() && (512..=65536).contains(&page);
        if magic & !1 != MAGIC || !is_size || bytes.len() < HEADER {
            return Ok(None);
        }
        let is_big = magic & 1 == 1;
        let mut sum = sum((0, 0), &bytes[..24], is_big);
        let is_sound = (number(24), number(28)) == (Some(sum.0), Some(sum.1));
        let mut log = Self { page, committed: 0, is_torn: false, bytes };
        let mut is_whole = is_sound;
        for n in 0..log.count() {
            let frame = log.frame(n);
            if frame[8..16] != log.bytes[16..24] {
                // What follows is left from before the log was begun anew.
                break;
            }
            let made = self::sum(self::sum(sum, &frame[..8], is_big), &frame[FRAME..], is_big);
            is_whole &= (self::number(frame, 16), self::number(frame, 20)) == (Some(made.0), Some(made.1));
            if !is_whole {
                log.is_torn = true;
                break;
            }
            sum = made;
            if self::number(frame, 4) != Some(0) {
                log.committed = n + 1;
            }
        }
        // An end that was never committed is no loss; a frame that is there and wrong is one if another one follows.
        let (whole, torn) = (log.committed, log.is_torn);
        log.is_torn = torn && (whole + 1..log.count()).any(|n| log.frame(n)[8..16] == log.bytes[16..24]);
        Ok(Some(log))
    }

    fn count(&self) -> usize {
        (self.bytes.len() - HEADER) / (FRAME + self.page)
    }

    fn frame(&self, n: usize) -> &[u8] {
        let at = HEADER + n * (FRAME + self.page);
        &self.bytes[at..at + FRAME + self.page]
    }

    /// Writes the pages of all commits where they belong in the file at `to`.
    pub fn write_pages(&self, to: &Path) -> io::Result<()> {
        let mut file = OpenOptions::new().write(true).open(to)?;
        for n in 0..self.committed {
            let frame = self.frame(n);
            let number = u64::from(number(frame, 0).unwrap_or(0)).saturating_sub(1);
            // A page that the file cannot have would make it as long as its number says.
            if number < (1 << 32) / self.page as u64 {
                file.seek(SeekFrom::Start(number * self.page as u64))?;
                file.write_all(&frame[FRAME..])?;
            }
        }
        Ok(())
    }
}

/// Whether the file at `path` is empty.
pub(super) fn is_empty(path: &Path) -> io::Result<bool> {
    Ok(fs::metadata(path)?.len() == 0)
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

/// The sum of a log over `bytes`, whose length is a multiple of eight, going on from another one.
fn sum(from: (u32, u32), bytes: &[u8], is_big: bool) -> (u32, u32) {
    let (mut a, mut b) = from;
    for pair in bytes.chunks_exact(8) {
        let read = |four: &[u8]| {
            let four = [four[0], four[1], four[2], four[3]];
            if is_big { u32::from_be_bytes(four) } else { u32::from_le_bytes(four) }
        };
        a = a.wrapping_add(read(&pair[..4])).wrapping_add(b);
        b = b.wrapping_add(read(&pair[4..])).wrapping_add(a);
    }
    (a, b)
}
