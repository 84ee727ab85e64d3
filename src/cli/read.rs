//! `dateline [INPUT]`: the reader, or the article as text where there is no screen for it.

use std::io::IsTerminal as _;

use super::args::{ColorChoice, Globals};
use super::failure::Failure;
use super::input::{Input, load};
use super::output::write_out;
use super::{print, shield};
use crate::{facts, ingest};

/// Opens `input`; none: the first article that ships.
pub fn read(input: Option<Input>, globals: &Globals) -> Result<(), Failure> {
    let article = match input {
        Some(input) => load(&input, false, None)?,
        None => match ingest::samples().into_iter().next() {
            Some(article) => article,
            None => return Ok(()),
        },
    };
    let found = shield(|| facts::extract(&article.text, article.lang.as_deref())).unwrap_or_default();
    let text = print::article(&article, &found, bold(globals));
    write_out(|out| out.write_all(text.as_bytes()))
}

/// Whether headings are set in bold.
fn bold(globals: &Globals) -> bool {
    match globals.color {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => {
            let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
            let dumb = set("TERM").is_none_or(|term| term == "dumb");
            std::io::stdout().is_terminal() && set("NO_COLOR").is_none() && !dumb
        }
    }
}
