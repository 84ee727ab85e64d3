//! `dateline refresh`: feeds and articles are read again from where they came.

use std::ffi::OsString;
use std::fmt::Write as _;
use std::io::{IsTerminal as _, Write as _};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, LazyLock};

use unicode_width::UnicodeWidthChar as _;

use super::add::sentence;
use super::args::{Globals, RefreshArgs};
use super::failure::{Exit, Failure};
use super::library;
use super::output::write_out;
use super::settings::settings;
use crate::app::refresh::{Failed, RefreshPlan, RefreshSummary, Step, Wanted, refresh as run};
use crate::app::stop_on_signals;
use crate::library::Library;

/// The exit status of what was interrupted.
const INTERRUPTED: u8 = 130;
/// Columns of a title while it goes by.
const TITLE: usize = 48;

/// Reads what is named again, else all feeds and all articles that were kept by hand.
pub(super) fn refresh(args: &RefreshArgs, globals: &Globals) -> Result<u8, Failure> {
    let settings = settings(globals)?;
    let mut library = library::open(globals)?;
    let (wanted, unknown) = wanted(&library, &args.names);
    for failure in &unknown {
        failure.report();
    }
    if let (Some(failure), true) = (unknown.first(), wanted == NOTHING) {
        return Ok(failure.exit as u8);
    }
    let plan = RefreshPlan::new(wanted, &settings.feeds);
    let timeout = args.timeout.or(plan.timeout);
    let plan = RefreshPlan { timeout, full_text: args.full_text, ..plan };
    // Without signals it can be ended all the same, only less gently.
    let stop = stop_on_signals().unwrap_or_else(|_| Arc::new(AtomicBool::new(false)));
    let mut progress = Progress::default();
    let mut said = String::new();
    let summary = run(&mut library, &plan, &stop, &mut |step| {
        progress.show(&step);
        tell(&step, &mut said);
    });
    progress.clear();
    let summary = summary?;
    for failed in &summary.failed {
        report(failed);
    }
    sum_up(&summary, &mut said);
    write_out(|out| out.write_all(said.as_bytes()))?;
    Ok(match &summary {
        summary if summary.stopped => INTERRUPTED,
        summary if summary.failed.is_empty() && unknown.is_empty() => Exit::Ok as u8,
        _ => Exit::Partly as u8,
    })
}

/// What no name that is known means.
const NOTHING: Wanted = Wanted::Named { feeds: Vec::new(), articles: Vec::new() };

/// What the names mean: a feed, an article, or both; and what is the matter with those that mean nothing.
fn wanted(library: &Library, names: &[OsString]) -> (Wanted, Vec<Failure>) {
    if names.is_empty() {
        return (Wanted::All, Vec::new());
    }
    let (mut feeds, mut articles, mut failures) = (Vec::new(), Vec::new(), Vec::new());
    for name in names {
        let feed = library::find_feed(library, name);
        let article = library::find(library, name);
        match (feed, article) {
            (Err(feed), Err(article)) => {
                let missing = feed.exit == Exit::Partly && article.exit == Exit::Partly;
                let why = "the library holds no such article or feed";
                let hint = "`dateline list` and `dateline feeds list` show those it holds";
                let unknown = Failure::new(Exit::Partly, "cannot refresh", &name.to_string_lossy(), why, hint);
                failures.push(if missing { unknown } else { article });
            }
            (feed, article) => {
                feeds.extend(feed);
                articles.extend(article);
            }
        }
    }
    (Wanted::Named { feeds, articles }, failures)
}

/// The line about a feed or an article in which something is new.
fn tell(step: &Step, said: &mut String) {
    let _ = match step {
        Step::Read { title, new, changed, .. } if new + changed > 0 => {
            let changed = if *changed == 0 { String::new() } else { format!(", {changed} changed") };
            writeln!(said, "{new} new{changed}  {title}")
        }
        Step::Article { title, kept: Some(kept), .. } => writeln!(said, "{}", sentence(kept, title)),
        _ => Ok(()),
    };
}

/// Says what is the matter with a feed or an article.
pub(super) fn report(failed: &Failed) {
    let place = match &failed.feed {
        Some(_) if failed.title != failed.place => format!("{} ({})", failed.title, failed.place),
        _ => failed.place.to_string(),
    };
    Failure::new(Exit::Partly, "cannot refresh", &place, &failed.why, &failed.hint).report();
}

