use proptest::prelude::*;

use super::super::testing::{model, overlays, show, type_in};
use super::super::{
    Command, Key, Mark, Message, Model, Pane, Pointer, Recalled, Remarks, RemarksEdit, Target, Top, Viewports, lists,
};
use super::passage_tests::{press, remove};
use super::*;
use crate::article::{Anchor, ArticleId, Bookmark, BookmarkId, Placement, Status, TextRange};

fn check(before: &str, keys: &str, after: &str) {
    let mut model = model(before);
    press(&mut model, keys);
    assert_eq!(show(&model), after, "{keys} on {before}");
}

#[test]
fn n_steps_through_the_facts_and_around() {
    check("|At least [120] people in {Lome} and [90]", "n", "At least |120 people in Lome and 90");
    check("|At least [120] people in {Lome} and [90]", "n n", "At least 120 people in |Lome and 90");
    check("At least [1|20] people in {Lome} and [90]", "N", "At least 120 people in Lome and |90");
    check("At least [120] people in {Lome} and [9|0]", "n", "At least |120 people in Lome and 90");
    check("At [120] people in {Lome} and |[90]", "[ f", "At |120 people in Lome and 90");
    check("|At [120] in {Lome} and [90] in {Ho}", "] p ] p", "At 120 in Lome and 90 in |Ho");
}

#[test]
fn facts_inside_facts_are_steps_of_their_own() {
    let text = "He said <[9] boats went to {Ho}> then";
    check(&format!("|{text}"), "n", "He said |9 boats went to Ho then");
    let mut model = model(&format!("|{text}"));
    let mut seen = Vec::new();
    for _ in 0..3 {
        press(&mut model, "n");
        seen.push(model.reading.current().unwrap().kind);
    }
    assert_eq!(seen, [crate::facts::FactKind::Quote, crate::facts::FactKind::Figure, crate::facts::FactKind::Place]);
    press(&mut model, "N N");
    assert_eq!(model.reading.current().unwrap().kind, crate::facts::FactKind::Quote);
}

#[test]
fn panes_and_text_agree() {
    let mut model = model("|In {Ho} 3 of [9] went from {Lome} to {Ho} with [7]");
    press(&mut model, "2 j j");
    assert_eq!(show(&model), "In Ho 3 of 9 went from Lome to Ho with |7");
    assert_eq!(lists::selected(&model.reading, Pane::Figures), Some((1, true)));
    assert_eq!(lists::selected(&model.reading, Pane::Places), Some((0, false)), "the last place before the cursor");
    press(&mut model, "3 g g");
    assert_eq!(show(&model), "In |Ho 3 of 9 went from Lome to Ho with 7");
    press(&mut model, "Enter");
    assert_eq!(show(&model), "In Ho 3 of 9 went from Lome to |Ho with 7", "the second mention");
    assert_eq!(model.focus, Pane::Places);
    press(&mut model, "j Enter");
    assert_eq!((show(&model).as_str(), model.focus), ("In Ho 3 of 9 went from |Lome to Ho with 7", Pane::Article));
}

#[test]
fn selections_are_extended_and_used() {
    check("One. T|wo there. Three.", "v", "One. ~Two there.| Three.");
    check("One. T|wo there. Three.", "v )", "One. ~Two there. Three.|");
    check("One. T|wo there. Three.", "V o", "|One. Two there. Three.~");
    check("One. T|wo there. Three.", "v v w w", "One. Two there.~ Three.|");
    check("One. T|wo there. Three.", "v W", "One. ~Two| there. Three.");
    check("One. T|wo there. Three.", "v Esc", "One. |Two there. Three.");
}

fn saved(ticket: u64, exact: &str) -> Message {
    let anchor = Anchor { exact: exact.into(), prefix: String::new(), suffix: String::new(), start: 0, end: 0 };
    let bookmark = Bookmark {
        id: BookmarkId(format!("b{ticket}")),
        article: ArticleId("a".into()),
        anchor,
        revision: String::new(),
        placement: Placement { status: Status::Exact, score: 1.0, range: Some(TextRange::new(0, exact.len())) },
        placed: None,
        note: String::new(),
        tags: Vec::new(),
        color: None,
        created: String::new(),
        updated: String::new(),
    };
    Message::BookmarkSaved { ticket, result: Ok(bookmark) }
}

