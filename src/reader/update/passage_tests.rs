use super::super::testing::{model, overlays, show, type_in};
use super::super::{
    Command, ExportTrouble, Mark, Message, Model, Original, Overlay, Pane, PassageNews, PassageOrder, Recalled,
    Remarks, RemarksEdit,
};
use super::update;
use crate::article::{Anchor, ArticleId, Bookmark, BookmarkId, CleanText, Placement, Status, TextRange};

/// A bookmark on `exact`, which stands as `now` in the text (None: gone).
pub fn bookmark(id: &str, text: &str, exact: &str, now: Option<&str>, status: Status) -> Bookmark {
    let range = now.map(|words| {
        let start = text.find(words).unwrap();
        TextRange::new(start, start + words.len())
    });
    Bookmark {
        id: BookmarkId(id.into()),
        article: ArticleId("a".into()),
        anchor: Anchor { exact: exact.into(), prefix: String::new(), suffix: String::new(), start: 0, end: 1 },
        revision: String::new(),
        placement: Placement { status, score: 0.8, range },
        placed: None,
        note: String::new(),
        tags: Vec::new(),
        color: None,
        created: String::new(),
        updated: String::new(),
    }
}

/// A reader with a passage that stands, one that changed, one inside it, and one that is gone.
pub fn reader() -> Model {
    let mut model = model("|Nine boats went out at noon.\n\nTwo came back in the evening.");
    let text = model.reading.text().to_owned();
    let bookmarks = vec![
        bookmark("stands", &text, "Nine boats", Some("Nine boats"), Status::Exact),
        bookmark("changed", &text, "Three came home", Some("Two came back"), Status::Changed),
        bookmark("inside", &text, "came", Some("came"), Status::Shifted),
        bookmark("gone", &text, "Nobody knew why", None, Status::Orphan),
    ];
    let job = model.job;
    let recalled = Recalled { id: Some(ArticleId("a".into())), bookmarks, position: None, not_places: Vec::new() };
    update(&mut model, Message::Recalled { job, result: Ok(recalled) });
    model
}

fn place(id: &str, model: &Model, words: Option<&str>) -> Command {
    let range = words.map(|words| {
        let start = model.reading.text().find(words).unwrap();
        TextRange::new(start, start + words.len())
    });
    let article = std::sync::Arc::clone(&model.reading.article);
    Command::Passage(PassageOrder::Place { id: BookmarkId(id.into()), article, range, seen: None })
}

/// A change, without what it was made from: see [`press`].
pub fn edit(id: &str, edit: RemarksEdit) -> Command {
    let from = RemarksEdit::default();
    Command::EditBookmark { mark: Mark::Saved(BookmarkId(id.into())), edit, from, is_undo: false }
}

pub fn remove(mark: Mark) -> Command {
    Command::RemoveBookmark { mark, seen: RemarksEdit::default() }
}

/// Presses keys; what changes were made from is left out of the commands.
pub fn press(model: &mut Model, keys: &str) -> Vec<Command> {
    let mut commands = super::super::testing::press(model, keys);
    for command in &mut commands {
        match command {
            Command::EditBookmark { from, is_undo, .. } => (*from, *is_undo) = (RemarksEdit::default(), false),
            Command::RemoveBookmark { seen, .. } => *seen = RemarksEdit::default(),
            Command::Passage(PassageOrder::Place { seen, .. }) => *seen = None,
            _ => {}
        }
    }
    commands
}

pub fn note(text: &str) -> RemarksEdit {
    RemarksEdit { note: Some(text.into()), ..RemarksEdit::default() }
}

pub fn color(name: Option<&str>) -> RemarksEdit {
    RemarksEdit { color: Some(name.map(Into::into)), ..RemarksEdit::default() }
}

#[test]
fn what_has_changed_is_said_once() {
    let model = reader();
    assert!(model.notice.as_ref().is_some_and(|notice| notice.text.contains("2 bookmarks have changed")));
}

