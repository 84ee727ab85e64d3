use super::super::testing::{model, overlays, type_in};
use super::super::{
    Command, ExportTrouble, Mark, Message, Model, Overlay, PassageNews, PassageOrder, Recalled, Remarks,
};
use super::super::{Landing, Outcome, RemarksEdit};
use super::passage_tests::{bookmark, color, edit, note, press, reader};
use super::update;
use crate::article::{ArticleId, BookmarkId, Status};

fn mark(id: &str) -> Mark {
    Mark::Saved(BookmarkId(id.into()))
}

fn refuse(model: &mut Model, mark: Mark) {
    update(model, Message::BookmarkChanged { mark, result: Err("The disk is full.".into()) });
}

fn accept(model: &mut Model, mark: Mark) {
    update(model, Message::BookmarkChanged { mark, result: Ok(Outcome::default()) });
}

/// A reader who begins a note on a new bookmark, and the ticket of that.
fn noting() -> (Model, u64) {
    let mut model = model("|One. Two.");
    let commands = press(&mut model, "a");
    let [Command::SaveBookmark { ticket, .. }] = commands.as_slice() else { panic!("{commands:?}") };
    (model, *ticket)
}

#[test]
fn only_what_was_changed_is_sent_and_taken_back() {
    let mut model = reader();
    press(&mut model, "a w h y C-s");
    assert_eq!(press(&mut model, "c b"), [edit("stands", color(Some("blue")))]);
    let tags = |tags: &[&str]| {
        let tags = tags.iter().map(|tag| (*tag).to_owned()).collect();
        RemarksEdit { tags: Some(tags), ..RemarksEdit::default() }
    };
    assert_eq!(press(&mut model, "t w a t e r Enter")[1..], [edit("stands", tags(&["water"]))]);
    let taken_back = [edit("stands", tags(&[])), edit("stands", color(None)), edit("stands", note(""))];
    assert_eq!(press(&mut model, "u u u"), taken_back);
    assert_eq!(press(&mut model, "C-r"), [edit("stands", note("why"))]);
}

#[test]
fn what_is_open_learns_the_name_of_its_bookmark() {
    for keys in ["a", "c", "t"] {
        let mut model = model("|One. Two.");
        let commands = press(&mut model, keys);
        let Some(Command::SaveBookmark { ticket, .. }) = commands.first() else { panic!("{commands:?}") };
        let text = model.reading.text().to_owned();
        let kept = bookmark("x", &text, "One.", Some("One."), Status::Exact);
        update(&mut model, Message::BookmarkSaved { ticket: *ticket, result: Ok(kept.clone()) });
        // Another program has tagged it by the time the article is asked for again.
        let tagged = crate::article::Bookmark { tags: vec!["steel".into()], ..kept };
        let recalled = Recalled {
            id: Some(ArticleId("a".into())),
            bookmarks: vec![tagged],
            position: None,
            not_places: Vec::new(),
        };
        let job = model.job;
        update(&mut model, Message::Recalled { job, result: Ok(recalled) });
        let (keys, wanted) = match keys {
            "a" => ("w C-s", note("w")),
            "c" => ("b", color(Some("blue"))),
            _ => ("w Enter", RemarksEdit { tags: Some(vec!["w".into()]), ..RemarksEdit::default() }),
        };
        assert_eq!(press(&mut model, keys), [edit("x", wanted)]);
    }
}

#[test]
fn of_a_bookmark_that_is_not_known_only_the_field_is_sent() {
    let mut model = reader();
    press(&mut model, "c");
    model.reading.passages.clear();
    assert_eq!(press(&mut model, "b"), [edit("stands", color(Some("blue")))]);
    assert_eq!(press(&mut model, "u"), [], "nobody knows what it was");
}

#[test]
fn a_change_that_was_not_saved_is_not_shown() {
    let mut model = reader();
    press(&mut model, "c b");
    refuse(&mut model, mark("stands"));
    assert_eq!(model.reading.passages[0].remarks, Remarks::default());
    assert!(model.reading.color_layers.is_empty());
    assert_eq!(press(&mut model, "c b"), [edit("stands", color(Some("blue")))], "it can be tried again");
    // The first is refused, the second kept.
    press(&mut model, "c g");
    refuse(&mut model, mark("stands"));
    accept(&mut model, mark("stands"));
    assert_eq!(model.reading.passages[0].remarks.color.as_deref(), Some("green"));
    // Both are refused.
    let mut model = reader();
    press(&mut model, "c b c g");
    refuse(&mut model, mark("stands"));
    refuse(&mut model, mark("stands"));
    assert_eq!(model.reading.passages[0].remarks.color, None);
}

#[test]
fn a_note_that_was_not_saved_is_open_again() {
    let mut model = reader();
    press(&mut model, "a w h y C-s");
    refuse(&mut model, mark("stands"));
    assert_eq!(overlays(&model), ["note"]);
    assert!(model.notice.as_ref().is_some_and(|notice| notice.failed));
    assert_eq!(press(&mut model, "C-s"), [edit("stands", note("why"))]);
    accept(&mut model, mark("stands"));
    assert!(overlays(&model).is_empty());
    // It is open already: it is not left without a question.
    press(&mut model, "a y C-s a");
    refuse(&mut model, mark("stands"));
    press(&mut model, "Esc");
    assert_eq!(overlays(&model), ["note"]);
    assert_eq!(press(&mut model, "Down C-s"), [edit("stands", note("whyy"))]);
    accept(&mut model, mark("stands"));
    // What was taken back, and could not be, is no lost text.
    press(&mut model, "u");
    refuse(&mut model, mark("stands"));
    assert!(overlays(&model).is_empty());
    assert_eq!(model.reading.passages[0].remarks.note, "whyy");
}

