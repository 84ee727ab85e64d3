//! `dateline [INPUT]`: the reader, or the article as text where there is no screen for it.

use std::io::IsTerminal as _;
use std::sync::Arc;
use std::time::Duration;

use super::args::{ColorChoice, Globals};
use super::failure::{Exit, Failure};
use super::input::load;
use super::library::library_path;
use super::output::{bold, write_out};
use super::print;
use super::settings::settings;
use crate::app::intake::Input;
use crate::app::{self, Later, Open, Setup, shield};
use crate::article::Article;
use crate::reader::ShelfItem;
use crate::settings::{Display, Paths, Wish};
use crate::{facts, ingest};

/// How long an input may take before the screen opens and says that it is being read.
const PATIENCE: Duration = Duration::from_millis(80);

/// What the command line named, read on a thread of its own: once, since standard input can be read no second time.
type Given = Later<Result<Article, Failure>>;

/// Opens `input`; none: the articles that ship. The value is the exit status.
pub fn read(input: Option<&Input>, globals: &Globals) -> Result<u8, Failure> {
    if !has_screen() {
        let given = input.map(|input| load(input, false, None)).transpose()?;
        let article = given.or_else(|| ingest::samples().into_iter().next());
        return article.map_or(Ok(0), |article| print(&article, globals));
    }
    let given = input.map(begin).transpose()?.map(Arc::new);
    // What fails at once needs no screen to say so.
    let ready = match given.as_ref().and_then(|given| given.within(PATIENCE)) {
        Some(Err(failure)) => return Err(failure.clone()),
        Some(Ok(article)) => Some(article.clone()),
        None => None,
    };
    let settings = settings(globals)?;
    // A variable that is not understood ends it here; without a home there is only nothing to keep things in.
    let library = match library_path(globals) {
        Err(failure) if globals.library.is_none() && Paths::find().is_ok() => return Err(failure),
        found => found.map_err(|failure| failure.why().into_string()),
    };
    let coming = input.filter(|_| ready.is_none()).map(Input::name);
    let (article, shelf) = match given {
        Some(_) => (ready, vec![ShelfItem::Input]),
        None => {
            let samples = ingest::samples();
            let shelf = (0..samples.len()).map(ShelfItem::Sample).collect();
            // Without a library there is nothing to wait for.
            let first =
                if library.as_ref().is_ok_and(|path| path.exists()) { None } else { samples.into_iter().next() };
            (first, shelf)
        }
    };
    let wish = match &globals.color {
        ColorChoice::Auto | ColorChoice::Named(_) => Wish::Auto,
        ColorChoice::Always => Wish::Always,
        ColorChoice::Never => Wish::Never,
    };
    let (open, display) = (opens(given.clone()), Display::find(wish));
    let ended =
        app::run(Setup { article, coming, shelf, at: 0, open, library, settings, display }).map_err(|error| {
            let hint = "Try `dateline FILE > FILE.txt`";
            Failure::new(Exit::Input, "cannot use", "the terminal", &error.to_string(), hint)
        })?;
    for sentence in &ended.lost {
        let hint = "Look at it in the library, and do it again";
        Failure::new(Exit::Library, "not kept", "what was done last", sentence.trim_end_matches('.'), hint).report();
    }
    match (ended.signal, given.as_ref().and_then(|given| given.made())) {
        (Some(signal), _) => Ok(128 + signal as u8),
        (None, Some(Err(failure))) => Err(failure.clone()),
        (None, _) => Ok(if ended.lost.is_empty() { Exit::Ok } else { Exit::Library } as u8),
    }
}

/// Begins to read an input.
fn begin(input: &Input) -> Result<Given, Failure> {
    let (wanted, name) = (input.clone(), input.name());
    Later::begin("input", move || load(&wanted, false, None)).map_err(|error| {
        Failure::new(Exit::Input, "cannot read", &name, &format!("no thread could be started: {error}"), "")
    })
}

/// Opens what the shelf names.
fn opens(given: Option<Arc<Given>>) -> Open {
    Arc::new(move |item: &ShelfItem| match item {
        ShelfItem::Sample(number) => {
            ingest::samples().into_iter().nth(*number).ok_or_else(|| "There is no such sample.".to_owned())
        }
        ShelfItem::Input => match given.as_ref().and_then(|given| given.wait()) {
            Some(Ok(article)) => Ok(article.clone()),
            Some(Err(failure)) => Err(failure.why().into_string()),
            None => Err("Nothing was given to be read.".to_owned()),
        },
        ShelfItem::Kept(_) => Err("The library opens its own articles.".to_owned()),
    })
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
