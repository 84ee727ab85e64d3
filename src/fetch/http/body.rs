//! Bodies: decompressed here and not by the client, so that the cap counts what comes out, and so that what says that it
//! is compressed and is not can still be read.

use std::io::{BufRead, BufReader, ErrorKind, Read};

use flate2::{Decompress, FlushDecompress, Status};

/// Why there is no body.
#[derive(Debug)]
pub(super) enum BodyError {
    /// More than the limit, after decompression.
    TooLarge,
    /// Compressed in an unknown way, or more than once.
    Encoding,
    /// It does not decompress.
    Corrupt,
    /// The connection failed before anything came.
    Read(std::io::Error),
}

/// A body, or as much of it as came.
#[derive(Debug, Default)]
pub(super) struct Body {
    pub bytes: Vec<u8>,
    /// Why it is not whole.
    pub fault: Option<Fault>,
}

/// What is wrong with a body, or with its end.
#[derive(Debug)]
pub(super) enum Fault {
    /// It does not decompress.
    Corrupt,
    /// It goes on after the end of what was compressed.
    GoesOn,
    /// The connection failed, or what was compressed ends in its middle.
    Read(std::io::Error),
}

/// Reads a body to its end, at most `limit` bytes after decompression. `encoding` is the value of `Content-Encoding`. What
/// is compressed says where it ends: there it has to end, with the right check sum where there is one. Of a body that
/// breaks off there is what came before that.
pub(super) fn read(raw: impl Read, encoding: &str, limit: u64) -> Result<Body, BodyError> {
    // What is left out when it is compressed is larger than the limit in any case.
    let mut raw = BufReader::with_capacity(16 << 10, raw.take(limit.saturating_add(64 << 10)));
    let start = raw.fill_buf().map_err(BodyError::Read)?;
    let (first, second) = (start.first().copied().unwrap_or(0), start.get(1).copied().unwrap_or(0));
    let body = match encoding.trim().to_ascii_lowercase().as_str() {
        "" | "identity" => capped(raw, limit),
        "gzip" | "x-gzip" if (first, second) != (0x1f, 0x8b) => capped(raw, limit),
        "gzip" | "x-gzip" => gzip(raw, limit),
        "deflate" => {
            let has_head = first & 0x0f == 8 && (u16::from(first) << 8 | u16::from(second)) % 31 == 0;
            let body = capped(Inflate { from: &mut raw, state: Decompress::new(has_head), has_ended: false }, limit)?;
            Ok(ended(&mut raw, body))
        }
        "br" => {
            let mut decoder = brotli_decompressor::Decompressor::new(&mut raw, 16 << 10);
            let mut body = capped(&mut decoder, limit)?;
            // The decoder does not tell what ends too early from what is wrong.
            let mut is_at_end = || decoder.get_mut().fill_buf().is_ok_and(<[u8]>::is_empty);
            if matches!(body.fault, Some(Fault::Corrupt)) && !body.bytes.is_empty() && is_at_end() {
                body.fault = Some(Fault::Read(ErrorKind::UnexpectedEof.into()));
            }
            // After its end it refuses what it has taken in beyond that.
            if body.fault.is_none() && decoder.read(&mut [0]).is_err() {
                body.fault = Some(Fault::GoesOn);
            }
            Ok(ended(&mut raw, body))
        }
        _ => Err(BodyError::Encoding),
    }?;
    match body.fault {
        Some(Fault::Corrupt) => Err(BodyError::Corrupt),
        Some(Fault::Read(error)) if body.bytes.is_empty() => Err(BodyError::Read(error)),
        _ => Ok(body),
    }
}

/// Several members in a row are one body; zeros may follow.
fn gzip(mut raw: impl BufRead, limit: u64) -> Result<Body, BodyError> {
    let mut body = Body::default();
    loop {
        let left = limit.saturating_sub(body.bytes.len() as u64);
        let mut member = capped(flate2::bufread::GzDecoder::new(&mut raw), left)?;
        body.bytes.append(&mut member.bytes);
        body.fault = member.fault;
        while body.fault.is_none() {
            let next = match raw.fill_buf() {
                Ok(next) => next,
                Err(error) => {
                    body.fault = Some(Fault::Read(error));
                    break;
                }
            };
            let zeros = next.iter().take_while(|byte| **byte == 0).count();
            match next.get(zeros) {
                None if next.is_empty() => return Ok(body),
                Some(0x1f) if zeros == 0 => break,
                Some(_) => body.fault = Some(Fault::GoesOn),
                None => raw.consume(zeros),
            }
        }
        if body.fault.is_some() {
            return Ok(body);
        }
    }
}

/// The body; nothing may follow it.
fn ended(raw: &mut impl BufRead, mut body: Body) -> Body {
    if body.fault.is_none() {
        body.fault = match raw.fill_buf() {
            Ok([]) => None,
            Ok(_) => Some(Fault::GoesOn),
            Err(error) => Some(Fault::Read(error)),
        };
    }
    body
}

/// Deflate, with or without the head of zlib. (The decoders of `flate2` take the end of the input for that of the data.)
struct Inflate<R> {
    from: R,
    state: Decompress,
    has_ended: bool,
}

impl<R: BufRead> Read for Inflate<R> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        while !self.has_ended && !out.is_empty() {
            let input = self.from.fill_buf()?;
            let is_all = input.is_empty();
            let (taken, given) = (self.state.total_in(), self.state.total_out());
            let status = self.state.decompress(input, out, FlushDecompress::None)?;
            let count = |now: u64, before: u64| usize::try_from(now - before).unwrap_or(0);
            self.from.consume(count(self.state.total_in(), taken));
            self.has_ended = status == Status::StreamEnd;
            match count(self.state.total_out(), given) {
                0 if is_all && !self.has_ended => return Err(ErrorKind::UnexpectedEof.into()),
                0 => {}
                given => return Ok(given),
            }
        }
        Ok(0)
    }
}