#[test]
fn b_keeps_the_selection_else_the_fact_else_the_sentence() {
    let kept = |text: &str, keys: &str| {
        let mut model = model(text);
        match press(&mut model, keys).as_slice() {
            [Command::SaveBookmark { range, .. }] => range.slice(model.reading.text()).to_owned(),
            other => format!("{other:?}"),
        }
    };
    assert_eq!(kept("One. T|wo [9] there.", "b"), "Two 9 there.");
    assert_eq!(kept("One. Two [|9] there.", "b"), "9");
    assert_eq!(kept("One. Two [|9] there.", "V b"), "One. Two 9 there.");
}

#[test]
fn a_bookmark_is_removed_brought_back_and_taken_back() {
    let mut model = model("|One. Two.");
    let ticket = match press(&mut model, "b").as_slice() {
        [Command::SaveBookmark { ticket, .. }] => *ticket,
        other => panic!("{other:?}"),
    };
    update(&mut model, saved(ticket, "One."));
    let name = Mark::Saved(BookmarkId(format!("b{ticket}")));
    assert_eq!(press(&mut model, "b"), [remove(name)]);
    assert!(model.reading.passages.is_empty());
    assert!(matches!(press(&mut model, "u").as_slice(), [Command::RestoreBookmark(_)]));
    let Message::BookmarkSaved { result: Ok(bookmark), .. } = saved(ticket, "One.") else { unreachable!() };
    update(&mut model, Message::BookmarkRestored { result: Ok(bookmark) });
    assert_eq!(model.reading.passages.len(), 1);
    assert!(matches!(press(&mut model, "u").as_slice(), [] | [Command::RemoveBookmark { .. }]));
}

#[test]
fn what_is_not_saved_yet_is_changed_and_removed_by_its_ticket() {
    // The reader may leave at once: nothing waits for the answer.
    let mut model = model("|One. Two.");
    assert!(matches!(press(&mut model, "a").as_slice(), [Command::SaveBookmark { .. }]));
    let mark = Mark::Ticket(model.reading.passages[0].ticket);
    type_in(&mut model, "why?");
    let edit = RemarksEdit { note: Some("why?".into()), ..RemarksEdit::default() };
    assert_eq!(
        press(&mut model, "C-s"),
        [Command::EditBookmark { mark: mark.clone(), edit, from: RemarksEdit::default(), is_undo: false }]
    );
    assert_eq!(press(&mut model, "b"), [], "b takes nothing away that was worked on");
    assert_eq!(press(&mut model, "d"), [remove(mark.clone())]);
    let Mark::Ticket(ticket) = mark else { unreachable!() };
    assert_eq!(update(&mut model, saved(ticket, "One.")), []);
    assert!(model.reading.passages.is_empty());
}

#[test]
fn a_bookmark_that_cannot_be_kept_is_taken_off_the_screen() {
    let mut model = model("|One. Two.");
    press(&mut model, "b");
    let ticket = model.reading.passages[0].ticket;
    update(&mut model, Message::BookmarkSaved { ticket, result: Err("the disk is full".into()) });
    assert!(model.reading.passages.is_empty());
    assert!(model.notice.as_ref().is_some_and(|notice| notice.failed && notice.text.contains("disk is full")));
}

#[test]
fn search_goes_on_while_it_is_typed_and_esc_returns() {
    let mut model = model("|At least [9] in {Ho}, at most [7] in Ho");
    press(&mut model, "/");
    type_in(&mut model, "ho");
    assert_eq!(show(&model), "At least 9 in |Ho, at most 7 in Ho");
    press(&mut model, "Enter n");
    assert_eq!(show(&model), "At least 9 in Ho, at most 7 in |Ho");
    assert_eq!(model.reading.match_number(), Some((2, 2)));
    press(&mut model, "Esc n");
    assert_eq!(show(&model), "At least |9 in Ho, at most 7 in Ho", "n steps through facts again");
    press(&mut model, "/");
    type_in(&mut model, "most");
    press(&mut model, "Esc");
    assert_eq!(show(&model), "At least |9 in Ho, at most 7 in Ho");
}

#[test]
fn q_closes_the_topmost_thing_and_esc_never_the_program() {
    let mut model = model("|One [9].");
    press(&mut model, "n i ?");
    assert_eq!(overlays(&model), ["details", "help"]);
    press(&mut model, "q q z");
    assert!(overlays(&model).is_empty() && model.zoomed && !model.done);
    press(&mut model, "q Esc Esc Esc");
    assert!(!model.done);
    press(&mut model, "q");
    assert!(model.done);
}

#[test]
fn the_palette_runs_what_is_chosen() {
    let mut model = model("|One [9].");
    press(&mut model, ":");
    type_in(&mut model, "next figure");
    press(&mut model, "Enter");
    assert_eq!(show(&model), "One |9.");
}

