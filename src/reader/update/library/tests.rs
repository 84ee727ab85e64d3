//! The library's screen against a library of the test's own: rows of one letter, a capital one unread.

use std::sync::Arc;

use jiff::civil::date;
use jiff::tz::Offset;

use crate::article::{
    Article, ArticleId, ArticleSummary, CleanText, Counts, FeedId, FeedSummary, Filter, Page, Scope, Source,
};
use crate::reader::library::{
    Added, Answer, Choice, Clock, Errand, Failure, FoundFeed, Import, LibraryPane, Listed, Rank, RefreshStep,
    RefreshSummary, Sources,
};
use crate::reader::testing::{feed, overlays, press, summary, type_in};
use crate::reader::{
    Command, Front, Keymap, LibrarySizes, Message, Model, Options, ShelfItem, Top, start_library, update,
};

mod failures;
mod names;
mod outside;
mod undisturbed;

/// A library, and the reader of it.
struct World {
    rows: Vec<ArticleSummary>,
    feeds: Vec<FeedSummary>,
    model: Model,
    /// What was asked for and is not answered by the library, by name.
    asked: Vec<String>,
    /// Whether it answers.
    answers: bool,
}

fn matches(filter: &Filter, row: &ArticleSummary) -> bool {
    (row.unread || !filter.unread)
        && (row.starred || !filter.starred)
        && row.title.as_str().contains(&filter.query)
        && match &filter.scope {
            Scope::Feed(id) => row.feed.as_ref() == Some(id),
            _ => true,
        }
}

impl World {
    fn new(names: &str) -> Self {
        let rows = names.split_whitespace().map(row).collect();
        Self::of(rows)
    }

    fn of(rows: Vec<ArticleSummary>) -> Self {
        let mut model = Model::at_library(Keymap::standard(), Options::default());
        model.library.sizes = LibrarySizes { entries: 5, sources: 9, preview: false };
        let feeds = vec![feed("Bay", "", 0), feed("Quay", "Ports", 0)];
        let mut world = Self { rows, feeds, model, asked: Vec::new(), answers: true };
        let commands = start_library(&mut world.model);
        world.serve(commands);
        world
    }

    fn press(&mut self, keys: &str) -> &mut Self {
        for key in keys.split_whitespace() {
            let commands = press(&mut self.model, key);
            self.serve(commands);
        }
        self
    }

    fn tell(&mut self, answer: Answer) -> &mut Self {
        let commands = update(&mut self.model, Message::Library(answer));
        self.serve(commands);
        self
    }

    fn list(&self, filter: &Filter) -> Vec<ArticleSummary> {
        self.rows.iter().filter(|row| matches(filter, row)).cloned().collect()
    }

    /// Answers as the library would.
    fn serve(&mut self, commands: Vec<Command>) {
        for command in commands {
            let Some(message) = self.answer(command).filter(|_| self.answers) else { continue };
            let commands = update(&mut self.model, message);
            self.serve(commands);
        }
    }

