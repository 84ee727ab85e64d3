//! What the user decides, and where things are kept.

mod paths;

pub use paths::{Paths, PathsError};
