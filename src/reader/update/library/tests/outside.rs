//! Articles that were not opened from the list.

use super::*;

#[test]
fn the_library_is_left_to_the_article_that_the_program_began_with() {
    let mut model = crate::reader::testing::model("|One two.");
    press(&mut model, "g l");
    assert_eq!(model.front, Front::Library);
    press(&mut model, "q");
    assert_eq!((model.front, model.done), (Front::Article, false));
    press(&mut model, "q");
    assert!(model.done);
}

#[test]
fn a_bookmark_of_the_article_under_the_library_brings_it_to_the_front() {
    let mut world = World::new("A b");
    world.press("Enter q B");
    let row = crate::reader::BookmarkRow {
        id: crate::article::BookmarkId("mark".to_owned()),
        article: ArticleId("a".to_owned()),
        title: "T".to_owned(),
        exact: "words".to_owned(),
        remarks: crate::reader::Remarks::default(),
        status: crate::article::Status::Exact,
        created: String::new(),
        removed: false,
    };
    let job = world.model.next;
    update(&mut world.model, Message::AllBookmarks { job, result: Ok(vec![row]) });
    assert_eq!(world.press("Enter").open(), "a");
}

/// The reader of an article that the program began with: is it kept as the first row of the library?
fn outside(names: &str, kept: bool) -> World {
    let mut world = World::new(names);
    world.model = crate::reader::testing::model("|One two.");
    world.model.reading.id = kept.then(|| ArticleId("a".into()));
    world
}

#[test]
fn an_article_that_is_kept_takes_marks_wherever_it_was_opened() {
    let mut world = outside("A b", true);
    assert_eq!(world.press("*").said(), "Starred: it is kept for good.");
    assert!(world.rows[0].starred && world.rows[0].unread);
    assert_eq!(world.press("x").said(), "Marked as read.");
    assert_eq!(world.press("*").said(), "The star is gone.");
    assert!(!world.rows[0].starred && !world.rows[0].unread);
    let mut world = outside("A b", false);
    let words = "This article is not kept in the library: a bookmark on it keeps it.";
    assert_eq!((world.press("*").said().to_owned(), world.press("x").said()), (words.to_owned(), words));
    assert_eq!(world.model.library.looking, None);
    let mut world = outside("b", true);
    assert_eq!(world.press("x").said(), "gone");
}

#[test]
fn marks_that_are_pressed_before_the_answer_count_all_and_for_their_article_only() {
    let mut world = outside("A b", true);
    let commands = press(&mut world.model, "*");
    press(&mut world.model, "*");
    press(&mut world.model, "x");
    world.serve(commands);
    assert!(!world.rows[0].starred && !world.rows[0].unread);
    let mut world = outside("A b", true);
    let commands = press(&mut world.model, "*");
    world.model.reading.id = Some(ArticleId("b".into()));
    world.serve(commands);
    assert!(world.rows.iter().all(|row| !row.starred));
    assert_eq!(world.model.library.open, None);
}

#[test]
fn the_library_is_asked_for_in_full_though_a_mark_has_asked_for_the_counts() {
    let mut world = outside("A b", true);
    world.press("* g l");
    assert_eq!(world.shown(), "[•*a] b");
    let mut world = outside("A b", true);
    world.feeds[0].trouble = Some("it said no".into());
    world.press("* !");
    assert_eq!(overlays(&world.model), ["failures"]);
    assert!(world.model.library.clock.is_some(), "for the dates");
}
