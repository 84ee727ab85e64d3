//! `dateline [INPUT]`: the reader, or the article as text where there is no screen for it.

use std::io::{IsTerminal as _, Write as _};
use std::sync::Arc;

use super::args::{ColorChoice, Globals};
use super::failure::{Exit, Failure};
use super::input::load;
use super::library::library_path;
use super::output::{bold, write_out};
use super::print;
use super::settings::settings;
use crate::app::intake::Input;
use crate::app::{self, Setup, shield};
use crate::article::Article;
use crate::reader::ShelfItem;
use crate::settings::{Display, Paths, Wish};
use crate::{facts, ingest};

/// Opens `input`; none: the articles that ship. The value is the exit status.
pub fn read(input: Option<&Input>, globals: &Globals) -> Result<u8, Failure> {
    let given = input.map(|input| waiting_for(input, || load(input, false, None))).transpose()?;
    if !has_screen() {
        let article = given.or_else(|| ingest::samples().into_iter().next());
        return article.map_or(Ok(0), |article| print(&article, globals));
    }
    let settings = settings(globals)?;
    // A variable that is not understood ends it here; without a home there is only nothing to keep things in.
    let library = match library_path(globals) {
        Err(failure) if globals.library.is_none() && Paths::find().is_ok() => return Err(failure),
        found => found.map_err(|failure| failure.why().into_string()),
    };
    let (article, shelf) = match given {
        Some(article) => (Some(article), vec![ShelfItem::Input]),
        None => {
            let samples = ingest::samples();
            let shelf = (0..samples.len()).map(ShelfItem::Sample).collect();
            // Without a library there is nothing to wait for.
            let first =
                if library.as_ref().is_ok_and(|path| path.exists()) { None } else { samples.into_iter().next() };
            (first, shelf)
        }
    };
    let again = Arc::new(article.clone());
    let open = move |item: &ShelfItem| -> Result<Article, String> {
        match item {
            ShelfItem::Sample(number) => {
                ingest::samples().into_iter().nth(*number).ok_or_else(|| "There is no such sample.".to_owned())
            }
            // Read once: standard input can be read no second time.
            ShelfItem::Input => (*again).clone().ok_or_else(|| "Nothing was given to be read.".to_owned()),
            ShelfItem::Kept(_) => Err("The library opens its own articles.".to_owned()),
        }
    };
    let wish = match &globals.color {
        ColorChoice::Auto | ColorChoice::Named(_) => Wish::Auto,
        ColorChoice::Always => Wish::Always,
        ColorChoice::Never => Wish::Never,
    };
    let setup = Setup { article, shelf, at: 0, open: Arc::new(open), library, settings, display: Display::find(wish) };
    let signal = app::run(setup).map_err(|error| {
        Failure::new(Exit::Input, "cannot use", "the terminal", &error.to_string(), "Try `dateline FILE > FILE.txt`")
    })?;
    Ok(signal.map_or(0, |signal| 128 + signal as u8))
}

/// Does `work`, which may wait for a server, and says so meanwhile where a person can see it.
fn waiting_for<T>(input: &Input, work: impl FnOnce() -> T) -> T {
    let is_shown = matches!(input, Input::Url(_)) && has_screen() && std::io::stderr().is_terminal();
    if is_shown {
        let _ = write!(std::io::stderr(), "Asking {} (Ctrl-C ends it) …", input.name());
    }
    let done = work();
    if is_shown {
        let _ = write!(std::io::stderr(), "\r\x1b[2K");
    }
    done
}

/// Whether there is a screen to draw on, and a keyboard.
fn has_screen() -> bool {
    let dumb = std::env::var_os("TERM").filter(|term| !term.is_empty()).is_none_or(|term| term == "dumb");
    std::io::stdout().is_terminal() && !dumb
}

/// The article as text.
fn print(article: &Article, globals: &Globals) -> Result<u8, Failure> {
    let found = shield(|| facts::extract(&article.text, article.lang.as_deref())).unwrap_or_default();
    let text = print::article(article, &found, bold(globals));
    write_out(|out| out.write_all(text.as_bytes())).map(|()| 0)
}