#[test]
fn a_changed_passage_is_looked_at_and_kept_as_it_is_now() {
    let mut model = reader();
    let commands = press(&mut model, "] b Enter");
    assert_eq!(overlays(&model), ["passage"]);
    assert!(matches!(commands.as_slice(), [Command::Passage(PassageOrder::Original { id, .. })] if id.0 == "changed"));
    let wanted = place("changed", &model, Some("Two came back"));
    assert_eq!(press(&mut model, "Enter"), [wanted]);
    assert!(overlays(&model).is_empty());
    assert_eq!(press(&mut model, "u"), [place("changed", &model, None)]);
}

#[test]
fn several_passages_at_one_place_are_gone_through() {
    let mut model = reader();
    press(&mut model, "] b");
    assert_eq!(show(&model), "Nine boats went out at noon.\n\n|Two came back in the evening.");
    press(&mut model, "] b");
    assert_eq!(show(&model), "Nine boats went out at noon.\n\nTwo |came back in the evening.");
    press(&mut model, "i");
    assert!(
        matches!(model.overlays.last(), Some(Overlay::Passage(view)) if view.mark == Mark::Saved(BookmarkId("inside".into())))
    );
    press(&mut model, "Tab");
    assert!(
        matches!(model.overlays.last(), Some(Overlay::Passage(view)) if view.mark == Mark::Saved(BookmarkId("changed".into())))
    );
    press(&mut model, "Esc c g");
    assert!(
        model
            .reading
            .passages
            .iter()
            .any(|passage| passage.exact == "Three came home" && passage.remarks.color.is_some())
    );
}

#[test]
fn a_lost_passage_is_placed_by_hand() {
    let mut model = reader();
    press(&mut model, "5 G Enter");
    assert_eq!(overlays(&model), ["passage"]);
    press(&mut model, "Enter");
    assert!(model.placing.is_some() && model.focus == Pane::Article && overlays(&model).is_empty());
    assert_eq!(press(&mut model, "b"), [], "nothing is selected yet");
    let wanted = place("gone", &model, Some("Nine boats went out at noon."));
    assert_eq!(press(&mut model, "g g v Enter"), [wanted]);
    assert!(model.placing.is_none());
    let text = model.reading.text().to_owned();
    let placed = bookmark("gone", &text, "Nobody knew why", Some("Nine boats went out at noon."), Status::Changed);
    let news = PassageNews::Placed { id: BookmarkId("gone".into()), result: Box::new(Ok(placed)) };
    update(&mut model, Message::Passage(news));
    assert_eq!(model.reading.passages.iter().filter(|passage| passage.range.is_none()).count(), 0);
    let mut left = reader();
    press(&mut left, "5 G Enter Enter Esc");
    assert!(left.placing.is_none() && !left.done);
}

#[test]
fn the_old_paragraph_comes_to_the_question_that_asked() {
    let mut model = reader();
    press(&mut model, "5 G Enter");
    let original = Original { text: CleanText::new("Nobody knew why. So."), passage: TextRange::new(0, 15) };
    let job = model.next;
    let send = |model: &mut Model, job| {
        let news = PassageNews::Original { job, result: Ok(original.clone()) };
        update(model, Message::Passage(news));
        matches!(model.overlays.last(), Some(Overlay::Passage(view)) if view.original.is_some())
    };
    assert!(!send(&mut model, job + 1));
    assert!(send(&mut model, job));
}

#[test]
fn a_note_has_lines_and_is_never_lost_by_esc() {
    let mut model = reader();
    press(&mut model, "a o n e Enter t w o Esc");
    assert_eq!(overlays(&model), ["note"], "it was changed: there is a question");
    press(&mut model, "Down x");
    let remarks = Remarks { note: "one\ntwox".into(), ..Remarks::default() };
    assert_eq!(press(&mut model, "C-s"), [edit("stands", note("one\ntwox"))]);
    press(&mut model, "a Esc");
    assert!(overlays(&model).is_empty(), "nothing was changed");
    press(&mut model, "a y Esc n");
    assert_eq!(model.reading.passages[0].remarks, remarks);
    assert_eq!(press(&mut model, "u"), [edit("stands", note(""))]);
    assert_eq!(press(&mut model, "C-r"), [edit("stands", note("one\ntwox"))]);
}