#[test]
fn a_bookmark_that_was_not_removed_is_there_again() {
    let mut model = reader();
    let before = model.reading.passages.clone();
    press(&mut model, "d");
    assert_eq!(model.reading.passages.len(), 3);
    refuse(&mut model, mark("stands"));
    assert_eq!(model.reading.passages, before);
    assert_eq!(press(&mut model, "u"), [], "there is nothing to bring back");
}

#[test]
fn a_row_of_the_list_that_was_not_removed_is_there_again() {
    let mut model = reader();
    press(&mut model, "B");
    let row = super::super::BookmarkRow {
        id: BookmarkId("stands".into()),
        article: ArticleId("a".into()),
        title: "T".into(),
        exact: "Nine boats".into(),
        remarks: Remarks::default(),
        status: Status::Exact,
        created: String::new(),
        removed: false,
    };
    let job = model.next;
    update(&mut model, Message::AllBookmarks { job, result: Ok(vec![row]) });
    let removed = |model: &Model| match model.overlays.last() {
        Some(Overlay::Bookmarks(list)) => (list.row().is_some_and(|row| row.removed), model.reading.passages.len()),
        _ => panic!("the list is closed"),
    };
    press(&mut model, "d");
    assert_eq!(removed(&model), (true, 3));
    refuse(&mut model, mark("stands"));
    assert_eq!(removed(&model), (false, 4));
}

#[test]
fn a_note_outlives_the_bookmark_that_was_not_saved() {
    let why = || Err("There is no library.".to_owned());
    let again = |model: &mut Model| {
        assert_eq!(overlays(model), ["note"]);
        let said = model.notice.as_ref().map(|notice| notice.text.clone()).unwrap_or_default();
        assert!(said.contains("There is no library."), "{said}");
        let commands = press(model, "C-s");
        let [Command::SaveBookmark { ticket, range, .. }, Command::EditBookmark { mark, edit, .. }] =
            commands.as_slice()
        else {
            panic!("{commands:?}")
        };
        assert_eq!(range.slice(model.reading.text()), "One.");
        assert_eq!((mark, edit), (&Mark::Ticket(*ticket), &note("why")));
    };
    // The answer comes while the note is written …
    let (mut model, ticket) = noting();
    type_in(&mut model, "why");
    update(&mut model, Message::BookmarkSaved { ticket, result: why() });
    again(&mut model);
    // … or after.
    let (mut model, ticket) = noting();
    press(&mut model, "w h y C-s");
    update(&mut model, Message::BookmarkSaved { ticket, result: why() });
    refuse(&mut model, Mark::Ticket(ticket));
    again(&mut model);
}

#[test]
fn only_the_file_that_was_asked_about_is_written_over() {
    let mut model = reader();
    let send = |model: &mut Model| match press(model, "Enter").as_slice() {
        [Command::Passage(PassageOrder::Export { job, path, overwrite, .. })] => (*job, path.clone(), *overwrite),
        other => panic!("{other:?}"),
    };
    let exists = |model: &mut Model, job| {
        update(model, Message::Passage(PassageNews::Exported { job, result: Err(ExportTrouble::Exists) }));
    };
    press(&mut model, "E");
    let (job, ..) = send(&mut model);
    // Another name is typed before the answer is there.
    press(&mut model, "x");
    exists(&mut model, job);
    let (job, path, overwrite) = send(&mut model);
    assert_eq!((path.as_str(), overwrite), ("bookmarks.mdx", false));
    exists(&mut model, job);
    press(&mut model, "y");
    let (job, _, overwrite) = send(&mut model);
    assert!(!overwrite, "it was asked about another one");
    exists(&mut model, job);
    assert!(send(&mut model).2);
}

#[test]
fn where_a_recall_fails_nothing_is_left_for_the_next_article() {
    let mut model = model("|Zoë came. Two.");
    model.wanted = Some((BookmarkId("x".into()), true));
    model.landing = Some(Landing { at: 3, retraced: false });
    let job = model.job;
    update(&mut model, Message::Recalled { job, result: Err("The disk is gone.".into()) });
    assert_eq!((model.wanted.is_some(), model.landing.is_some()), (false, false));
    assert_eq!(model.reading.cursor.at, 2, "never inside a character");
}

#[test]
fn the_list_takes_only_its_own_answer() {
    let mut model = model("|One.");
    press(&mut model, "B");
    let stale = model.next;
    press(&mut model, "Esc B");
    let rows = |model: &Model| match model.overlays.last() {
        Some(Overlay::Bookmarks(list)) => list.rows.is_some(),
        _ => panic!("the list is closed"),
    };
    update(&mut model, Message::AllBookmarks { job: stale, result: Err("Too late.".into()) });
    update(&mut model, Message::AllBookmarks { job: stale, result: Ok(Vec::new()) });
    assert!(!rows(&model));
    let job = model.next;
    update(&mut model, Message::AllBookmarks { job, result: Ok(Vec::new()) });
    assert!(rows(&model));
}

#[test]
fn a_bookmark_that_was_removed_again_before_it_was_back_is_off_the_screen() {
    let mut model = reader();
    let text = model.reading.text().to_owned();
    let words = model.reading.passages.iter().find(|passage| passage.is(&mark("stands"))).unwrap().exact.clone();
    let kept = bookmark("stands", &text, &words, Some(&words), Status::Exact);
    assert_eq!(press(&mut model, "d u C-r").len(), 3);
    accept(&mut model, mark("stands"));
    update(&mut model, Message::BookmarkRestored { result: Ok(kept) });
    accept(&mut model, mark("stands"));
    assert!(!model.reading.passages.iter().any(|passage| passage.is(&mark("stands"))));
}
