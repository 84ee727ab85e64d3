//! `dateline feed`: a feed as JSON.

use super::args::FeedArgs;
use super::failure::{Exit, Failure};
use super::input::failed;
use super::output::write_line;
use crate::app::intake::{self, Input, IntakeError};
use crate::interchange::{FeedListing, to_json};

/// Prints the feed as one line. Without a title or an entry: what else it says, and exit status 1.
pub(super) fn feed(args: &FeedArgs) -> Result<Exit, Failure> {
    let input = Input::from(args.input.as_os_str());
    let (feed, nothing) = match intake::read(&input, args.timeout).and_then(|found| found.feed()) {
        Ok(found) => (found.feed, None),
        Err(error) => {
            let why = error.to_string();
            match error {
                IntakeError::NothingInFeed(feed) => (*feed, Some(why)),
                error => return Err(failed(&input, &error)),
            }
        }
    };
    let trouble = feed.trouble();
    let json = to_json(&FeedListing::new(&feed)).map_err(|error| Failure::json("the feed", &error))?;
    write_line(&json)?;
    if let Some(why) = nothing {
        Failure::new(Exit::Partly, "found nothing", &input.name(), &why, "").report();
        return Ok(Exit::Partly);
    }
    if let Some(why) = trouble {
        Failure::new(Exit::Ok, "not all was read", &input.name(), &why, "").report();
    }
    Ok(Exit::Ok)
}