fn long() -> Model {
    let lines: Vec<String> = (0..200).map(|i| format!("Line number {i} of the text goes on for a while.")).collect();
    model(&format!("|{}", lines.join("\n\n")))
}

#[test]
fn a_resize_keeps_the_words() {
    let mut model = long();
    press(&mut model, "Space Space Space j j");
    let (cursor, top) = (model.reading.cursor, model.reading.top);
    for width in [20, 60, 33, 40] {
        update(&mut model, Message::Resized(Viewports { width, height: 10, list: 5, panes: true }));
        assert_eq!(model.reading.cursor, cursor);
        assert!(viewport::shows_cursor(&model.reading), "{width}");
    }
    assert_eq!(model.reading.top, top);
}

#[test]
fn j_moves_the_screen_and_stops_at_the_end() {
    let mut model = long();
    press(&mut model, "j j j");
    assert_eq!(
        model.reading.top,
        Top::Text(model.reading.layout.row(model.reading.text(), model.reading.top_row()).text.start())
    );
    press(&mut model, "G");
    let last = model.reading.layout.last(model.reading.text());
    assert_eq!(model.reading.visible().last(), Some(&last));
    press(&mut model, "j j");
    assert_eq!(model.reading.visible().last(), Some(&last));
    assert_eq!(model.reading.percent(), 100);
    press(&mut model, "g g");
    assert_eq!(model.reading.top, Top::Head(0));
}

#[test]
fn the_place_is_taken_up_again_unless_the_reader_moved() {
    let mut model = long();
    let at = model.reading.text().find("Line number 100").unwrap();
    let job = model.job;
    let answer = |position| Message::Recalled {
        job,
        result: Ok(Recalled { id: None, bookmarks: Vec::new(), position, not_places: Vec::new() }),
    };
    update(&mut model, answer(Some(at)));
    assert_eq!(model.reading.cursor.at, at);
    assert_eq!(model.reading.top, Top::Text(at));
    press(&mut model, "j");
    let here = model.reading.cursor;
    update(&mut model, answer(Some(0)));
    assert_eq!(model.reading.cursor, here);
}

#[test]
fn stale_answers_are_dropped() {
    let mut model = model("|One [9].");
    let stale = Message::Extracted { job: model.job + 7, result: Ok(std::sync::Arc::default()) };
    update(&mut model, stale);
    assert_eq!(model.reading.index.order.len(), 1);
}

/// A model that waits for what the command line named, and the number of the question for it.
fn waiting() -> (Model, u64) {
    let ready = model("Ann saw it.");
    let name = crate::article::CleanLine::new("story.txt");
    let mut model = Model::waiting(name, vec![crate::reader::ShelfItem::Input], ready.keymap, ready.options);
    let commands = start(&mut model);
    let [Command::Open { job, item: crate::reader::ShelfItem::Input }] = commands[..] else { panic!("{commands:?}") };
    (model, job)
}

#[test]
fn what_is_still_read_is_shown_when_it_comes() {
    let (mut waiting, job) = waiting();
    assert!(press(&mut waiting, "b j / v").is_empty());
    assert!(
        waiting.notice.as_ref().is_some_and(|notice| notice.text.contains("Still reading")),
        "{:?}",
        waiting.notice
    );
    let article = model("Ann saw it.").reading.article;
    let commands = update(&mut waiting, Message::Opened { job, result: Ok(article) });
    assert!(matches!(commands[..], [Command::Recall { .. }, Command::Extract { .. }]), "{commands:?}");
    assert_eq!((waiting.coming.is_none(), waiting.reading.text()), (true, "Ann saw it."));
}

#[test]
fn reading_can_be_left_and_failing_ends_the_program() {
    for keys in ["Q", "q", "Esc"] {
        let (mut waiting, _) = waiting();
        press(&mut waiting, keys);
        assert!(waiting.done, "{keys}");
    }
    let (mut waiting, job) = waiting();
    update(&mut waiting, Message::Opened { job, result: Err("It is gone.".into()) });
    assert!(waiting.done);
}

#[test]
fn a_drag_selects_what_it_covers_and_a_click_goes_there() {
    let mut model = model("|One two three.");
    let mouse = |model: &mut Model, pointer, at| update(model, Message::Mouse(pointer, Target::Text(at)));
    mouse(&mut model, Pointer::Press(1), 4);
    mouse(&mut model, Pointer::Drag, 6);
    mouse(&mut model, Pointer::Release, 6);
    assert_eq!(show(&model), "One ~two| three.");
    mouse(&mut model, Pointer::Press(2), 9);
    assert_eq!(show(&model), "One two ~three|.");
    mouse(&mut model, Pointer::Press(1), 1);
    assert_eq!(show(&model), "O|ne two three.");
}

