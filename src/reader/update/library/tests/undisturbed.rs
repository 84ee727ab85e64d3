//! What comes by itself does not break into what the reader is doing.

use super::*;

/// `https://tide.example/x` was added; its question.
fn adding(world: &mut World) -> u64 {
    world.press("A");
    type_in(&mut world.model, "https://tide.example/x");
    world.press("Enter");
    world.model.library.fetching.as_ref().unwrap().job
}

fn page(feed: Option<FoundFeed>) -> Added {
    Added::Article { id: ArticleId("p".into()), title: "Pier".into(), feed }
}

#[test]
fn what_was_fetched_is_only_said_while_the_reader_does_something_else() {
    let feed = || Added::Feed { id: FeedId("Tide".into()), title: "Tide".into(), entries: 1, is_new: true };
    let import = || Import { path: "/x".to_owned(), new: vec!["Tide".into()], known: 0, folders: Vec::new() };
    let named = FoundFeed { address: "tide.example/feed".into(), title: "Tide".into(), page: String::new() };
    let cases = [
        (page(None), "Kept: “Pier”. gl leads to it."),
        (page(Some(named)), "Kept: “Pier”. gl leads to it. Its page names a feed: A, then tide.example/feed."),
        (feed(), "Subscribed: “Tide”. gl leads to it."),
        (Added::Import(import()), "Feeds of the list that are new: 1. A, then /x subscribes them."),
        (Added::Imported(vec![FeedId("Tide".into())]), "Feeds subscribed: 1. gl leads to them."),
    ];
    for (added, said) in cases {
        for meanwhile in ["Enter", "/", "?"] {
            let mut world = World::new("A p");
            let job = adding(&mut world);
            world.press(meanwhile);
            let before = (world.open(), overlays(&world.model), world.model.library.choice.clone());
            world.tell(Answer::Added { job, result: Ok(added.clone()) });
            assert_eq!(world.said(), said, "{meanwhile}");
            let after = (world.open(), overlays(&world.model), world.model.library.choice.clone());
            assert_eq!(after, before, "{meanwhile}");
        }
    }
}

#[test]
fn a_selection_is_not_broken_off() {
    let mut world = World::new("A p");
    world.press("Enter");
    let job = adding(&mut world);
    world.press("v");
    world.tell(Answer::Added { job, result: Ok(page(None)) });
    assert_eq!(world.open(), "a");
    assert!(world.model.reading.selection.is_some());
}

#[test]
fn an_article_that_comes_while_a_line_is_typed_is_not_opened() {
    let mut world = World::new("A b");
    world.answers = false;
    world.press("Enter A x");
    let job = world.model.library.opening.as_ref().unwrap().job;
    let article = Article::plain(Source::Url("a".into()), CleanText::new("The text."));
    update(&mut world.model, Message::Opened { job, result: Ok(Arc::new(article)) });
    assert_eq!((world.open().as_str(), overlays(&world.model)), ("", vec!["asking"]));
    assert!(world.said().starts_with("Not opened, as something is being typed"));
}

#[test]
fn another_text_of_the_article_waits_for_the_end_of_a_selection() {
    let mut world = World::new("A");
    world.press("Enter");
    let longer = Arc::new(Article::plain(Source::Url("a".into()), CleanText::new("The text of a. And more of it.")));
    for meanwhile in ["v", "?", "/"] {
        world.press("F");
        let job = world.model.library.fetching.as_ref().unwrap().job;
        world.press(meanwhile);
        let before = world.model.reading.text().to_owned();
        world.tell(Answer::FullText { job, result: Ok(Arc::clone(&longer)) });
        assert_eq!(
            (world.model.reading.text(), world.said()),
            (before.as_str(), "All of the text is here. F shows it.")
        );
        world.model.library.offered = None;
        world.press("Esc");
    }
}

#[test]
fn a_step_that_is_waited_for_is_not_taken_in_another_list() {
    let mut world = World::new("a b");
    world.answers = false;
    world.press("U");
    let (job, _) = world.model.library.stepping.unwrap();
    world.model.library.open_at = Some(1);
    world.press("h j");
    assert_eq!((world.model.library.stepping, world.model.library.open_at), (None, None));
    world.tell(Answer::Step { job, result: Ok(Some((1, ArticleId("b".into())))) });
    assert_eq!(world.model.library.opening, None);
}

#[test]
fn a_place_in_the_text_before_is_not_taken_back_in_another_one() {
    let mut world = World::new("A");
    world.press("Enter");
    let id = crate::article::BookmarkId("mark".to_owned());
    world.model.undo.push(crate::reader::Undo::Placed { id, before: None, after: None });
    world.press("F");
    let job = world.model.library.fetching.as_ref().unwrap().job;
    let longer = Article::plain(Source::Url("a".into()), CleanText::new("The text of a. And more of it."));
    world.tell(Answer::FullText { job, result: Ok(Arc::new(longer)) });
    assert!(world.model.reading.text().ends_with("more of it."));
    assert_eq!(world.model.undo, []);
}
