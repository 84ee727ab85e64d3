//! Coastlines and borders, as `assets/map/README.md` describes them: read in place, clipped by their boxes.

const COARSE: &[u8] = include_bytes!("../../../assets/map/coarse.bin");
const FINE: &[u8] = include_bytes!("../../../assets/map/fine.bin");

/// Degrees between two dots from which on the coarse outline is shown.
const COARSE_FROM: f64 = 0.45;

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Between land and sea.
    Coast,
    /// Between two countries.
    Border,
}

/// A stretch of the world, in degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Window {
    /// Western edge.
    pub west: f64,
    /// Eastern edge.
    pub east: f64,
    /// Southern edge.
    pub south: f64,
    /// Northern edge.
    pub north: f64,
}

/// A file of lines.
#[derive(Debug, Clone, Copy)]
pub struct Outline(&'static [u8]);

impl Outline {
    /// The outline that suits a map of so many degrees between two dots.
    pub fn for_grain(grain: f64) -> Self {
        Self(if grain >= COARSE_FROM { COARSE } else { FINE })
    }

    /// Calls `draw` for every segment (latitude, longitude) of `kind` that may be seen through `window`.
    pub fn each(&self, kind: Kind, window: &Window, mut draw: impl FnMut((f64, f64), (f64, f64))) {
        let mut rest = Bytes(self.0);
        let Some(count) = rest.u32() else { return };
        for _ in 0..count {
            let Some((this, line)) = line(&mut rest, window) else { return };
            if this == kind {
                segments(line, window, &mut draw);
            }
        }
    }
}

/// The kind and points of the next line; no points where its box is out of the window.
fn line(rest: &mut Bytes, window: &Window) -> Option<(Kind, &'static [u8])> {
    let kind = if rest.take(1)?[0] == 0 { Kind::Coast } else { Kind::Border };
    let (west, south, east, north) = (rest.f32()?, rest.f32()?, rest.f32()?, rest.f32()?);
    let points = rest.u32()? as usize;
    let bytes = rest.take(points.checked_mul(4)?)?;
    let seen = west <= window.east && east >= window.west && south <= window.north && north >= window.south;
    Some((kind, if seen { bytes } else { &[] }))
}

fn segments(bytes: &[u8], window: &Window, draw: &mut impl FnMut((f64, f64), (f64, f64))) {
    let point = |four: &[u8]| {
        let lon = f64::from(i16::from_le_bytes([four[0], four[1]])) * 180.0 / 32767.0;
        let lat = f64::from(i16::from_le_bytes([four[2], four[3]])) * 90.0 / 32767.0;
        (lat, lon)
    };
    let outside = |a: (f64, f64), b: (f64, f64)| {
        (a.0 < window.south && b.0 < window.south)
            || (a.0 > window.north && b.0 > window.north)
            || (a.1 < window.west && b.1 < window.west)
            || (a.1 > window.east && b.1 > window.east)
    };
    let mut points = bytes.chunks_exact(4).map(point);
    let Some(mut from) = points.next() else { return };
    for to in points {
        if !outside(from, to) {
            draw(from, to);
        }
        from = to;
    }
}

/// Little-endian numbers, one after the other.
struct Bytes(&'static [u8]);

impl Bytes {
    fn take(&mut self, count: usize) -> Option<&'static [u8]> {
        let (head, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(head)
    }

    fn u32(&mut self) -> Option<u32> {
        self.take(4)?.try_into().ok().map(u32::from_le_bytes)
    }

    fn f32(&mut self) -> Option<f64> {
        self.take(4)?.try_into().ok().map(|bytes| f64::from(f32::from_le_bytes(bytes)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORLD: Window = Window { west: -180.0, east: 180.0, south: -90.0, north: 90.0 };

    #[test]
    fn the_files_are_read_to_their_end() {
        for file in [COARSE, FINE] {
            let mut rest = Bytes(file);
            let count = rest.u32().unwrap();
            for _ in 0..count {
                assert!(line(&mut rest, &WORLD).is_some_and(|(_, points)| points.len() >= 8));
            }
            assert!(rest.0.is_empty());
        }
    }

    #[test]
    fn a_window_shows_what_lies_in_it() {
        let iceland = Window { west: -25.0, east: -13.0, south: 63.0, north: 67.0 };
        let mut count = 0;
        Outline::for_grain(0.1).each(Kind::Coast, &iceland, |_, _| count += 1);
        assert!(count > 50, "{count}");
        Outline::for_grain(0.1).each(Kind::Border, &iceland, |_, _| panic!("no borders on Iceland"));
        let pacific = Window { west: -135.0, east: -130.0, south: 20.0, north: 25.0 };
        Outline::for_grain(0.1).each(Kind::Coast, &pacific, |_, _| panic!("open sea"));
    }
}
