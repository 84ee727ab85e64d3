//! What a paper says for itself at the end of an article: follow us, hear us, join us; how to cite it; who may copy it.

use super::super::shape;
use super::table::{Table, contains_word};

/// The longest promotion, in words.
const LONGEST: usize = 70;
/// The longest claim of rights, in bytes.
const CLAIM: usize = 600;

/// Whether a paragraph at either end of an article is the paper's own: it begins by asking something of the reader, and
/// names a medium of the paper ("Hear us at 11:30, or catch up in the app."); or it claims rights.
pub(super) fn is_promotion(plain: &str, table: &Table) -> bool {
    if plain.starts_with(['"', '“', '‘', '«', '„']) {
        return false;
    }
    let claims = || table.rows("claim").filter(|claim| contains_word(plain, claim)).count();
    plain.len() <= CLAIM && claims() >= 2
        || shape::words(plain) <= LONGEST && (asks(plain, table) || follows(plain, table) || leads_off(plain, table))
}

/// "Hear Quay Radio at 11:30, or catch up in the app."
fn asks(plain: &str, table: &Table) -> bool {
    let first = plain.trim_start_matches(|c: char| !c.is_alphanumeric());
    let verb = table.opens("ask", first);
    verb && !plain.contains(['“', '”']) && table.rows("medium").any(|medium| contains_word(plain, medium))
}

/// "Coast & Co: stories of the sea, only in the Ledger. Here.", "Get started with our course here.": a label or a demand,
/// and a last word that can only be a link.
fn leads_off(plain: &str, table: &Table) -> bool {
    /// Words of all, of the label, and of the last sentence.
    const ALL: usize = 30;
    const LABEL: usize = 3;
    const LAST: usize = 7;
    let text = plain.trim_end_matches(['.', '!', ' ']);
    let last = text.rsplit(['.', '!', '?', ':']).next().unwrap_or("");
    let label = plain.split_once(": ").is_some_and(|(label, _)| shape::words(label) <= LABEL);
    let ends = text.ends_with(" here") && shape::words(last) <= LAST;
    ends && shape::words(plain) <= ALL && !plain.contains(['“', '"']) && (label || table.opens("ask", plain))
}

/// "Ann Lee's book is out now. Follow her on Twitter."
fn follows(plain: &str, table: &Table) -> bool {
    plain.match_indices("follow ").any(|(at, lead)| {
        let begins = at == 0 || plain[..at].trim_end().ends_with(['.', '!', '?', ':', '|', ')']);
        let sentence = plain[at + lead.len()..].split(['.', '!', '?']).next().unwrap_or("");
        let whom = ["him", "her", "them", "us", "me", "@"].iter().any(|whom| sentence.starts_with(whom));
        begins && whom && table.rows("medium").any(|medium| contains_word(sentence, medium))
    })
}

#[cfg(test)]
mod tests {
    use super::super::table::TABLE;
    use super::*;

    fn check(text: &str, expected: bool) {
        assert_eq!(is_promotion(&super::super::table::plain(text), &TABLE), expected, "{text}");
    }

    #[test]
    fn what_a_paper_asks_of_its_readers() {
        check("Hear Quay Radio at 11:30 and 16:30 from Monday to Friday - or catch up in the app.", true);
        check("Follow Quay Radio on Instagram, Facebook and YouTube.", true);
        check(
            "Get the Ledger through your letterbox every month. 12 issues for £11.99. Click here for more information.",
            true,
        );
        check("Like this story? Share it with a friend!", true);
        check("Ann Lee’s book about harbours is out now. Follow her on Twitter @annlee.", true);
    }

    #[test]
    fn what_leads_to_something_else() {
        check("Coast & Co: short stories of the sea, only in the Ledger. Here.", true);
        check("Sea watch: The Ledger follows every boat of the fleet. Check it out here.", true);
        check("Get started with the nine-day course here.", true);
        check("The mayor: nobody has seen the boats since they left here.", false);
        check("They had been told to stay here.", false);
        check("Have an Alexa device? Now you can hear the Ledger each morning.", true);
        check("You can also subscribe to this newsletter here - just tick the first box.", true);
        check("Join our Sea Forums to keep talking of boats!", true);
        check("Visit the Ledger's homepage for more stories.", true);
        check("You can also get to the harbour by boat.", false);
    }

    #[test]
    fn claims_of_rights_and_citations() {
        check(
            "This text is protected by copyright. It may not be copied without the written consent of the publisher.",
            true,
        );
        check("Cite as: Harwick votes to rebuild (2019, May 3), retrieved 5 May 2019 from https://example.org/a", true);
    }

    #[test]
    fn what_the_article_says_stays() {
        check("Follow the money, prosecutors told the court, and it leads to the harbour.", false);
        check("Get off the ice, the mayor told the skaters on Monday.", false);
        check("Facebook said on Monday that it would follow the new rules.", false);
        check("“Join us on Facebook,” the mayor said.", false);
        check("The rights to the film may not be sold without the consent of the heirs, the court said.", false);
    }
}
