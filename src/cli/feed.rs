//! `dateline feed`: a feed as JSON.

use super::args::FeedArgs;
use super::failure::{Exit, Failure};
use super::input::{Input, OWN_MISTAKE, failed, hint_about, read_bytes};
use super::output::write_out;
use super::shield;
use crate::article::CleanLine;
use crate::ingest::{self, IngestError};
use crate::interchange::{FeedListing, to_json};

/// Prints the feed as one line. Nothing found in it: an empty feed, and exit status 1.
pub(super) fn feed(args: &FeedArgs) -> Result<Exit, Failure> {
    let input = Input::from(args.input.as_os_str());
    let name = input.name();
    let bytes = read_bytes(&input, args.timeout)?;
    let feed = match shield(|| ingest::feed(&bytes.input(false))) {
        Some(Ok(feed)) => feed,
        Some(Err(IngestError::Page(feed))) => {
            let hint = match &feed {
                Some(address) => format!("Try the feed that it names: {}", CleanLine::new(address)),
                None => "It names no feed either".to_owned(),
            };
            return Err(failed(&name, &IngestError::Page(feed).to_string(), &hint));
        }
        Some(Err(error)) => return Err(failed(&name, &error.to_string(), hint_about(&error))),
        None => return Err(failed(&name, OWN_MISTAKE.0, OWN_MISTAKE.1)),
    };
    let json = to_json(&FeedListing::new(&feed)).map_err(|error| failed(&name, &error.to_string(), ""))?;
    write_out(|out| {
        out.write_all(json.as_bytes())?;
        out.write_all(b"\n")
    })?;
    if feed.is_empty() {
        Failure::new(Exit::Partly, "found nothing", &name, "there is no title and no entry in it", "").report();
        return Ok(Exit::Partly);
    }
    Ok(Exit::Ok)
}
