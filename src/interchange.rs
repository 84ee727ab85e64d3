//! Formats that leave and enter the program: the JSON contract of `extract`, and what bookmarks are exported as.
//! Pure. **Offsets are code points here**, and nowhere else.

mod citation;
mod contract;
mod feed;
mod json;

pub use citation::citation;
pub use contract::{Extraction, Failed};
pub use feed::FeedListing;
pub use json::to_json;
