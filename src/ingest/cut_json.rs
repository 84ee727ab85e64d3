//! JSON that ends in its middle: as much of it as is whole.

/// The beginning of a JSON text up to the last value that is whole, with what is open there closed. Values that lie deeper
/// than in so many lists and objects are looked at as parts of those, so they are left out with them. None for a text that
/// is neither a list nor an object.
pub(super) fn whole_part(text: &str, deepest: usize) -> Option<String> {
    // The ends of what is open, and of what was open at the end of the last whole value.
    let mut open: Vec<char> = Vec::new();
    let mut whole: Option<(usize, Vec<char>)> = None;
    let (mut in_string, mut escaped) = (false, false);
    for (at, c) in text.char_indices() {
        if in_string {
            in_string = c != '"' || escaped;
            escaped = c == '\\' && !escaped;
            continue;
        }
        let end = match c {
            '"' => {
                in_string = true;
                continue;
            }
            '{' | '[' => {
                open.push(if c == '{' { '}' } else { ']' });
                at + 1
            }
            '}' | ']' => {
                open.pop();
                at + 1
            }
            ',' => at,
            _ => continue,
        };
        if open.len() <= deepest {
            whole = Some((end, open.clone()));
        }
        if open.is_empty() {
            break;
        }
    }
    let (end, open) = whole.filter(|(end, _)| *end > 0)?;
    Some(text[..end].chars().chain(open.into_iter().rev()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_whole_is_left_out() {
        for (cut, deepest, expected) in [
            (r#"{"a":[1,2,{"b":3},{"c":4,"d":"x"#, 2, r#"{"a":[1,2,{"b":3}]}"#),
            (r#"{"a":[1,2,{"b":3},{"c":4,"d":"x"#, 9, r#"{"a":[1,2,{"b":3},{"c":4}]}"#),
            (r#"{"a":"\"},[","b":12"#, 9, r#"{"a":"\"},["}"#),
            (r#"{"a"#, 9, "{}"),
            ("[", 9, "[]"),
            (r#"{"a":1} and more"#, 9, r#"{"a":1}"#),
            (r#"{"é":["\\"],"b":tru"#, 9, r#"{"é":["\\"]}"#),
        ] {
            assert_eq!(whole_part(cut, deepest).as_deref(), Some(expected), "{cut}");
        }
        assert_eq!(whole_part("words", 9), None);
        assert_eq!(whole_part("", 9), None);
        assert!(whole_part(&"[".repeat(100_000), 3).is_some_and(|part| part.len() < 10));
    }
}
