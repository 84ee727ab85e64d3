//! The article in an INPUT of the command line, and why there is none.

use std::time::Duration;

use super::failure::{Exit, Failure};
use crate::app::deadline::Deadline;
use crate::app::intake::{self, Input, IntakeError};
use crate::article::Article;

/// The error of an input that cannot be read.
pub(super) fn failed(input: &Input, error: &IntakeError) -> Failure {
    let name = input.name();
    Failure::new(Exit::Input, "cannot read", &name, &error.to_string(), &error.hint(&name))
}

/// Reads the article that `input` names, and until when its facts are to be found.
pub fn load_limited(
    input: &Input,
    raw: bool,
    timeout: Option<Duration>,
) -> Result<(Article, Option<Deadline>), Failure> {
    let found = intake::read(input, timeout).and_then(|found| Ok((found.article(raw)?, found.deadline())));
    found.map_err(|error| failed(input, &error))
}

/// Reads the article that `input` names.
pub fn load(input: &Input, raw: bool, timeout: Option<Duration>) -> Result<Article, Failure> {
    load_limited(input, raw, timeout).map(|(article, _)| article)
}
