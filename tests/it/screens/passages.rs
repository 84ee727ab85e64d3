//! What lies over the screen about passages, and how they stand in text and pane.

use dateline::article::{Anchor, ArticleId, Bookmark, BookmarkId, CleanText, Placement, Status, TextRange};
use dateline::reader::{BookmarkRow, Message, Model, Original, PassageNews, Recalled, Remarks, update};

use super::made::{article, press, reader};
use super::shown;

fn bookmark(exact: &str, now: &str, status: Status, color: &str, note: &str) -> Bookmark {
    let text = article().text;
    let range = text.find(now).filter(|_| !now.is_empty()).map(|at| TextRange::new(at, at + now.len()));
    Bookmark {
        id: BookmarkId(exact.to_owned()),
        article: ArticleId("story".to_owned()),
        anchor: Anchor {
            exact: exact.to_owned(),
            prefix: "and nobody had asked. ".to_owned(),
            suffix: " The crane stood".to_owned(),
            start: 0,
            end: 0,
        },
        revision: String::new(),
        placement: Placement { status, score: 0.93, range },
        placed: None,
        note: note.to_owned(),
        tags: vec!["numbers".to_owned(), "sea".to_owned()],
        color: Some(color.to_owned()).filter(|color| !color.is_empty()),
        created: "2026-11-18T08:00:00Z".to_owned(),
        updated: "2026-11-18T08:00:00Z".to_owned(),
    }
}

/// With a passage of each status and of several colours.
fn reader_with_passages() -> Model {
    let mut model = reader();
    let job = model.job;
    let bookmarks = vec![
        bookmark("At least 84,000 people", "At least 84,000 people", Status::Exact, "yellow", ""),
        bookmark(
            "some 58,000 on the island of Hatiya",
            "roughly 60,000 on Hatiya",
            Status::Changed,
            "green",
            "Which of the two\nnumbers is the later one?",
        ),
        bookmark("the water ministry", "the water ministry", Status::Shifted, "", ""),
        bookmark("None of the pumps had been looked at since spring.", "", Status::Orphan, "red", "ask the ministry"),
    ];
    let recalled =
        Recalled { id: Some(ArticleId("story".to_owned())), bookmarks, position: None, not_places: Vec::new() };
    update(&mut model, Message::Recalled { job, result: Ok(recalled) });
    model
}

fn row(id: &str, title: &str, exact: &str, status: Status, remarks: Remarks) -> BookmarkRow {
    BookmarkRow {
        id: BookmarkId(id.to_owned()),
        article: ArticleId("story".to_owned()),
        title: title.to_owned(),
        exact: exact.to_owned(),
        remarks,
        status,
        created: "2026-05-18T08:00:00Z".to_owned(),
        removed: false,
    }
}

fn rows() -> Vec<BookmarkRow> {
    let remarks = |note: &str, tags: &[&str], color: Option<&str>| Remarks {
        note: note.to_owned(),
        tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
        color: color.map(str::to_owned),
    };
    vec![
        row(
            "1",
            "Port reopens",
            "roughly 60,000 on Hatiya",
            Status::Changed,
            remarks("compare", &["sea"], Some("green")),
        ),
        row("2", "Hail in the orchards", "one apple in three", Status::Exact, remarks("", &["fruit"], None)),
        row("3", "The last cable ship", "None of the pumps", Status::Orphan, remarks("ask", &[], Some("red"))),
        row("4", "Port reopens", "a slow emergency", Status::Shifted, remarks("", &[], None)),
    ]
}

fn listed() -> Model {
    let mut model = reader_with_passages();
    press(&mut model, 80, 24, "B");
    let job = model.next;
    update(&mut model, Message::AllBookmarks { job, result: Ok(rows()) });
    model
}

#[test]
fn passages_by_status_and_colour() {
    snapshot!("passages-80x24-plain", shown(&mut reader_with_passages(), 80, 24, "5", 3));
    snapshot!("passages-120x40", shown(&mut reader_with_passages(), 120, 40, "5 j", 0));
}

#[test]
fn a_changed_passage_with_both_wordings() {
    for (name, width, height, theme) in [("80x24-plain", 80, 24, 3), ("120x40", 120, 40, 0), ("40x12", 40, 12, 3)] {
        let name = format!("passage-changed-{name}");
        snapshot!(name, shown(&mut reader_with_passages(), width, height, "5 j j Enter", theme));
    }
}

#[test]
fn a_lost_passage_with_its_old_paragraph() {
    let mut model = reader_with_passages();
    press(&mut model, 80, 24, "5 G Enter");
    let job = model.next;
    let text = "The sea came at night. None of the pumps had been looked at since spring. Nobody had asked why.";
    let passage = TextRange::new(23, 73);
    let original = Original { text: CleanText::new(text), passage };
    update(&mut model, Message::Passage(PassageNews::Original { job, result: Ok(original) }));
    snapshot!("passage-lost", shown(&mut model, 80, 24, "", 3));
    snapshot!("passage-placing", shown(&mut model, 80, 24, "Enter g g v", 3));
}

#[test]
fn a_note_is_written() {
    snapshot!("note-lines", shown(&mut reader_with_passages(), 80, 24, "] b a Up Home", 3));
    snapshot!("note-asks", shown(&mut reader_with_passages(), 120, 40, "] b a x Esc", 0));
    snapshot!("colors", shown(&mut reader_with_passages(), 80, 24, "c j", 0));
    snapshot!("colors-plain", shown(&mut reader_with_passages(), 80, 24, "c j", 3));
}

#[test]
fn all_bookmarks_filtered_and_written() {
    snapshot!("bookmarks", shown(&mut listed(), 80, 24, "", 3));
    snapshot!("bookmarks-filtered", shown(&mut listed(), 120, 40, "s s / p o r t", 0));
    snapshot!("export", shown(&mut listed(), 80, 24, "E Down", 3));
}

#[test]
fn an_old_passage_is_read_again() {
    let mut model = reader_with_passages();
    press(&mut model, 80, 24, "g r");
    let job = model.next;
    update(&mut model, Message::Passage(PassageNews::Review { job, result: Ok(rows()) }));
    snapshot!("review", shown(&mut model, 80, 24, "", 3));
}