fn capped(mut from: impl Read, limit: u64) -> Result<Body, BodyError> {
    let mut body = Body::default();
    let mut piece = vec![0; 32 << 10];
    loop {
        match from.read(&mut piece) {
            Ok(0) => return Ok(body),
            Ok(n) => body.bytes.extend_from_slice(&piece[..n]),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) if matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::InvalidData) => {
                return Ok(Body { fault: Some(Fault::Corrupt), ..body });
            }
            Err(error) => return Ok(Body { fault: Some(Fault::Read(error)), ..body }),
        }
        if body.bytes.len() as u64 > limit {
            return Err(BodyError::TooLarge);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::Compression;

    use super::*;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn each_compression_is_undone_once() {
        let words = b"words ".repeat(1000);
        let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), Compression::default());
        zlib.write_all(&words).unwrap();
        let mut bare = flate2::write::DeflateEncoder::new(Vec::new(), Compression::default());
        bare.write_all(&words).unwrap();
        for (bytes, encoding) in [
            (words.clone(), ""),
            (gzip(&words), " GZIP"),
            (words.clone(), "gzip"),
            (zlib.finish().unwrap(), "deflate"),
            (bare.finish().unwrap(), "deflate"),
        ] {
            let body = read(bytes.as_slice(), encoding, 10_000).unwrap();
            assert_eq!((body.bytes, body.fault.is_none()), (words.clone(), true), "{encoding}");
        }
        // "words" in brotli, uncompressed.
        assert_eq!(read(&b"\x0b\x02\x80words\x03"[..], "br", 100).unwrap().bytes, b"words");
        assert!(matches!(read(&b"x"[..], "gzip, gzip", 100), Err(BodyError::Encoding)));
        assert!(matches!(read(&b"x"[..], "zstd", 100), Err(BodyError::Encoding)));
    }

    #[test]
    fn the_cap_counts_what_comes_out() {
        let bomb = gzip(&vec![0; 1 << 20]);
        assert!(bomb.len() < 2000);
        assert!(matches!(read(bomb.as_slice(), "gzip", 100_000), Err(BodyError::TooLarge)));
        assert!(matches!(read(&[0; 101][..], "", 100), Err(BodyError::TooLarge)));
        assert_eq!(read(&[0; 100][..], "", 100).unwrap().bytes.len(), 100);
    }

    #[test]
    fn what_is_broken_is_an_error() {
        let mut broken = gzip(&b"many words, none of them alike: 1 2 3".repeat(10));
        broken[12] ^= 0xff;
        assert!(read(broken.as_slice(), "gzip", 10_000).is_err());
        assert!(read(&b"not brotli at all"[..], "br", 100).is_err());
    }

    #[test]
    fn of_what_breaks_off_there_is_what_came_before() {
        struct Breaks<'a>(&'a [u8]);
        impl Read for Breaks<'_> {
            fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
                if self.0.is_empty() { Err(ErrorKind::ConnectionReset.into()) } else { self.0.read(out) }
            }
        }
        let body = read(Breaks(b"some words"), "", 100).unwrap();
        assert!(body.bytes == b"some words" && matches!(body.fault, Some(Fault::Read(_))));
        assert!(matches!(read(Breaks(b""), "", 100), Err(BodyError::Read(_))));
        let text: String = (0..9000).map(|n| format!("{n} ")).collect();
        let whole = gzip(text.as_bytes());
        for cut in [&whole[..whole.len() / 2], &whole[..whole.len() - 4]] {
            let body = read(cut, "gzip", 100_000).unwrap();
            assert!(matches!(body.fault, Some(Fault::Read(_))));
            assert!(body.bytes.len() > 9000 && text.as_bytes().starts_with(&body.bytes));
        }
    }

    #[test]
    fn what_is_compressed_ends_where_it_says() {
        let words = b"words and more words".repeat(9);
        let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), Compression::default());
        zlib.write_all(&words).unwrap();
        let mut bare = flate2::write::DeflateEncoder::new(Vec::new(), Compression::default());
        bare.write_all(&words).unwrap();
        let brotli = b"\x0b\x02\x80words\x03".to_vec();
        for (whole, encoding) in [
            (gzip(&words), "gzip"),
            (zlib.finish().unwrap(), "deflate"),
            (bare.finish().unwrap(), "deflate"),
            (brotli, "br"),
        ] {
            let is_whole = |bytes: &[u8]| read(bytes, encoding, 10_000).is_ok_and(|body| body.fault.is_none());
            assert!(is_whole(&whole), "{encoding}");
            for cut in 2..whole.len() {
                assert!(!is_whole(&whole[..cut]), "{encoding} cut at {cut}");
            }
            let more = read([whole.as_slice(), b"more"].concat().as_slice(), encoding, 10_000).unwrap();
            assert!(matches!(more.fault, Some(Fault::GoesOn)) && !more.bytes.is_empty(), "{encoding}");
        }
        let two = [gzip(b"one "), gzip(b"two"), vec![0; 40_000]].concat();
        assert_eq!(read(two.as_slice(), "gzip", 100).unwrap().bytes, b"one two");
        assert!(matches!(read(two.as_slice(), "gzip", 6), Err(BodyError::TooLarge)));
    }
}
