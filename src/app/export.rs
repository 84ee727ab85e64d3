//! What the exports of the reader and of the command line have in common.

use super::shield;
use crate::article::{ArticleId, CleanText};
use crate::facts::{self, Facts};
use crate::interchange::ExportFormat;
use crate::library::{Library, Result, Trouble};

/// Whether a format shows the facts of a passage: those that people read do.
pub fn shows_facts(format: ExportFormat) -> bool {
    !matches!(format, ExportFormat::Json | ExportFormat::W3c | ExportFormat::Csv)
}

/// The current text of an article and its facts; None where the library has no text of it.
pub fn current(library: &Library, id: &ArticleId) -> Result<Option<(CleanText, Facts)>> {
    match library.article(id) {
        Ok(article) => {
            let found = shield(|| facts::extract(&article.text, article.lang.as_deref())).unwrap_or_default();
            Ok(Some((article.text, found)))
        }
        Err(error) if error.trouble == Trouble::NoText => Ok(None),
        Err(error) => Err(error),
    }
}