    fn answer(&mut self, command: Command) -> Option<Message> {
        let errand = match command {
            Command::Library(errand) => errand,
            Command::Open { job, item: ShelfItem::Kept(id) } => {
                let text = format!("The text of {}.", id.0);
                let article = Article::plain(Source::Url(id.0.clone()), CleanText::new(&text));
                return Some(Message::Opened { job, result: Ok(Arc::new(article)) });
            }
            other => {
                self.asked.push(name(&format!("{other:?}")));
                return None;
            }
        };
        let answer = match errand {
            Errand::Sources { job } => {
                let unread = self.rows.iter().filter(|row| row.unread).count();
                let counts = Counts { all: self.rows.len(), unread, ..Counts::default() };
                Answer::Sources { job, result: Ok(Sources { feeds: self.feeds.clone(), counts }) }
            }
            Errand::List { job, filter, from, count, around } => {
                let rows = self.list(&filter);
                let at = around.as_ref().and_then(|around| {
                    let place = self.rows.iter().position(|row| row.id == around.id)?;
                    let before = self.rows[..place].iter().filter(|row| matches(&filter, row)).count();
                    Some(Rank { before, listed: matches(&filter, &self.rows[place]) })
                });
                let lead = around.map_or(0, |around| around.lead);
                let from = at.map_or(from, |at| at.before.saturating_sub(lead));
                let total = rows.len();
                let page = Page { from, rows: rows.into_iter().skip(from).take(count).collect(), total };
                let clock = Clock { today: date(2026, 11, 20), offset: Offset::UTC };
                Answer::Listed { job, result: Ok(Listed { page, at, clock, words: None }) }
            }
            Errand::Step { job, filter, of, back } => {
                let rows = self.list(&filter);
                let here = rows.iter().position(|row| row.id == of).unwrap_or(0);
                let unread = |i: &usize| rows[*i].unread;
                let found = if back { (0..here).rev().find(unread) } else { (here + 1..rows.len()).find(unread) };
                Answer::Step { job, result: Ok(found.map(|i| (i, rows[i].id.clone()))) }
            }
            Errand::Look { job, id } => {
                let row = self.rows.iter().find(|row| row.id == id);
                Answer::Looked { job, result: row.map(|row| Box::new(row.clone())).ok_or("gone".to_owned()) }
            }
            Errand::SetRead { ids, read } => {
                self.rows.iter_mut().filter(|row| ids.contains(&row.id)).for_each(|row| row.unread = !read);
                return None;
            }
            Errand::SetStarred { id, starred } => {
                self.rows.iter_mut().filter(|row| row.id == id).for_each(|row| row.starred = starred);
                return None;
            }
            Errand::ReadAll { job, filter } => {
                let ids = self.list(&Filter { unread: true, ..filter }).into_iter().map(|row| row.id).collect();
                self.rows.iter_mut().for_each(|row| row.unread = false);
                Answer::ReadAll { job, result: Ok(ids) }
            }
            other => {
                self.asked.push(name(&format!("{other:?}")));
                return None;
            }
        };
        Some(Message::Library(answer))
    }

    /// The rows on the screen: unread ones with `•`, starred ones with `*`, the chosen one in brackets.
    fn shown(&self) -> String {
        let list = &self.model.library.list;
        let rows = (list.top..list.top + 5).filter_map(|i| Some((i, list.window.row(i)?)));
        let words: Vec<String> = rows
            .map(|(i, row)| {
                let unread = if row.unread { "•" } else { "" };
                let star = if row.starred { "*" } else { "" };
                let word = format!("{unread}{star}{}", row.title.as_str());
                if i == list.chosen { format!("[{word}]") } else { word }
            })
            .collect();
        words.join(" ")
    }

    fn open(&self) -> String {
        match self.model.front {
            Front::Library => String::new(),
            Front::Article => self.model.reading.id.as_ref().map_or("?", |id| id.0.as_str()).to_owned(),
        }
    }

    fn said(&self) -> &str {
        self.model.notice.as_ref().map_or("", |notice| notice.text.as_str())
    }
}

fn row(name: &str) -> ArticleSummary {
    let unread = name.starts_with(char::is_uppercase);
    ArticleSummary { unread, ..summary(&name.to_lowercase()) }
}

fn name(debug: &str) -> String {
    debug.split([' ', '(', '{']).next().unwrap_or("").to_owned()
}

fn many(count: usize) -> World {
    World::of((0..count).map(|i| ArticleSummary { unread: false, ..summary(&format!("r{i}")) }).collect())
}

#[test]
fn the_list_is_moved_in_and_a_page_at_a_time_is_known() {
    let mut world = many(1000);
    assert_eq!(world.shown(), "[r0] r1 r2 r3 r4");
    assert_eq!(world.press("j j j").shown(), "r1 r2 [r3] r4 r5");
    assert_eq!(world.press("G").shown(), "r995 r996 r997 r998 [r999]");
    assert_eq!(world.press("k k k").shown(), "r994 r995 [r996] r997 r998");
    assert_eq!(world.press("g g").shown(), "[r0] r1 r2 r3 r4");
    for _ in 0..150 {
        world.press("PageDown");
    }
    assert_eq!(world.shown(), "r598 r599 [r600] r601 r602");
    let (from, to) = world.model.library.list.window.known();
    assert!(to - from <= 100);
}

