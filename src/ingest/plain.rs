//! Plain text: what stood in somebody's editor, mail or clipboard.

use super::draft::Draft;
use super::{boilerplate, head, lines};
use crate::article::CleanText;

/// In a text of no more parts, everything may turn out to be head or notice.
const FEW: usize = 16;

/// Reads a plain text.
pub(super) fn read(text: &str) -> Draft {
    let clean = CleanText::new(text);
    let mut parts = lines::parts(&clean);
    let all = (parts.len() <= FEW).then(|| parts.clone());
    let mut draft = Draft::default();
    // Notices may stand over the headline.
    let over = parts.iter().take_while(|part| boilerplate::is_over_headline(&part.text)).count();
    draft.aside.extend(parts.drain(..over).map(|part| part.text));
    let head = head::take(&mut parts);
    draft.title = head.title;
    draft.byline = head.byline;
    draft.published = head.published;
    draft.aside.extend(head.kicker);
    draft.parts = parts;
    boilerplate::sift(&mut draft, lines::is_one_group(&clean));
    match all {
        // A headline and a byline alone, or a notice: better all of it than nothing.
        Some(parts) if draft.parts.is_empty() => Draft { parts, ..Draft::default() },
        _ => draft,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_blank_lines_the_shape_of_a_line_tells_nothing() {
        let prose = "The harbour of Odden opened on Monday after a storm that had kept it shut for a week.";
        let wrapped = "The films in the running are Sea, which is set in the bay of Odden, and another by";
        let text = format!("{prose}\n{wrapped}\nAnn Lee and her friends of the harbour.\n{prose}");
        assert!(read(&text).parts.iter().any(|part| part.text.starts_with(wrapped)));
    }

    #[test]
    fn something_is_always_left() {
        for text in ["By Ann Lee", "Read more: a\n\nBy Ann Lee", "Harbour reopens\nBy Ann Lee"] {
            assert_eq!(read(text).parts.len(), text.lines().filter(|line| !line.is_empty()).count(), "{text}");
        }
    }

    #[test]
    fn an_article_as_it_is_copied_from_a_page() {
        let prose = "The harbour of Odden opened on Monday after a storm that had kept it shut for a week.";
        let text = format!(
            "Skip to content\n\nHarbour reopens after storm\n\nBy Ann Lee\n\nODDEN (Wire) - {prose}\n\nMinister promises new \
             sea wall as storms grow fiercer\n\n{prose}\n\nThis site uses cookies. By continuing, you accept them.\n"
        );
        let draft = read(&text);
        assert_eq!(draft.title.as_deref(), Some("Harbour reopens after storm"));
        assert_eq!(draft.byline.as_deref(), Some("Ann Lee"));
        let body: Vec<&str> = draft.parts.iter().map(|part| part.text.as_str()).collect();
        assert_eq!(body, [format!("ODDEN (Wire) - {prose}").as_str(), prose]);
        assert_eq!(draft.aside.len(), 3);
    }
}
