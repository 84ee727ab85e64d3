//! `dateline extract`: the facts of articles as JSON.

use std::sync::Arc;

use super::args::{ExtractArgs, ExtractFormat};
use super::failure::{Exit, Failure};
use super::input::load_limited;
use super::output::write_out;
use crate::app::deadline::{Undone, within};
use crate::app::intake::Input;
use crate::article::Article;
use crate::facts::{self, Facts};
use crate::interchange::{Extraction, Failed, write_json};

/// Prints one object an input, each as soon as it is made.
pub(super) fn extract(args: &ExtractArgs) -> Result<Exit, Failure> {
    let array = args.format == ExtractFormat::Json && args.inputs.len() > 1;
    let mut exit = Exit::Ok;
    write_out(|out| {
        for (i, input) in args.inputs.iter().enumerate() {
            let input = Input::from(input.as_os_str());
            let name = input.name();
            let read = found_in(&input, args);
            if array {
                out.write_all(if i == 0 { b"[" } else { b",\n" })?;
            }
            match read {
                Ok(Found { article, facts, cut }) => {
                    write_json(out, &Extraction::new(&name, &article, &facts).cut(cut))?;
                }
                Err(failure) => {
                    failure.report();
                    exit = Exit::Partly;
                    write_json(out, &Failed { schema: 1, source: &name, error: &failure.why() })?;
                }
            }
            if !array {
                out.write_all(b"\n")?;
                // Whoever reads line by line waits for this one.
                out.flush()?;
            }
        }
        if array { out.write_all(b"]\n") } else { Ok(()) }
    })?;
    Ok(exit)
}

/// What there is in one input.
struct Found {
    article: Arc<Article>,
    facts: Facts,
    /// Whether this is only the beginning.
    cut: bool,
}

/// Reads one input and finds its facts.
fn found_in(input: &Input, args: &ExtractArgs) -> Result<Found, Failure> {
    let (article, deadline) = load_limited(input, args.raw, args.timeout)?;
    let article = Arc::new(article);
    let read = Arc::clone(&article);
    let found = within(deadline, move |stop| facts::extract_until(&read.text, read.lang.as_deref(), stop));
    let cut = article.is_cut() || matches!(found, Err(Undone::Late(_)) | Ok((_, false)));
    let facts = found.map(|(facts, _)| facts).unwrap_or_default();
    Ok(Found { article, facts, cut })
}