#[test]
fn an_article_is_read_when_it_was_opened_and_q_leads_back_to_its_row() {
    let mut world = World::new("A B c D e F G");
    world.press("j j j");
    assert_eq!(world.shown(), "•b c [•d] e •f");
    world.press("Enter");
    assert_eq!((world.open().as_str(), world.model.reading.text()), ("d", "The text of d."));
    world.answers = false;
    world.press("q");
    assert_eq!((world.open().as_str(), world.shown().as_str()), ("", "•b c [d] e •f"), "with nothing asked");
    world.press("l");
    assert_eq!(world.open(), "d", "it lies there as it was left");
    world.press("q q");
    assert!(world.model.done);
}

#[test]
fn next_and_previous_go_through_the_list_and_unread_skips_what_was_read() {
    let mut world = World::new("A b c D e F");
    assert_eq!(world.press("Enter J J").open(), "c");
    assert_eq!(world.press("K").open(), "b");
    assert_eq!(world.press("U U").open(), "f");
    world.press("J");
    assert_eq!((world.open().as_str(), world.said()), ("f", "This is the last article of the list."));
    assert_eq!(world.press("q").shown(), "b c d e [f]");
    let mut world = World::new("A b c D e F");
    assert_eq!(world.press("n").shown(), "b c [•d] e •f");
    assert_eq!(world.press("n N N").shown(), "[•a] b c •d e");
    assert_eq!(world.press("N").said(), "No other article of this list is unread there.");
}

#[test]
fn next_goes_on_where_rows_are_not_known_yet() {
    let mut world = many(300);
    world.rows[250].unread = true;
    world.press("Enter U");
    assert_eq!(world.open(), "r250");
    assert_eq!(world.press("J q").shown(), "r249 r250 [r251] r252 r253");
}

#[test]
fn what_does_not_belong_to_the_list_any_more_stays_until_it_is_made_anew() {
    let mut world = World::new("A b C d E F G H");
    world.press("h j l");
    assert_eq!(world.shown(), "[•a] •c •e •f •g");
    world.press("Enter J J q");
    assert_eq!(world.shown(), "a c [e] •f •g");
    world.press("j j j");
    assert_eq!(world.shown(), "c e •f •g [•h]");
    world.press("h k j l");
    assert_eq!(world.shown(), "[•f] •g •h");
}

#[test]
fn marks_are_shown_at_once_and_taken_back() {
    let mut world = World::new("A B c");
    assert_eq!(world.press("x j *").shown(), "a [•*b] c");
    assert_eq!(world.press("u u").shown(), "•a [•b] c");
    world.press("X");
    assert_eq!((world.shown().as_str(), world.said()), ("a [b] c", "Marked as read: 2. u takes it back."));
    assert_eq!(world.press("u").shown(), "•a [•b] c");
    assert_eq!(world.press("u").said(), "Nothing to undo.");
}

#[test]
fn new_entries_above_do_not_move_the_chosen_row() {
    let mut world = many(50);
    world.press("j j j j j j j j");
    let before = world.shown();
    let fresh: Vec<ArticleSummary> = ["N1", "N2", "N3"].map(row).to_vec();
    world.rows.splice(0..0, fresh);
    world.press("R");
    let job = world.model.library.refreshing.as_ref().unwrap().job;
    world.tell(Answer::Refreshing { job, step: RefreshStep::Began { total: 2 } });
    world.tell(Answer::Refreshing { job, step: RefreshStep::Read { done: 1, total: 2, new: 3, changed: 0 } });
    let failed = vec![Failure { feed: None, title: "Quay".into(), why: "it said no".into() }];
    let summary = RefreshSummary { read: 1, new: 3, failed, ..RefreshSummary::default() };
    world.tell(Answer::Refreshed { job, result: Ok(summary) });
    assert_eq!(world.shown(), before);
    assert_eq!(world.model.library.list.chosen, 11);
    assert_eq!(world.said(), "New: 3 in 1 feed; “Quay” failed: it said no.");
    world.press("g g");
    assert_eq!(world.shown(), "[•n1] •n2 •n3 r0 r1");
}

