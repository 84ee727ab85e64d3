//! Brings a library up to the schema of this version.
//!
//! Steps are numbered files that are never edited once they were released; the file's `user_version` is the number
//! of the last one that was taken. A step adds: an older library loses nothing.

use rusqlite::{Connection, TransactionBehavior};

use super::{search, standing};

/// Marks the file as ours: "DTLN".
pub(super) const APPLICATION_ID: i64 = 0x4454_4c4e;

/// All steps, in order.
pub(super) const STEPS: &[&str] = &[
    include_str!("migrations/0001_articles_and_bookmarks.sql"),
    include_str!("migrations/0002_feeds_and_search.sql"),
    include_str!("migrations/0003_what_each_feed_says.sql"),
    include_str!("migrations/0004_not_a_place.sql"),
    include_str!("migrations/0005_which_file.sql"),
];

/// The version that this program writes.
pub(super) fn latest() -> i64 {
    i64::try_from(STEPS.len()).unwrap_or(i64::MAX)
}

/// Takes the steps that are missing, all in one transaction.
pub(super) fn up(connection: &mut Connection) -> rusqlite::Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Somebody else may have done it while we waited for the lock.
    let version: i64 = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
    for step in STEPS.iter().skip(usize::try_from(version).unwrap_or(usize::MAX)) {
        transaction.execute_batch(step)?;
    }
    if (1..2).contains(&version) {
        // What no SQL can say.
        standing::fill(&transaction)?;
        search::fill(&transaction)?;
    }
    if version < latest() {
        transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
        transaction.pragma_update(None, "user_version", latest())?;
    }
    transaction.commit()
}

#[cfg(test)]
mod tests {
    use sha2::{Digest, Sha256};

    use super::*;

    /// The steps that were released, by the first 16 digits of their SHA-256.
    const RELEASED: &[&str] =
        &["15db6c20a945d5a3", "cdb2b0384df9ded3", "4fef41e51f883787", "b69430b5ab681d32", "a90adf502f0a20e4"];

    #[test]
    fn released_steps_are_never_edited() {
        assert_eq!(STEPS.len(), RELEASED.len(), "a new step needs its digest here");
        for (step, released) in STEPS.iter().zip(RELEASED) {
            let first = Sha256::digest(step).iter().take(8).fold(0u64, |number, byte| number << 8 | u64::from(*byte));
            assert_eq!(&format!("{first:016x}"), released);
        }
    }

    #[test]
    fn every_version_leads_to_the_newest() {
        for from in 0..STEPS.len() {
            let mut connection = Connection::open_in_memory().unwrap();
            for step in &STEPS[..from] {
                connection.execute_batch(step).unwrap();
            }
            connection.pragma_update(None, "user_version", i64::try_from(from).unwrap()).unwrap();
            up(&mut connection).unwrap();
            up(&mut connection).unwrap();
            let version: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
            assert_eq!(version, latest());
            let check: String = connection.pragma_query_value(None, "integrity_check", |row| row.get(0)).unwrap();
            assert_eq!(check, "ok");
        }
    }
}