#[test]
fn another_program_writes_the_note() {
    let mut model = reader();
    press(&mut model, "a");
    let job = match press(&mut model, "x C-e").as_slice() {
        [Command::Passage(PassageOrder::Write { job, text })] if text == "x" => *job,
        other => panic!("{other:?}"),
    };
    update(&mut model, Message::Passage(PassageNews::Written { job: job + 1, result: Ok("stale".into()) }));
    update(&mut model, Message::Passage(PassageNews::Written { job, result: Ok("one\r\ntwo\n".into()) }));
    assert_eq!(press(&mut model, "C-s"), [edit("stands", note("one\ntwo"))]);
}

#[test]
fn tags_are_completed_from_those_in_use() {
    let mut model = reader();
    assert_eq!(press(&mut model, "t"), [Command::Passage(PassageOrder::Tags)]);
    let tags = ["steel", "storm", "water"].map(str::to_owned).to_vec();
    update(&mut model, Message::Passage(PassageNews::Tags(tags)));
    type_in(&mut model, "new, st");
    press(&mut model, "Tab Tab");
    let wanted = RemarksEdit { tags: Some(vec!["new".into(), "storm".into()]), ..RemarksEdit::default() };
    assert_eq!(press(&mut model, "Enter"), [edit("stands", wanted)]);
}

#[test]
fn colours_are_chosen_by_letter_and_taken_back() {
    let mut model = reader();
    assert_eq!(press(&mut model, "c b"), [edit("stands", color(Some("blue")))]);
    assert_eq!(model.reading.color_layers.len(), 1);
    assert_eq!(press(&mut model, "c -"), [edit("stands", color(None))]);
    assert_eq!(press(&mut model, "c x"), [], "no colour of this letter");
    assert_eq!(press(&mut model, "u u"), [edit("stands", color(Some("blue"))), edit("stands", color(None))]);
}

#[test]
fn a_removal_is_taken_back_and_done_again() {
    let mut model = reader();
    let id = BookmarkId("stands".into());
    assert_eq!(press(&mut model, "d"), [remove(Mark::Saved(id.clone()))]);
    assert_eq!(press(&mut model, "u"), [Command::RestoreBookmark(id.clone())]);
    let text = model.reading.text().to_owned();
    let back = bookmark("stands", &text, "Nine boats", Some("Nine boats"), Status::Exact);
    update(&mut model, Message::BookmarkRestored { result: Ok(back) });
    assert_eq!(press(&mut model, "C-r"), [remove(Mark::Saved(id))]);
    assert_eq!(model.reading.passages.len(), 3);
    assert_eq!(press(&mut model, "C-r"), [], "nothing is left to do again");
}

#[test]
fn what_could_not_be_brought_back_can_be_tried_again() {
    let mut model = reader();
    let id = BookmarkId("stands".into());
    press(&mut model, "d");
    assert_eq!(press(&mut model, "u"), [Command::RestoreBookmark(id.clone())]);
    update(&mut model, Message::BookmarkRestored { result: Err("It is in use.".into()) });
    assert_eq!(press(&mut model, "u"), [Command::RestoreBookmark(id)]);
}

#[test]
fn an_export_asks_before_it_writes_over_a_file() {
    let mut model = reader();
    press(&mut model, "E Down");
    let order = |model: &mut Model| match press(model, "Enter").as_slice() {
        [Command::Passage(PassageOrder::Export { job, path, ids, overwrite, .. })] => {
            (*job, path.clone(), ids.len(), *overwrite)
        }
        other => panic!("{other:?}"),
    };
    let (job, path, many, overwrite) = order(&mut model);
    assert_eq!((path.as_str(), many, overwrite), ("bookmarks.json", 4, false));
    let exists = PassageNews::Exported { job, result: Err(ExportTrouble::Exists) };
    update(&mut model, Message::Passage(exists));
    let (job, _, _, overwrite) = order(&mut model);
    assert!(overwrite);
    update(&mut model, Message::Passage(PassageNews::Exported { job, result: Ok("bookmarks.json".into()) }));
    assert!(overlays(&model).is_empty());
    assert!(model.notice.as_ref().is_some_and(|notice| notice.text.contains("4 bookmarks")));
}

