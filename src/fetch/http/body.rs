//! Bodies: decompressed here and not by the client, so that the cap counts what comes out, and so that what says that it
//! is compressed and is not can still be read.

use std::io::{BufRead, BufReader, ErrorKind, Read};

/// Why there is no body.
#[derive(Debug)]
pub(super) enum BodyError {
    /// More than the limit, after decompression.
    TooLarge,
    /// Compressed in an unknown way, or more than once.
    Encoding,
    /// It does not decompress.
    Corrupt,
    /// The connection failed.
    Read(std::io::Error),
}

/// Reads a body to its end, at most `limit` bytes after decompression. `encoding` is the value of `Content-Encoding`.
pub(super) fn read(raw: impl Read, encoding: &str, limit: u64) -> Result<Vec<u8>, BodyError> {
    // What is left out when it is compressed is larger than the limit in any case.
    let mut raw = BufReader::with_capacity(16 << 10, raw.take(limit.saturating_add(64 << 10)));
    let start = raw.fill_buf().map_err(BodyError::Read)?;
    let (first, second) = (start.first().copied().unwrap_or(0), start.get(1).copied().unwrap_or(0));
    match encoding.trim().to_ascii_lowercase().as_str() {
        "" | "identity" => capped(raw, limit),
        "gzip" | "x-gzip" if (first, second) != (0x1f, 0x8b) => capped(raw, limit),
        "gzip" | "x-gzip" => capped(flate2::bufread::GzDecoder::new(raw), limit),
        "deflate" if first & 0x0f == 8 && (u16::from(first) << 8 | u16::from(second)) % 31 == 0 => {
            capped(flate2::bufread::ZlibDecoder::new(raw), limit)
        }
        "deflate" => capped(flate2::bufread::DeflateDecoder::new(raw), limit),
        "br" => capped(brotli_decompressor::Decompressor::new(raw, 16 << 10), limit),
        _ => Err(BodyError::Encoding),
    }
}

fn capped(mut from: impl Read, limit: u64) -> Result<Vec<u8>, BodyError> {
    let mut bytes = Vec::new();
    let mut piece = vec![0; 32 << 10];
    loop {
        match from.read(&mut piece) {
            Ok(0) => return Ok(bytes),
            Ok(n) => bytes.extend_from_slice(&piece[..n]),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) if matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::InvalidData) => {
                return Err(BodyError::Corrupt);
            }
            Err(error) => return Err(BodyError::Read(error)),
        }
        if bytes.len() as u64 > limit {
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
            assert_eq!(read(bytes.as_slice(), encoding, 10_000).unwrap(), words, "{encoding}");
        }
        // "words" in brotli, uncompressed.
        assert_eq!(read(&b"\x0b\x02\x80words\x03"[..], "br", 100).unwrap(), b"words");
        assert!(matches!(read(&b"x"[..], "gzip, gzip", 100), Err(BodyError::Encoding)));
        assert!(matches!(read(&b"x"[..], "zstd", 100), Err(BodyError::Encoding)));
    }

    #[test]
    fn the_cap_counts_what_comes_out() {
        let bomb = gzip(&vec![0; 1 << 20]);
        assert!(bomb.len() < 2000);
        assert!(matches!(read(bomb.as_slice(), "gzip", 100_000), Err(BodyError::TooLarge)));
        assert!(matches!(read(&[0; 101][..], "", 100), Err(BodyError::TooLarge)));
        assert_eq!(read(&[0; 100][..], "", 100).unwrap().len(), 100);
    }

    #[test]
    fn what_is_cut_off_or_broken_is_an_error() {
        let whole = gzip(&b"many words, none of them alike: 1 2 3".repeat(10));
        assert!(matches!(read(&whole[..whole.len() / 2], "gzip", 10_000), Err(BodyError::Read(_))));
        let mut broken = whole;
        broken[12] ^= 0xff;
        assert!(read(broken.as_slice(), "gzip", 10_000).is_err());
        assert!(read(&b"not brotli at all"[..], "br", 100).is_err());
    }
}
