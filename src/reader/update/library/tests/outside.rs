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
