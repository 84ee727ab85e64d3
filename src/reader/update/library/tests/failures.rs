//! The list of what could not be read.

use super::*;

/// Feeds of which those with a moment have failed since then.
fn failing(feeds: &[(&str, &str)]) -> Vec<FeedSummary> {
    let of = |(title, since): &(&str, &str)| FeedSummary {
        trouble: (!since.is_empty()).then(|| "it said no".into()),
        trouble_since: (!since.is_empty()).then(|| format!("{since}T08:00:00Z")),
        ..feed(title, "", 0)
    };
    feeds.iter().map(of).collect()
}

fn world(feeds: &[(&str, &str)]) -> World {
    let mut world = World::new("A b");
    world.feeds = failing(feeds);
    world.press("x");
    world
}

/// The names in the list, the chosen one in brackets.
fn names(world: &World) -> String {
    let Some(crate::reader::Overlay::Failures(list)) = world.model.overlays.last() else { return "no list".to_owned() };
    let rows = world.model.library.failing();
    let name = |(i, title): (usize, &str)| if i == list.chosen { format!("[{title}]") } else { title.to_owned() };
    rows.iter().map(|row| row.title.as_str()).enumerate().map(name).collect::<Vec<_>>().join(" ")
}

#[test]
fn what_failed_is_listed_the_last_first_and_led_to() {
    let mut world = world(&[("Bay", "2026-11-02"), ("Quay", ""), ("Tide", "2026-11-20"), ("Zinc", "2026-11-02")]);
    assert_eq!(names(world.press("!")), "[Tide] Bay Zinc");
    assert_eq!(names(world.press("j j j")), "Tide Bay [Zinc]");
    assert_eq!(names(world.press("g g j")), "Tide [Bay] Zinc");
    world.press("Enter");
    assert_eq!(world.model.library.choice, Choice::Feed(FeedId("Bay".into())));
    assert_eq!((names(&world).as_str(), world.model.library.pane), ("no list", LibraryPane::Sources));
    assert_eq!(names(world.press("! !")), "no list");
}

#[test]
fn the_list_leads_from_an_article_to_the_library() {
    let mut world = world(&[("Bay", "2026-11-02")]);
    world.press("j Enter");
    assert_eq!(world.open(), "b");
    world.press("! Enter");
    assert_eq!((world.open(), world.model.library.choice.clone()), (String::new(), Choice::Feed(FeedId("Bay".into()))));
}

#[test]
fn a_feed_is_tried_again_and_goes_from_the_list_when_it_could_be_read() {
    let mut world = world(&[("Bay", "2026-11-02"), ("Tide", "2026-11-20"), ("Zinc", "2026-11-01")]);
    world.press("! j r");
    assert_eq!(world.asked, ["Refresh"]);
    world.feeds = failing(&[("Bay", ""), ("New", "2026-11-21"), ("Tide", "2026-11-20"), ("Zinc", "2026-11-01")]);
    let job = world.model.library.refreshing.as_ref().unwrap().job;
    world.tell(Answer::Refreshed { job, result: Ok(RefreshSummary { read: 1, ..RefreshSummary::default() }) });
    assert_eq!(names(&world), "New [Tide] Zinc");
    world.feeds = failing(&[("Aft", "2026-11-22"), ("New", "2026-11-21"), ("Tide", "2026-11-20")]);
    world.press("R");
    assert_eq!(world.model.library.refreshing.as_ref().map(|refreshing| refreshing.total), Some(3));
    let job = world.model.library.refreshing.as_ref().unwrap().job;
    world.tell(Answer::Refreshed { job, result: Ok(RefreshSummary::default()) });
    assert_eq!(names(&world), "Aft New [Tide]", "the chosen one stays chosen");
}

#[test]
fn a_page_that_failed_is_listed_until_all_is_read_again() {
    let mut world = world(&[("Bay", "2026-11-02")]);
    let done = |world: &mut World, failed: Vec<Failure>| {
        let job = world.model.library.refreshing.as_ref().unwrap().job;
        let summary = RefreshSummary { failed, ..RefreshSummary::default() };
        world.tell(Answer::Refreshed { job, result: Ok(summary) });
    };
    let failure = |feed: Option<&str>, title: &str| Failure {
        feed: feed.map(|id| FeedId(id.into())),
        title: title.into(),
        why: "it is gone".into(),
    };
    world.press("R");
    done(&mut world, vec![failure(Some("Bay"), "Bay"), failure(None, "Page")]);
    assert_eq!(world.said(), "Nothing new in 0 feeds; 2 failed: ! shows them.");
    assert_eq!(names(world.press("!")), "[Page] Bay");
    assert_eq!(
        world.press("r").said(),
        "This is the page of an article, not a feed: it is tried again with all feeds."
    );
    world.press("j r");
    done(&mut world, Vec::new());
    assert_eq!(names(&world), "Page [Bay]");
    world.press("! R");
    done(&mut world, Vec::new());
    assert_eq!(names(world.press("!")), "[Bay]");
}

#[test]
fn without_failures_there_is_no_list() {
    let mut world = world(&[("Bay", "")]);
    assert_eq!(names(world.press("!")), "no list");
    assert_eq!(world.said(), "Nothing has failed: every feed could be read the last time.");
}
