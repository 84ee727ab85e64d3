//! Where an article comes from.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::without_login;

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

impl Source {
    /// The same without a name and a password in its address.
    #[must_use]
    pub fn without_login(&self) -> Self {
        match self {
            Self::File(at) => Self::File(without_login(at)),
            Self::Url(at) => Self::Url(without_login(at)),
            other => other.clone(),
        }
    }
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