/// The last lines.
fn sum_up(summary: &RefreshSummary, said: &mut String) {
    let (feeds, articles): (Vec<&Failed>, Vec<&Failed>) =
        summary.failed.iter().partition(|failed| failed.feed.is_some());
    let failures = |count: usize| if count == 0 { String::new() } else { format!(", {count} failed") };
    let some_feeds = summary.feeds + summary.waiting + feeds.len() > 0;
    let read_articles = summary.articles_changed + summary.articles_unchanged;
    if some_feeds {
        let count = summary.feeds + feeds.len();
        let _ = write!(said, "{count} {}: {} new", if count == 1 { "feed" } else { "feeds" }, summary.new);
        for (count, what) in [
            (summary.changed, "changed"),
            (summary.pages, "with full text"),
            (summary.gone, "let go"),
            (summary.left_out, "not taken, as a feed has too many"),
            (summary.waiting, "not asked yet, as their servers wish"),
        ] {
            if count > 0 {
                let _ = write!(said, ", {count} {what}");
            }
        }
        let _ = writeln!(said, "{}", failures(feeds.len()));
    }
    if !some_feeds || read_articles + articles.len() > 0 {
        let (changed, unchanged) = (summary.articles_changed, summary.articles_unchanged);
        let what = if some_feeds { "articles: " } else { "" };
        let _ = writeln!(said, "{what}{changed} changed, {unchanged} unchanged{}", failures(articles.len()));
    }
    tell_pages(summary, said);
    if summary.stopped {
        said.push_str("stopped; what was read until then is kept\n");
    }
}

/// The full texts that were not had.
fn tell_pages(summary: &RefreshSummary, said: &mut String) {
    let (count, off) = (summary.pages_failed.len(), summary.pages_put_off);
    let Some(first) = summary.pages_failed.first() else { return };
    let same = summary.pages_failed.iter().all(|why| why == first);
    let _ = write!(said, "{count} {} without full text: ", if count == 1 { "page" } else { "pages" });
    let _ = write!(said, "{}{first}", if same { "" } else { "the first, " });
    if off > 0 {
        let _ = write!(said, "; {off} more are left for later");
    }
    said.push('\n');
}

/// One line on standard error that says how far it is, if a person can see it.
#[derive(Debug, Default)]
struct Progress {
    is_shown: bool,
}

impl Progress {
    fn show(&mut self, step: &Step) {
        static IS_SEEN: LazyLock<bool> = LazyLock::new(|| {
            let dumb = std::env::var_os("TERM").is_none_or(|term| term.is_empty() || term == "dumb");
            std::io::stderr().is_terminal() && !dumb
        });
        if !*IS_SEEN {
            return;
        }
        let (said, title) = match step {
            Step::Read { title, done, total, .. } | Step::Article { title, done, total, .. } => {
                (format!("{done}/{total}"), title.as_str())
            }
            Step::Failed { failed, done, total } => (format!("{done}/{total}"), failed.title.as_str()),
            Step::Page { left, .. } => (format!("{left} pages to come"), ""),
            Step::Began { total } => (format!("0/{total}"), ""),
            Step::Waiting { .. } => return,
        };
        let _ = write!(std::io::stderr(), "\r\x1b[K{said}  {}", cut(title, TITLE));
        self.is_shown = true;
    }

    fn clear(&mut self) {
        if std::mem::take(&mut self.is_shown) {
            let _ = write!(std::io::stderr(), "\r\x1b[K");
        }
    }
}

/// As much of `text` as takes so many columns.
fn cut(text: &str, columns: usize) -> &str {
    let mut width = 0;
    let end = text.char_indices().find(|(_, c)| {
        width += c.width().unwrap_or(0);
        width > columns
    });
    end.map_or(text, |(at, _)| &text[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn summed(summary: &RefreshSummary) -> String {
        let mut said = String::new();
        sum_up(summary, &mut said);
        said
    }

    #[test]
    fn the_sum_says_what_there_is_to_say() {
        let nothing = RefreshSummary::default();
        assert_eq!(summed(&nothing), "0 changed, 0 unchanged\n");
        let failed = |feed: Option<&str>| Failed {
            feed: feed.map(|id| crate::article::FeedId(id.to_owned())),
            title: "a".into(),
            place: "b".into(),
            why: "c".into(),
            hint: "d".into(),
        };
        let feeds = RefreshSummary { feeds: 2, new: 5, waiting: 1, failed: vec![failed(Some("1"))], ..nothing.clone() };
        assert_eq!(summed(&feeds), "3 feeds: 5 new, 1 not asked yet, as their servers wish, 1 failed\n");
        let both = RefreshSummary { feeds: 1, articles_unchanged: 4, failed: vec![failed(None)], ..nothing };
        assert_eq!(summed(&both), "1 feed: 0 new\narticles: 0 changed, 4 unchanged, 1 failed\n");
    }

    #[test]
    fn titles_are_cut_by_columns() {
        assert_eq!(cut("港の新聞", 5), "港の");
        assert_eq!(cut("abc", 5), "abc");
    }
}