#[test]
fn a_refresh_is_cancelled_and_what_comes_later_is_dropped() {
    let mut world = World::new("A");
    world.press("R");
    let job = world.model.library.refreshing.as_ref().unwrap().job;
    world.press("Esc Esc");
    assert_eq!(world.asked, ["Refresh", "StopRefresh"]);
    assert_eq!(world.model.library.pane, LibraryPane::Sources, "the second one is not for the refresh");
    world.tell(Answer::Refreshing { job: job + 9, step: RefreshStep::Began { total: 7 } });
    assert_eq!(world.model.library.refreshing.as_ref().map(|refreshing| refreshing.total), Some(0));
    world.tell(Answer::Refreshed { job, result: Ok(RefreshSummary { stopped: true, ..RefreshSummary::default() }) });
    assert_eq!(world.said(), "Nothing new in 0 feeds; ended early.");
}

#[test]
fn a_search_finds_as_it_is_typed_and_esc_leads_back() {
    let mut world = many(200);
    world.press("j j j j j j");
    let before = world.shown();
    world.press("/");
    for letter in ["r", "1", "9"] {
        world.press(letter);
    }
    assert_eq!(world.shown(), "[r19] r190 r191 r192 r193");
    world.press("Down Down Enter");
    assert_eq!(overlays(&world.model), Vec::<&str>::new());
    assert_eq!(world.press("l q").shown(), "r19 r190 [r191] r192 r193");
    world.press("Esc");
    assert_eq!((world.shown(), world.model.front), (before.clone(), Front::Library));
    world.press("/ r 7 Esc");
    assert_eq!(world.shown(), before);
    world.press("/ r 7 Backspace Backspace");
    assert_eq!(world.shown(), before);
}

#[test]
fn only_the_answer_to_the_newest_question_counts() {
    let mut world = many(30);
    world.press("/").answers = false;
    let mut jobs = Vec::new();
    for letter in ["r", "2"] {
        for command in press(&mut world.model, letter) {
            if let Command::Library(Errand::List { job, .. }) = command {
                jobs.push(job);
            }
        }
    }
    let listed = |name: &str| Listed {
        page: Page { from: 0, rows: vec![summary(name)], total: 1 },
        at: None,
        clock: Clock { today: date(2026, 11, 20), offset: Offset::UTC },
        words: None,
    };
    world.tell(Answer::Listed { job: jobs[0], result: Ok(listed("old")) });
    assert!(!world.model.library.list.loaded);
    world.tell(Answer::Listed { job: jobs[1], result: Ok(listed("new")) });
    assert_eq!(world.shown(), "[•new]");
}

#[test]
fn rows_at_the_left_choose_the_list() {
    let mut world = World::new("A b C");
    world.rows[2].feed = Some(FeedId("Quay".into()));
    world.press("h G");
    assert_eq!(world.model.library.choice, Choice::Feed(FeedId("Quay".into())));
    assert_eq!(world.shown(), "[•c]");
    assert_eq!(world.press("k").model.library.choice_name().as_str(), "Ports");
    assert_eq!(world.press("g g l").shown(), "[•a] b •c");
}

#[test]
fn a_feed_is_added_by_its_address_and_shown() {
    let mut world = World::new("A b");
    world.press("A");
    type_in(&mut world.model, "https://tide.example/feed");
    world.press("Enter");
    assert_eq!(world.asked, ["Add"]);
    world.feeds.push(feed("Tide", "", 1));
    world.rows.push(ArticleSummary { feed: Some(FeedId("Tide".into())), ..summary("t") });
    let job = world.model.library.fetching.as_ref().unwrap().job;
    let added = Added::Feed { id: FeedId("Tide".into()), title: "Tide".into(), entries: 1, is_new: true };
    world.tell(Answer::Added { job, result: Ok(added) });
    assert_eq!((world.shown().as_str(), world.said()), ("[•t]", "Subscribed: “Tide”, 1 articles."));
    assert_eq!(world.model.library.choice_name().as_str(), "Tide");
}

#[test]
fn a_page_is_opened_and_its_feed_is_offered() {
    let mut world = World::new("A p");
    world.press("A");
    type_in(&mut world.model, "https://tide.example/page");
    world.press("Enter");
    let job = world.model.library.fetching.as_ref().unwrap().job;
    let feed = Some(FoundFeed {
        address: "https://tide.example/feed".to_owned(),
        title: "Tide".into(),
        page: "https://tide.example/page".to_owned(),
    });
    world
        .tell(Answer::Added { job, result: Ok(Added::Article { id: ArticleId("p".into()), title: "P".into(), feed }) });
    assert_eq!((world.open().as_str(), overlays(&world.model)), ("p", vec!["question"]));
    world.press("y");
    assert_eq!(world.asked.last().map(String::as_str), Some("Subscribe"));
    world.press("q");
    assert_eq!(world.shown(), "•a [p]");
}

