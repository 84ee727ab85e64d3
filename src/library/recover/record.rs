//! One row as SQLite writes it: a header of serial types, then the values (fileformat2, "Record Format").

use rusqlite::types::Value;

/// The most columns that a row may have here; no table of ours has half as many.
const MOST: usize = 64;

/// Reads a number of one to nine bytes, and says where it ends.
pub(super) fn varint(bytes: &[u8], at: usize) -> Option<(u64, usize)> {
    let mut number = 0u64;
    for place in 0..8 {
        let byte = *bytes.get(at.checked_add(place)?)?;
        number = number << 7 | u64::from(byte & 0x7f);
        if byte < 0x80 {
            return Some((number, at + place + 1));
        }
    }
    Some((number << 8 | u64::from(*bytes.get(at + 8)?), at + 9))
}

/// The serial types of a row and where its values begin. `bytes` may be the beginning of the row only.
pub(super) fn types(bytes: &[u8]) -> Option<(Vec<u64>, usize)> {
    let (length, mut at) = varint(bytes, 0)?;
    let end = usize::try_from(length).ok().filter(|end| *end <= bytes.len())?;
    let mut types = Vec::new();
    while at < end {
        let (kind, next) = varint(bytes, at)?;
        types.push(kind);
        at = next;
        if types.len() > MOST {
            return None;
        }
    }
    (at == end && !types.is_empty()).then_some((types, end))
}

/// The values of a whole row; None if its lengths do not add up. Bytes that are no UTF-8 any more become signs that say so.
pub(super) fn values(bytes: &[u8]) -> Option<Vec<Value>> {
    let (types, mut at) = types(bytes)?;
    let mut values = Vec::with_capacity(types.len());
    for kind in types {
        let end = at.checked_add(length(kind)?)?;
        values.push(value(kind, bytes.get(at..end)?));
        at = end;
    }
    (at == bytes.len()).then_some(values)
}

/// How many bytes a value of this type has. Types 10 and 11 are never in a file.
fn length(kind: u64) -> Option<usize> {
    match kind {
        0 | 8 | 9 => Some(0),
        1..=4 => usize::try_from(kind).ok(),
        5 => Some(6),
        6 | 7 => Some(8),
        10 | 11 => None,
        _ => usize::try_from((kind - 12) / 2).ok(),
    }
}

fn value(kind: u64, bytes: &[u8]) -> Value {
    match kind {
        0 => Value::Null,
        7 => Value::Real(f64::from_bits(bytes.iter().fold(0, |bits, byte| bits << 8 | u64::from(*byte)))),
        8 => Value::Integer(0),
        9 => Value::Integer(1),
        1..=6 => {
            let sign = if bytes.first().is_some_and(|first| *first >= 0x80) { -1 } else { 0 };
            Value::Integer(bytes.iter().fold(sign, |number, byte| number << 8 | i64::from(*byte)))
        }
        _ if kind % 2 == 1 => Value::Text(String::from_utf8_lossy(bytes).into_owned()),
        _ => Value::Blob(bytes.to_vec()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_one_to_nine_bytes() {
        assert_eq!(varint(&[0x7f], 0), Some((127, 1)));
        assert_eq!(varint(&[0x81, 0x00], 0), Some((128, 2)));
        assert_eq!(varint(&[0xff; 9], 0), Some((u64::MAX, 9)));
        assert_eq!(varint(&[0xff; 8], 0), None);
        assert_eq!(varint(&[], 0), None);
    }

    #[test]
    fn a_row_is_read_if_its_lengths_add_up() {
        let row = [6, 0, 1, 17, 9, 7, 0xff, b'a', b'b', 0x3f, 0xe0, 0, 0, 0, 0, 0, 0];
        let read = [Value::Null, Value::Integer(-1), Value::Text("ab".into()), Value::Integer(1), Value::Real(0.5)];
        assert_eq!(values(&row).as_deref(), Some(&read[..]));
        assert_eq!(values(&row[..16]), None);
        assert_eq!(values(&[&row[..], &[0]].concat()), None);
        assert_eq!(values(&[2, 10]), None);
        assert_eq!(values(&[3, 0xff, 0xff]), None);
    }
}