#[test]
fn a_note_of_a_bookmark_in_the_list_is_changed_there() {
    let mut model = model("|One.");
    press(&mut model, "B");
    let row = super::super::BookmarkRow {
        id: BookmarkId("x".into()),
        article: ArticleId("other".into()),
        title: "T".into(),
        exact: "words".into(),
        remarks: Remarks { note: "old".into(), ..Default::default() },
        status: Status::Exact,
        created: String::new(),
        removed: false,
    };
    let job = model.next;
    update(&mut model, Message::AllBookmarks { job, result: Ok(vec![row]) });
    press(&mut model, "a");
    type_in(&mut model, "er");
    let commands = press(&mut model, "C-s");
    assert!(
        matches!(commands.as_slice(), [Command::EditBookmark { edit, .. }] if edit.note.as_deref() == Some("older"))
    );
    assert!(matches!(press(&mut model, "d").as_slice(), [Command::RemoveBookmark { .. }]));
    assert!(matches!(press(&mut model, "u").as_slice(), [Command::RestoreBookmark(_)]));
}

fn any_message() -> impl Strategy<Value = Message> {
    let keys = "j k n N b u d a t v V y z q : / ? i g G h l w W o c 1 2 3 4 5 6 { } ( ) [ ] f p + - = \" x é Esc Enter Tab Space Down Up Left Right C-d C-u C-o A-Right C-r C-s C-e m ' E r s Backspace B J K T C-l L";
    let keys: Vec<&str> = keys.split(' ').collect();
    let key = proptest::sample::select(keys).prop_map(|key| Message::Key(key.parse::<Key>().unwrap()));
    let size = (1u16..60, 1u16..30, 1u16..20)
        .prop_map(|(width, height, list)| Message::Resized(Viewports { width, height, list, panes: width > 30 }));
    let pointer = prop_oneof![
        (1u8..5).prop_map(Pointer::Press),
        Just(Pointer::Drag),
        Just(Pointer::Release),
        (-5i16..5).prop_map(Pointer::Wheel),
    ];
    let target = prop_oneof![
        (0usize..90).prop_map(Target::Text),
        (0usize..6, 0usize..9).prop_map(|(pane, row)| Target::Row(Pane::ALL[pane], row)),
        (0usize..6).prop_map(|pane| Target::Pane(Pane::ALL[pane])),
        (0usize..9).prop_map(Target::OverlayRow),
        Just(Target::Overlay),
        Just(Target::Nothing),
    ];
    let mouse = (pointer, target).prop_map(|(pointer, target)| Message::Mouse(pointer, target));
    let answers = (1u64..9).prop_flat_map(|n| {
        prop_oneof![
            Just(saved(n, "One")),
            Just(Message::BookmarkSaved { ticket: n, result: Err("no".into()) }),
            Just(Message::Recalled { job: n, result: Err("no".into()) }),
            Just(Message::AllBookmarks { job: n, result: Ok(Vec::new()) }),
            Just(Message::Extracted { job: n, result: Err("no".into()) }),
            Just(Message::Opened { job: n, result: Err("no".into()) }),
            Just(Message::Paste("two\nlines".into())),
        ]
    });
    prop_oneof![12 => key, 2 => size, 3 => mouse, 2 => answers]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn no_sequence_of_messages_panics(messages in proptest::collection::vec(any_message(), 0..60)) {
        let mut model = model("One |[120] people in {Lome}.\n\nHe said <[9] boats went to {Ho}> then é👩‍👩‍👧.\n\nThe end of {Lome} [7]");
        for message in messages {
            // Offsets come from the layout, which only knows boundaries of the text.
            let message = match message {
                Message::Mouse(pointer, Target::Text(at)) => {
                    let text = model.reading.text();
                    Message::Mouse(pointer, Target::Text(crate::article::floor_boundary(text, at.min(text.len()))))
                }
                message => message,
            };
            update(&mut model, message);
            let reading = &model.reading;
            prop_assert!(reading.text().is_char_boundary(reading.cursor.at));
            prop_assert!(reading.visible().len() <= reading.height as usize);
            for pane in Pane::ALL {
                if let Some((row, _)) = lists::selected(reading, pane) {
                    prop_assert!(row < lists::count(reading, pane));
                }
            }
        }
    }
}