#[test]
fn a_letter_leads_back() {
    let mut model = reader();
    press(&mut model, "} m a g g ' a");
    assert_eq!(show(&model), "Nine boats went out at noon.\n\n|Two came back in the evening.");
    press(&mut model, "' '");
    assert!(show(&model).starts_with('|'));
    press(&mut model, "' z");
    assert!(model.notice.as_ref().is_some_and(|notice| notice.text.contains("marked z")));
}

#[test]
fn a_capital_letter_leads_back_from_another_article() {
    let mut model = reader();
    let here = std::sync::Arc::clone(&model.reading.article);
    assert!(matches!(
        press(&mut model, "} m A").as_slice(),
        [Command::Passage(PassageOrder::SetSpot { letter: 'A', .. })]
    ));
    let at = model.reading.cursor.at;
    press(&mut model, "g g ' A");
    let job = model.next;
    let open = |model: &mut Model, job, id: &str| {
        let result = Ok(Some((ArticleId(id.into()), at)));
        update(model, Message::Passage(PassageNews::Spot { job, result }))
    };
    assert_eq!(open(&mut model, job + 1, "b"), [], "nobody asked");
    let commands = open(&mut model, job, "b");
    let [Command::Open { job, .. }] = commands.as_slice() else { panic!("{commands:?}") };
    update(&mut model, Message::Opened { job: *job, result: Ok(here) });
    let recalled =
        Recalled { id: Some(ArticleId("b".into())), bookmarks: Vec::new(), position: None, not_places: Vec::new() };
    let job = model.job;
    update(&mut model, Message::Recalled { job, result: Ok(recalled) });
    assert_eq!(model.reading.cursor.at, at);
    // Back over the article's border.
    let commands = press(&mut model, "C-o");
    let back = super::super::ShelfItem::Kept(ArticleId("a".into()));
    assert!(matches!(commands.as_slice(), [Command::Open { item, .. }] if *item == back), "{commands:?}");
}

#[test]
fn what_stands_under_the_cursor_is_picked() {
    let picked = |keys: &str| {
        let mut model = model("He said <nine bo|ats> went. Two “came” back.");
        press(&mut model, keys);
        show(&model)
    };
    assert_eq!(picked("v i w"), "He said nine ~boats| went. Two “came” back.");
    assert_eq!(picked("v i q"), "He said ~nine boats| went. Two “came” back.");
    assert_eq!(picked("v i p"), "~He said nine boats went. Two “came” back.|");
    assert_eq!(picked("V i s"), "~He said nine boats went.| Two “came” back.");
}

#[test]
fn the_review_goes_on_and_stops() {
    let mut model = reader();
    assert!(matches!(press(&mut model, "g r").as_slice(), [Command::Passage(PassageOrder::Review { .. })]));
    let row = |id: &str| super::super::BookmarkRow {
        id: BookmarkId(id.into()),
        article: ArticleId("b".into()),
        title: "T".into(),
        exact: "words".into(),
        remarks: Remarks::default(),
        status: Status::Exact,
        created: String::new(),
        removed: false,
    };
    let job = model.next;
    update(&mut model, Message::Passage(PassageNews::Review { job, result: Ok(vec![row("x"), row("y")]) }));
    let reviewed = |id: &str| Command::Passage(PassageOrder::Reviewed(BookmarkId(id.into())));
    assert_eq!(press(&mut model, "Enter"), [reviewed("x")]);
    press(&mut model, "a w h y");
    assert_eq!(press(&mut model, "C-s"), [edit("y", note("why"))]);
    assert_eq!(press(&mut model, "Enter"), [reviewed("y")]);
    assert!(overlays(&model).is_empty());
}

#[test]
fn b_takes_nothing_away_that_was_there_before() {
    let mut model = reader();
    // The selection is a kept passage to the letter.
    press(&mut model, "v");
    model.reading.cursor.at = "Nine boats".len();
    assert_eq!(model.reading.selected(), model.reading.passages[0].range);
    assert_eq!(press(&mut model, "b"), []);
    assert_eq!(model.reading.passages.len(), 4);
    assert!(model.notice.as_ref().is_some_and(|notice| notice.text.contains("already")));
    model.focus = Pane::Bookmarks;
    assert_eq!(press(&mut model, "b"), []);
    assert_eq!(model.reading.passages.len(), 4);
}
