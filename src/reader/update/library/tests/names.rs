//! Feeds that are called otherwise, or put elsewhere; pages in the browser.

use crate::reader::library::Naming;

use super::*;

#[test]
fn a_feed_is_renamed_and_put_into_folders() {
    let mut world = World::new("A b");
    let ask = |world: &mut World, key: &str, typed: &str| {
        press(&mut world.model, key);
        press(&mut world.model, "C-u");
        type_in(&mut world.model, typed);
        match press(&mut world.model, "Enter").as_slice() {
            [Command::Library(Errand::Name { id, naming, .. })] => Some((id.0.clone(), naming.clone())),
            _ => None,
        }
    };
    world.press("h G");
    let title = |title: &str| Some(("Quay".to_owned(), Naming::Title(Some(title.into()))));
    assert_eq!(ask(&mut world, "e", " Quay  Weekly "), title("Quay Weekly"));
    assert_eq!(ask(&mut world, "e", ""), Some(("Quay".to_owned(), Naming::Title(None))));
    assert_eq!(ask(&mut world, "e", "Quay"), None, "it is called so");
    let folders = Naming::Folders(vec!["Ports".into(), "North".into()]);
    assert_eq!(ask(&mut world, "m", "Ports /North/"), Some(("Quay".to_owned(), folders)));
    assert_eq!(ask(&mut world, "m", " "), Some(("Quay".to_owned(), Naming::Folders(Vec::new()))));
    assert_eq!(ask(&mut world, "m", "Ports"), None, "it stands there");
    world.feeds[1].title = "Quay Weekly".into();
    world.tell(Answer::Named { job: 9, result: Ok(None) });
    assert_eq!(world.model.library.choice_name().as_str(), "Quay Weekly");
    assert_eq!(world.press("g g e").said(), "Only a feed can be renamed: choose one.");
    assert_eq!(world.press("m").said(), "Only a feed can be put into a folder: choose one.");
}

#[test]
fn the_page_of_what_is_chosen_is_opened_in_a_browser() {
    let mut world = World::new("A b");
    world.rows[0].source = Source::Url("https://bay.example/a".into());
    world.rows[1].source = Source::File("/b".into());
    world.feeds[1].link = Some("https://quay.example/".into());
    let mut world = World { model: World::of(world.rows.clone()).model, ..world };
    assert_eq!(press(&mut world.model, "o"), [Command::Browse("https://bay.example/a".into())]);
    assert_eq!(world.press("j o").said(), "It has no page on the web that is known.");
    world.press("x h G");
    assert_eq!(press(&mut world.model, "o"), [Command::Browse("https://quay.example/".into())]);
    assert_eq!(world.press("g g o").said(), "Choose an article or a feed first: its page is opened in a browser.");
}
