//! The colour in an answer about the background.

/// Whether a colour is a light one, as an answer writes it: `rgb:ffff/ffff/ffff`, `rgba:1e/1e/2e/ff`.
pub(super) fn is_light(answer: &str) -> Option<bool> {
    let parts = answer.strip_prefix("rgb:").or_else(|| answer.strip_prefix("rgba:"))?;
    let parts: Vec<f64> = parts.split('/').map(part).collect::<Option<_>>()?;
    let [red, green, blue, ..] = parts[..] else { return None };
    Some(0.299 * red + 0.587 * green + 0.114 * blue > 0.5)
}

/// One to four hexadecimal digits as a number from 0 to 1.
fn part(digits: &str) -> Option<f64> {
    let fits = (1..=4).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    let most = 16f64.powi(digits.len() as i32) - 1.0;
    u32::from_str_radix(digits, 16).ok().filter(|_| fits).map(|value| f64::from(value) / most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colors_of_several_widths() {
        assert_eq!(is_light("rgb:ffff/ffff/ffff"), Some(true));
        assert_eq!(is_light("rgb:1e/1e/2e"), Some(false));
        assert_eq!(is_light("rgba:ff/ff/ff/00"), Some(true));
        for none in ["rgb:", "rgb:1/2", "rgb:12345/1/1", "rgb:+1/1/1", "#ffffff", "?"] {
            assert_eq!(is_light(none), None, "{none}");
        }
    }
}