#[test]
fn a_list_of_feeds_says_what_it_would_do_first() {
    let mut world = World::new("A");
    world.press("A / x Enter");
    let job = world.model.library.fetching.as_ref().unwrap().job;
    let import = Import {
        path: "/x".to_owned(),
        new: vec!["Tide".into(), "Zinc".into()],
        known: 1,
        folders: vec!["Ports".into()],
    };
    world.tell(Answer::Added { job, result: Ok(Added::Import(import)) });
    let Some(crate::reader::Overlay::Question(question)) = world.model.overlays.last() else { panic!("no question") };
    assert_eq!(question.title, "Subscribe 2 feeds?");
    assert_eq!(question.lines, ["New: Tide, Zinc", "Known already: 1 feed", "In folders: Ports"]);
    assert_eq!(world.press("n").asked, ["Add"]);
}

#[test]
fn a_subscription_ends_only_after_a_yes_and_is_taken_up_again() {
    let mut world = World::new("A");
    world.press("h G d Esc");
    assert_eq!(world.asked, Vec::<String>::new());
    world.press("d Enter");
    world.tell(Answer::Unsubscribed { job: 0, result: Ok(12) });
    assert_eq!(world.said(), "Unsubscribed; 12 articles went. u subscribes it again.");
    world.press("u");
    assert_eq!(world.asked, ["Unsubscribe", "Resubscribe"]);
    world.press("h g g d");
    assert_eq!(world.said(), "Only a feed can be unsubscribed: choose one.");
}

#[test]
fn all_of_the_text_comes_without_moving_the_words_under_the_eye() {
    let text = |from: usize, to: usize| {
        (from..to).map(|i| format!("Paragraph {i} tells of the boat number {i}.")).collect::<Vec<_>>().join("\n\n")
    };
    let article = |text: &str| Arc::new(Article::plain(Source::Url("a".into()), CleanText::new(text)));
    let mut world = World::new("A");
    world.press("Enter");
    world.model.reading = crate::reader::Reading::new(article(&text(20, 60)), 40, 10);
    world.model.reading.id = Some(ArticleId("a".into()));
    world.press("Space Space j j");
    let words = |world: &World| {
        let reading = &world.model.reading;
        let Top::Text(top) = reading.top else { panic!("at the head") };
        (reading.text()[top..top + 20].to_owned(), reading.text()[reading.cursor.at..][..20].to_owned())
    };
    let before = words(&world);
    world.press("F");
    let job = world.model.library.fetching.as_ref().unwrap().job;
    world.tell(Answer::FullText { job, result: Ok(article(&text(0, 99))) });
    assert_eq!(words(&world), before);
    assert!(world.model.reading.text().starts_with("Paragraph 0 "));
    // Words that are gone are not taken away from under the reader.
    world.press("F");
    let job = world.model.library.fetching.as_ref().unwrap().job;
    world.tell(Answer::FullText { job, result: Ok(article("Another text altogether, of few words.")) });
    assert_eq!((words(&world), world.said()), (before, "All of the text is here. F shows it, from its beginning."));
    world.press("F");
    assert!(world.model.reading.text().starts_with("Another text"));
}

#[test]
fn a_library_that_cannot_be_read_says_why() {
    let mut world = World::new("A");
    world.tell(Answer::Sources { job: 1, result: Err("The library is damaged".to_owned()) });
    assert_eq!(world.model.library.trouble.as_deref(), Some("The library is damaged"));
    world.press("g l");
    assert_eq!(world.model.library.trouble, None, "it is asked again");
}

#[test]
fn nothing_but_what_ships_is_a_blank_library() {
    let blank = |world: &World| world.model.library.is_blank();
    assert!(!blank(&World::new("")), "there are feeds");
    let mut sample = summary("s");
    sample.source = Source::Sample("s".to_owned());
    let mut world = World::of(vec![sample]);
    world.model.library.sources.as_mut().unwrap().feeds.clear();
    assert!(blank(&world));
    world.model.library.sources.as_mut().unwrap().counts.all = 2;
    assert!(!blank(&world));
}
