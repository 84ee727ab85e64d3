//! The file as pages (fileformat2, "B-tree Pages"): one at a time, so that a large file is never in memory as a whole.
//! Nothing that the file says of itself is believed without a bound.

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::ops::Range;
use std::path::Path;

use super::record::varint;

/// The size of pages that this program writes.
const USUAL: usize = 4096;

/// What a page with rows is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A leaf of a table.
    Table,
    /// A leaf of an index, or of a table without row numbers.
    Index,
    /// An inner page of such a tree: it holds rows too.
    Inner,
}

/// One row on a page: its number (0 in an index), its length, what of it is on the page, and where the rest is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cell {
    pub number: i64,
    pub local: Range<usize>,
    length: usize,
    rest: Option<u32>,
}

/// One page.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub bytes: Vec<u8>,
    /// Where its header begins: the file's own header stands before it on page 1.
    start: usize,
}

/// A file of pages, which are counted from 1.
#[derive(Debug)]
pub(super) struct Pages {
    file: File,
    pub size: usize,
    pub count: u32,
    /// Pages of long rows that may still be read: chains that lead in circles end with it.
    budget: u64,
}

impl Pages {
    /// Opens a file of pages of the size that its header says, or of the usual size if most of it makes no sense so.
    pub fn open(path: &Path) -> io::Result<Self> {
        let mut file = File::open(path)?;
        let length = file.metadata()?.len();
        let mut said = [0; 2];
        file.seek(SeekFrom::Start(16))?;
        let said = match file.read(&mut said)? {
            2 if said == [0, 1] => 65536,
            2 => usize::from(u16::from_be_bytes(said)),
            _ => 0,
        };
        let of_size = |size: usize, file: File| {
            let count = length.div_ceil(size as u64).min(u64::from(u32::MAX - 1)) as u32;
            Self { file, size, count, budget: 4 * u64::from(count) + 64 }
        };
        if said == USUAL || !said.is_power_of_two() || said < 512 {
            return Ok(of_size(USUAL, file));
        }
        let (mut one, mut other) = (of_size(said, file.try_clone()?), of_size(USUAL, file));
        Ok(if one.likeness() >= other.likeness() { one } else { other })
    }

    /// How many bytes lie in pages that look like pages with rows.
    fn likeness(&mut self) -> u64 {
        let mut page = Page::default();
        let (count, size) = (self.count, self.size as u64);
        let is_one = |number: &u32| self.read(*number, &mut page).is_ok() && page.kind().is_some();
        let found = (1..=count).filter(is_one).count();
        found as u64 * size
    }

    /// Reads a page; what is missing at the end of the file is zero.
    pub fn read(&mut self, number: u32, page: &mut Page) -> io::Result<()> {
        if number == 0 || number > self.count {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        page.start = if number == 1 { 100 } else { 0 };
        page.bytes.clear();
        self.file.seek(SeekFrom::Start((u64::from(number) - 1) * self.size as u64))?;
        (&self.file).take(self.size as u64).read_to_end(&mut page.bytes)?;
        page.bytes.resize(self.size, 0);
        Ok(())
    }

    /// All bytes of a row, together from the pages that it goes on on.
    pub fn payload(&mut self, page: &Page, cell: &Cell) -> Option<Vec<u8>> {
        let mut bytes = page.bytes.get(cell.local.clone())?.to_vec();
        let (mut next, mut more) = (cell.rest, Page::default());
        while let Some(number) = next.filter(|_| bytes.len() < cell.length) {
            self.budget = self.budget.checked_sub(1)?;
            self.read(number, &mut more).ok()?;
            let left = (cell.length - bytes.len()).min(self.size - 4);
            bytes.extend_from_slice(&more.bytes[4..4 + left]);
            next = Some(be32(&more.bytes, 0)?);
        }
        (bytes.len() == cell.length).then_some(bytes)
    }

    /// The pages that hold nothing any more, and whether that list is in order: a damaged one may name pages in use.
    pub fn free(&mut self) -> (HashSet<u32>, bool) {
        let (mut free, mut page) = (HashSet::new(), Page::default());
        if self.read(1, &mut page).is_err() {
            return (free, false);
        }
        let (first, count) = (be32(&page.bytes, 32).unwrap_or(0), be32(&page.bytes, 36).unwrap_or(0));
        let mut trunk = first;
        while trunk != 0 {
            if trunk == 1 || self.read(trunk, &mut page).is_err() || !free.insert(trunk) {
                return (free, false);
            }
            let leaves = be32(&page.bytes, 4).unwrap_or(u32::MAX) as usize;
            if leaves > self.size / 4 - 2 {
                return (free, false);
            }
            for leaf in (0..leaves).filter_map(|place| be32(&page.bytes, 8 + 4 * place)) {
                if leaf < 2 || leaf > self.count || !free.insert(leaf) {
                    return (free, false);
                }
            }
            trunk = be32(&page.bytes, 0).unwrap_or(0);
        }
        let is_whole = free.len() == count as usize;
        (free, is_whole)
    }
}

impl Page {
    /// What it is, if it is a page with rows.
    pub fn kind(&self) -> Option<Kind> {
        let kind = match self.bytes.get(self.start)? {
            0x0d => Kind::Table,
            0x0a => Kind::Index,
            0x02 => Kind::Inner,
            _ => return None,
        };
        (be16(&self.bytes, self.start + 3)? <= self.bytes.len() / 4).then_some(kind)
    }

    /// The rows on it, as far as they lie on it.
    pub fn cells(&self, kind: Kind) -> Vec<Cell> {
        self.places(kind).into_iter().filter_map(|at| self.cell(at, kind)).collect()
    }

    /// The pages below an inner page.
    pub fn children(&self) -> Vec<u32> {
        let last = be32(&self.bytes, self.start + 8);
        self.places(Kind::Inner).into_iter().filter_map(|at| be32(&self.bytes, at)).chain(last).collect()
    }

    /// Where rows begin.
    fn places(&self, kind: Kind) -> Vec<usize> {
        let head = self.start + if kind == Kind::Inner { 12 } else { 8 };
        let count = be16(&self.bytes, self.start + 3).unwrap_or(0);
        let places = (0..count).map_while(|place| be16(&self.bytes, head + 2 * place));
        let mut places: Vec<usize> = places.filter(|at| (head..self.bytes.len()).contains(at)).collect();
        // Each once, however often it is named.
        places.sort_unstable();
        places.dedup();
        places
    }

    fn cell(&self, at: usize, kind: Kind) -> Option<Cell> {
        let bytes = &self.bytes;
        let at = if kind == Kind::Inner { at + 4 } else { at };
        let (length, at) = varint(bytes, at)?;
        let length = usize::try_from(length).ok()?;
        let (number, at) = if kind == Kind::Table { varint(bytes, at)? } else { (0, at) };
        let (most, least) = (most(bytes.len(), kind), (bytes.len() - 12) * 32 / 255 - 23);
        let here = if length <= most {
            length
        } else {
            let here = least + (length - least) % (bytes.len() - 4);
            if here <= most { here } else { least }
        };
        let rest = if here < length { Some(be32(bytes, at + here)?) } else { None };
        (at + here <= bytes.len()).then(|| Cell { number: number.cast_signed(), local: at..at + here, length, rest })
    }
}

/// The longest row that lies on its page as a whole.
fn most(size: usize, kind: Kind) -> usize {
    if kind == Kind::Table { size - 35 } else { (size - 12) * 64 / 255 - 23 }
}

fn be16(bytes: &[u8], at: usize) -> Option<usize> {
    Some(usize::from(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?)))
}

fn be32(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}
