//! `dateline feed`: a feed as JSON.

use super::args::FeedArgs;
use super::failure::{Exit, Failure};
use super::input::failed;
use super::output::write_line;
use crate::app::intake::{self, Input, IntakeError};
use crate::article::Feed;
use crate::interchange::{FeedListing, to_json};

/// Prints the feed as one line. Nothing found in it: an empty feed, and exit status 1.
pub(super) fn feed(args: &FeedArgs) -> Result<Exit, Failure> {
    let input = Input::from(args.input.as_os_str());
    let (feed, exit) = match intake::read(&input, args.timeout).and_then(|found| found.feed()) {
        Ok(found) => (found.feed, Exit::Ok),
        Err(IntakeError::NothingInFeed) => (Feed::default(), Exit::Partly),
        Err(error) => return Err(failed(&input, &error)),
    };
    let json = to_json(&FeedListing::new(&feed)).map_err(|error| Failure::json("the feed", &error))?;
    write_line(&json)?;
    if exit == Exit::Partly {
        let why = IntakeError::NothingInFeed.to_string();
        Failure::new(Exit::Partly, "found nothing", &input.name(), &why, "").report();
    }
    Ok(exit)
}
