//! What is derived is made anew where it is wrong, each by itself: what cannot be mended keeps nothing else from it.

use rusqlite::{Connection, Transaction, TransactionBehavior, params};

use super::{Check, FOLLOW, tell};
use crate::library::{bookmarks, recover, search, standing, told};

/// Something that is wrong, and can be made anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Mend {
    /// An article's parts do not lie in its text.
    Parts(i64),
    /// A passage does not stand where it says in the text that it was selected in: it is kept with the place of its words;
    /// None: without that text.
    Anchor { number: i64, is_placed: bool, fitted: Option<(usize, usize)> },
    /// The bookmarks of an article do not stand where they are said to stand.
    Places(i64),
    /// Articles without a row for lists.
    Standing,
    /// The index of words.
    Index,
    /// The counts of feeds.
    Entries,
    /// Which feed says what.
    Told,
}

/// Mends everything, as far as it can be.
pub(super) fn all(connection: &Connection, mends: &[Mend], check: &mut Check) {
    let (mut parts, mut placed, mut lost, mut places) = (0, 0, 0, 0);
    let (anchors, others): (Vec<&Mend>, Vec<&Mend>) =
        mends.iter().partition(|mend| matches!(mend, Mend::Anchor { .. }));
    let mut found = match self::anchors(connection, &anchors) {
        Ok(articles) => {
            lost = anchors.iter().filter(|mend| matches!(mend, Mend::Anchor { fitted: None, .. })).count();
            placed = anchors.len() - lost;
            articles
        }
        Err(error) => {
            tell(
                check,
                format!("{} passages do not stand in their texts and cannot be mended: {error}", anchors.len()),
            );
            Vec::new()
        }
    };
    found.retain(|article| !others.contains(&&Mend::Places(*article)));
    let found: Vec<Mend> = found.into_iter().map(Mend::Places).collect();
    for mend in others.into_iter().chain(&found) {
        let done = Transaction::new_unchecked(connection, TransactionBehavior::Immediate)
            .and_then(|transaction| one(&transaction, mend).and_then(|()| transaction.commit()));
        match (done, mend) {
            (Err(error), mend) => tell(check, format!("{} and cannot be mended: {error}", wrong(mend))),
            (Ok(()), Mend::Parts(_)) => parts += 1,
            (Ok(()), Mend::Places(_)) if found.contains(mend) => {}
            (Ok(()), Mend::Places(_)) => places += 1,
            (Ok(()), mend) => check.mended.push(format!("{} and is made anew", wrong(mend))),
        }
    }
    let mut say = |count: usize, one: &str, many: &str| match count {
        0 => {}
        1 => check.mended.push(one.to_owned()),
        _ => check.mended.push(format!("{count} {many}")),
    };
    say(
        parts,
        "the parts of 1 text were wrong: it is read by its paragraphs",
        "texts had wrong parts: they are read by their paragraphs",
    );
    say(
        placed,
        "1 passage said a wrong place: its words tell the right one",
        "passages said a wrong place: their words tell the right one",
    );
    say(
        lost,
        "1 passage does not stand in its text: it is kept by its words alone",
        "passages do not stand in their texts: they are kept by their words alone",
    );
    say(
        places,
        "the places of bookmarks in 1 text were wrong and are found anew",
        "texts had wrong places of bookmarks: they are found anew",
    );
}

fn wrong(mend: &Mend) -> String {
    match mend {
        Mend::Parts(article) => format!("the parts of article number {article} were wrong"),
        Mend::Anchor { number, .. } => format!("bookmark number {number} does not stand in its text"),
        Mend::Places(article) => format!("the places of bookmarks in article number {article} were wrong"),
        Mend::Standing => "what lists read of some articles was lost".to_owned(),
        Mend::Index => "the index of words was damaged".to_owned(),
        Mend::Entries => "the counts of feeds were wrong".to_owned(),
        Mend::Told => "which feed says what was wrong".to_owned(),
    }
}

fn one(transaction: &Transaction<'_>, mend: &Mend) -> rusqlite::Result<()> {
    match mend {
        Mend::Parts(article) => {
            let query = "UPDATE article SET blocks = '[]', links = '[]', \
                         aside = iif(json_valid(aside) AND json_type(aside) = 'array', aside, '[]') WHERE id = ?1";
            transaction.execute(query, [article]).map(drop)
        }
        Mend::Anchor { number, is_placed, fitted } => anchor(transaction, *number, *is_placed, *fitted).map(drop),
        Mend::Places(article) => place(transaction, *article),
        Mend::Standing => {
            transaction.execute_batch(recover::STAND)?;
            standing::fill(transaction)
        }
        Mend::Index => search::fill(transaction),
        Mend::Entries => transaction.execute_batch(FOLLOW),
        Mend::Told => transaction.execute_batch(told::MEND),
    }
}

/// Writes the place of a passage in its text, or parts it from the text. What was selected stays as it is.
fn anchor(
    transaction: &Transaction<'_>,
    number: i64,
    is_placed: bool,
    fitted: Option<(usize, usize)>,
) -> rusqlite::Result<i64> {
    let article: i64 =
        transaction.query_row("SELECT article FROM bookmark WHERE id = ?1", [number], |row| row.get(0))?;
    match (fitted, is_placed) {
        (Some((start, end)), false) => transaction
            .execute("UPDATE bookmark SET start = ?2, end = ?3 WHERE id = ?1", params![number, start, end])?,
        (Some((start, end)), true) => transaction
            .execute("UPDATE placed SET start = ?2, end = ?3 WHERE bookmark = ?1", params![number, start, end])?,
        (None, true) => transaction.execute("DELETE FROM placed WHERE bookmark = ?1", [number])?,
        (None, false) => {
            let query = "INSERT INTO revision (article, digest, kept) SELECT article, '', created FROM bookmark WHERE id = ?1 \
                         ON CONFLICT (article, digest) DO UPDATE SET digest = excluded.digest RETURNING id";
            let unknown: i64 = transaction.query_row(query, [number], |row| row.get(0))?;
            transaction.execute(
                "UPDATE bookmark SET revision = ?2, start = max(start, 0), end = max(start, 0) + length(exact) WHERE id = ?1",
                [number, unknown],
            )?
        }
    };
    Ok(article)
}

/// Mends what passages say of their texts, in one transaction; the articles that they stand in.
fn anchors(connection: &Connection, mends: &[&Mend]) -> rusqlite::Result<Vec<i64>> {
    if mends.is_empty() {
        return Ok(Vec::new());
    }
    let transaction = Transaction::new_unchecked(connection, TransactionBehavior::Immediate)?;
    let mut articles = Vec::new();
    for mend in mends {
        if let Mend::Anchor { number, is_placed, fitted } = mend {
            articles.push(anchor(&transaction, *number, *is_placed, *fitted)?);
        }
    }
    transaction.commit()?;
    articles.sort_unstable();
    articles.dedup();
    Ok(articles)
}

/// Finds the bookmarks of an article anew; without a text they stand nowhere.
fn place(transaction: &Transaction<'_>, article: i64) -> rusqlite::Result<()> {
    // Whatever is wrong with what is written of their places must not keep them from being read.
    transaction.execute(
        "UPDATE bookmark SET status = 'orphan', score = 0, place_start = NULL, place_end = NULL WHERE article = ?1",
        [article],
    )?;
    bookmarks::place_again(transaction, article)
}
