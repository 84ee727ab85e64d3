//! What the user decides, and where things are kept.

mod config;
mod display;
mod feeds;
mod paths;

pub use config::{Settings, SettingsError};
pub use display::{Display, Wish};
pub use feeds::FeedOptions;
pub use paths::{Paths, PathsError};
