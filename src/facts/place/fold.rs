//! How names are compared: without case, accents and signs, word by word, by a 64-bit hash.
//!
//! The maker of the gazetteer and the reader of a text use these same functions, so that nothing but hashes has to
//! be kept: "U.S.", "u.s" and "U. S." are the words `u s`; "Côte d’Ivoire" and "Cote d'Ivoire" are `cote d ivoire`.

/// Start of a phrase's hash.
pub const EMPTY: u64 = 0x9e37_79b9_7f4a_7c15;

/// The hash of one word, folded; "St." is "Saint", "Mt." is "Mount", "Ft." is "Fort".
#[inline]
pub fn word_hash(word: &str) -> u64 {
    if word.len() <= 3 {
        let long = match word {
            "St" | "ST" | "st" | "Ste" | "STE" => "saint",
            "Mt" | "MT" | "mt" => "mount",
            "Ft" | "FT" | "ft" => "fort",
            _ => word,
        };
        return plain_hash(long);
    }
    plain_hash(word)
}

#[inline]
fn plain_hash(word: &str) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in word.bytes() {
        if !byte.is_ascii() {
            return slow_hash(word);
        }
        hash = step(hash, byte.to_ascii_lowercase());
    }
    hash
}

/// Adds a word to a phrase.
#[inline]
pub fn join(phrase: u64, word: u64) -> u64 {
    let mixed = (phrase.rotate_left(23) ^ word).wrapping_mul(0x9fb2_1c65_1e98_df25);
    mixed ^ (mixed >> 32)
}

#[inline]
fn step(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
}

fn slow_hash(word: &str) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for_folded(word, |c| {
        let mut buffer = [0; 4];
        for byte in c.encode_utf8(&mut buffer).bytes() {
            hash = step(hash, byte);
        }
    });
    hash
}

/// The folded form of a word.
pub fn folded(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for_folded(word, |c| out.push(c));
    out
}

/// The hash of a whole name: its words, whatever stands between them.
pub fn phrase_hash(name: &str) -> u64 {
    words(name).fold(EMPTY, |phrase, word| join(phrase, word_hash(word)))
}

/// The words of a name: runs of letters, and runs of digits.
pub fn words(name: &str) -> impl Iterator<Item = &str> {
    let class = |c: char| match c {
        c if c.is_ascii_digit() => 1u8,
        c if c.is_alphabetic() || is_mark(c) => 2,
        _ => 0,
    };
    let mut rest = name;
    std::iter::from_fn(move || {
        let start = rest.find(|c| class(c) != 0)?;
        rest = &rest[start..];
        let kind = class(rest.chars().next()?);
        let end = rest.find(|c| class(c) != kind).unwrap_or(rest.len());
        let (word, tail) = rest.split_at(end);
        rest = tail;
        Some(word)
    })
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{200c}' | '\u{200d}' | '\u{ad}')
}

/// Calls `put` with each character of `word`, small and without its accent.
fn for_folded(word: &str, mut put: impl FnMut(char)) {
    for c in word.chars().flat_map(char::to_lowercase) {
        if is_mark(c) {
            continue;
        }
        match c {
            'à'..='å' | 'ā' | 'ă' | 'ą' | 'ǎ' | 'ạ'..='ặ' => put('a'),
            'æ' => {
                put('a');
                put('e');
            }
            'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => put('c'),
            'ď' | 'đ' | 'ḍ' | 'ð' => put('d'),
            'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' | 'ẹ'..='ệ' | 'ə' => put('e'),
            'ĝ' | 'ğ' | 'ġ' | 'ģ' => put('g'),
            'ĥ' | 'ħ' | 'ḥ' | 'ḩ' | 'ẖ' => put('h'),
            'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' | 'ỉ' | 'ị' => put('i'),
            'ķ' => put('k'),
            'ĺ' | 'ļ' | 'ľ' | 'ŀ' | 'ł' => put('l'),
            'ñ' | 'ń' | 'ņ' | 'ň' | 'ŋ' => put('n'),
            'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' | 'ơ' | 'ọ'..='ợ' => put('o'),
            'œ' => {
                put('o');
                put('e');
            }
            'ŕ' | 'ŗ' | 'ř' => put('r'),
            'ś' | 'ŝ' | 'ş' | 'š' | 'ș' | 'ṣ' => put('s'),
            'ß' => {
                put('s');
                put('s');
            }
            'ţ' | 'ť' | 'ŧ' | 'ț' | 'ṭ' => put('t'),
            'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' | 'ư' | 'ụ'..='ự' => put('u'),
            'ŵ' => put('w'),
            'ý' | 'ÿ' | 'ŷ' | 'ỳ'..='ỹ' => put('y'),
            'ź' | 'ż' | 'ž' | 'ẓ' => put('z'),
            _ => put(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_one_whatever_their_signs() {
        assert_eq!(phrase_hash("Côte d’Ivoire"), phrase_hash("COTE D'IVOIRE"));
        assert_eq!(phrase_hash("U.S."), phrase_hash("U S"));
        assert_ne!(phrase_hash("U.S."), phrase_hash("US"));
        assert_eq!(phrase_hash("Port-au-Prince"), phrase_hash("Port au Prince"));
        assert_ne!(phrase_hash("New York"), phrase_hash("York New"));
        assert_eq!(phrase_hash("St. Paul"), phrase_hash("Saint Paul"));
    }

    #[test]
    fn letters_lose_their_marks() {
        assert_eq!(folded("Łódź"), "lodz");
        assert_eq!(folded("Türkiye"), "turkiye");
        assert_eq!(folded("Straße"), "strasse");
        assert_eq!(word_hash("São"), word_hash("sao"));
    }

    #[test]
    fn words_part_at_digits_and_signs() {
        assert_eq!(words("St. John's 23rd").collect::<Vec<_>>(), ["St", "John", "s", "23", "rd"]);
    }
}
