//! Where an article comes from.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Where an article comes from.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", tag = "kind", content = "at")]
pub enum Source {
    /// A file, by the path that was given.
    File(String),
    /// An http or https address.
    Url(String),
    /// Standard input.
    Stdin,
    /// An article that ships in the program, by its name.
    Sample(String),
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(at) | Self::Url(at) => f.write_str(at),
            Self::Stdin => f.write_str("-"),
            Self::Sample(name) => write!(f, "sample:{name}"),
        }
    }
}
