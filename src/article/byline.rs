//! Bylines: kept as the page says them, with "By" and all.

/// Who a byline names: without the "By" that a page may begin it with.
pub fn author(byline: &str) -> &str {
    const LEADS: &[&str] = &["by", "written by", "words by", "story by", "reported by"];
    let after = |lead: &&str| {
        let rest =
            byline.get(..lead.len()).filter(|start| start.eq_ignore_ascii_case(lead)).map(|_| &byline[lead.len()..])?;
        let name = rest.trim_start_matches([':', ' ']);
        (name.len() < rest.len() && !name.is_empty()).then_some(name)
    };
    LEADS.iter().find_map(after).unwrap_or(byline)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_stands_after_by() {
        for (byline, name) in [
            ("By Ann Lee", "Ann Lee"),
            ("Written by: Ann Lee and Bo Ek", "Ann Lee and Bo Ek"),
            ("Byron Lee", "Byron Lee"),
            ("Ann Lee by the sea", "Ann Lee by the sea"),
            ("By", "By"),
            ("", ""),
        ] {
            assert_eq!(author(byline), name);
        }
    }
}
