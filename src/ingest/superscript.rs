//! Raised characters: a power is kept as one (10⁶ m³), the mark of a footnote is left out, so that it does not become a
//! digit of the number before it; anything else (20th, 1er) is written on the line.

/// What raised characters are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Raised {
    /// An exponent, in raised characters of Unicode.
    Power(String),
    /// The mark of a note.
    Mark,
    /// Part of the word before it.
    Text,
}

/// So far back the word before raised characters is looked at, in bytes.
const LOOK_BACK: usize = 64;
/// Longer texts are no marks, in bytes.
const LONGEST: usize = 12;
/// Units that have powers.
const UNITS: &[&str] = &["m", "km", "cm", "mm", "dm", "nm", "µm", "μm", "ft", "in", "yd", "mi", "s", "sec"];

impl Raised {
    /// `before` is the text on the line so far, `note` whether the characters lead to a place in the same page, or are
    /// called a reference.
    pub fn of(before: &str, inside: &str, note: bool) -> Self {
        let inside = inside.trim();
        let signed = inside.trim_start_matches(['-', '−', '–', '+']);
        let digits = !signed.is_empty() && signed.bytes().all(|byte| byte.is_ascii_digit());
        if inside.is_empty() || inside.len() > LONGEST {
            return Self::Text;
        }
        if note || is_mark(inside) {
            return Self::Mark;
        }
        if !digits {
            return Self::Text;
        }
        if signed.len() < inside.len() || has_powers(before, signed) {
            return Self::Power(inside.chars().map(raised).collect());
        }
        Self::Mark
    }
}

/// "[3]", "*", "†", "1,2".
fn is_mark(inside: &str) -> bool {
    let bare = inside.trim_matches(['[', ']', '(', ')']);
    let bracketed = bare.len() < inside.len() && bare.len() <= 6;
    let signs = inside.chars().all(|c| "*†‡§¶#".contains(c));
    let list = inside.contains(',') && inside.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | ' ' | '-' | '–'));
    bracketed || signs || list
}

/// Whether the last word can be raised to a power: ten itself, a unit, a single letter.
fn has_powers(before: &str, digits: &str) -> bool {
    // A text without white space is not read again for each raised sign in it.
    let near = &before[before.ceil_char_boundary(before.len().saturating_sub(LOOK_BACK))..];
    let word =
        near.trim_end().rsplit(|c: char| c.is_whitespace() || matches!(c, '/' | '·' | '×' | '(')).next().unwrap_or("");
    let unit = word.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
    let small = digits.len() == 1;
    word == "10" || small && (UNITS.contains(&unit) || is_variable(word) || word.len() > 1 && word.ends_with(')'))
}

fn is_variable(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none() && !matches!(word, "a" | "A" | "I")
}

fn raised(c: char) -> char {
    match c {
        '0' => '⁰',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '4' => '⁴',
        '5' => '⁵',
        '6' => '⁶',
        '7' => '⁷',
        '8' => '⁸',
        '9' => '⁹',
        '+' => '⁺',
        _ => '⁻',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(before: &str, inside: &str, expected: &str) {
        let found = match Raised::of(before, inside, false) {
            Raised::Power(power) => power,
            Raised::Mark => "mark".into(),
            Raised::Text => "text".into(),
        };
        assert_eq!(found, expected, "{before:?} {inside:?}");
    }

    #[test]
    fn powers_stay_powers() {
        check("holds 10", "6", "⁶");
        check("10⁶ m", "3", "³");
        check("a plot of 40 km", "2", "²");
        check("40km", "2", "²");
        check("9.81 m/s", "2", "²");
        check("3 × 10", "-12", "⁻¹²");
        check("5 m s", "−1", "⁻¹");
        check("E = mc, x", "2", "²");
    }

    #[test]
    fn marks_of_notes_go() {
        check("paid 40", "3", "mark");
        check("in 1998", "2", "mark");
        check("$5 million", "4", "mark");
        check("the harbour", "12", "mark");
        check("the harbour.", "[7]", "mark");
        check("the harbour", "1, 2", "mark");
        check("the harbour", "†", "mark");
        check("room 110", "2", "mark");
        assert_eq!(Raised::of("10", "6", true), Raised::Mark);
    }

    #[test]
    fn words_stay_on_the_line() {
        check("the 20", "th", "text");
        check("Quay", "TM", "text");
        check("the 1", "er", "text");
        check("x", "", "text");
    }
}
