//! Links: from one to the next, opened in a browser, listed.

use super::super::action::Action;
use super::super::command::Command;
use super::super::key::{Code, Key};
use super::super::links::{self, LinkList};
use super::super::model::{Model, Overlay};
use super::super::prompt::Prompt;
use super::moves;
use crate::article::Source;

/// To the next (or previous) link; from the last one on to the first.
pub fn step(model: &mut Model, forward: bool) {
    let reading = &model.reading;
    let links = &reading.article.links;
    let at = reading.cursor.at;
    let found = if forward {
        links.iter().find(|link| link.range.start() > at).or(links.first())
    } else {
        links.iter().rev().find(|link| link.range.start() < at).or(links.last())
    };
    let Some(to) = found.map(|link| link.range.start()) else {
        return model.say("There is no link in this article.");
    };
    let around = if forward { to <= at } else { to >= at };
    moves::jump(&mut model.reading, to, None);
    if around && forward {
        model.say("From the last link on to the first.");
    } else if around {
        model.say("From the first link back to the last.");
    } else {
        show(model);
    }
}

/// Says where the link under the cursor leads: its words may say anything.
fn show(model: &mut Model) {
    if let Some(number) = links::under(&model.reading) {
        let links = &model.reading.article.links;
        let said = format!("Link {} of {}: {}", number + 1, links.len(), links[number].url);
        model.say(said);
    }
}

/// Opens the link under the cursor, else the article's own page.
pub fn open(model: &mut Model) -> Vec<Command> {
    let article = &model.reading.article;
    let url = match links::under(&model.reading) {
        Some(number) => Some(article.links[number].url.clone()),
        None => match &article.source {
            Source::Url(url) => Some(url.clone()),
            _ => article.url.clone(),
        },
    };
    match url {
        Some(url) => open_address(model, url),
        None => {
            let list = model.keymap.key_of(Action::Links);
            model.say(format!("No link under the cursor, and this article has no address. {list} lists its links."));
            Vec::new()
        }
    }
}

/// Opens an address in a browser, and says so.
pub fn open_address(model: &mut Model, url: String) -> Vec<Command> {
    model.say(format!("Opening {url}"));
    vec![Command::Browse(url)]
}

/// Lists the links; the one under the cursor, or the first after it, is chosen.
pub fn list(model: &mut Model) {
    let links = &model.reading.article.links;
    if links.is_empty() {
        return model.say("There is no link in this article.");
    }
    let at = model.reading.cursor.at;
    let chosen = links.partition_point(|link| link.range.end() <= at).min(links.len() - 1);
    model.overlays.push(Overlay::Links(LinkList { chosen, ..LinkList::default() }));
}

/// A key for the list while a filter is typed; None: it means what the keymap says.
pub fn type_key(model: &mut Model, key: Key) -> Option<Vec<Command>> {
    let Some(Overlay::Links(list)) = model.overlays.last_mut() else { return None };
    if !list.typing {
        // A digit begins a number.
        let Code::Char('0'..='9') = key.code else {
            let filtered = key.code == Code::Esc && !list.prompt.text.is_empty();
            if filtered {
                (list.prompt, list.chosen) = (Prompt::default(), 0);
            }
            return filtered.then(Vec::new);
        };
        (list.typing, list.prompt) = (true, Prompt::default());
    }
    match (key.code, key.ctrl) {
        (Code::Enter, _) => list.typing = false,
        (Code::Esc, _) | (Code::Char('c'), true) => *list = LinkList::default(),
        (Code::Down | Code::Tab, _) | (Code::Char('n'), true) => choose(model, 1),
        (Code::Up, _) | (Code::Char('p'), true) => choose(model, -1),
        _ => {
            if list.prompt.press(key) {
                list.chosen = 0;
            }
        }
    }
    Some(Vec::new())
}

/// Moves `by` rows in the list.
pub fn choose(model: &mut Model, by: isize) {
    if let Some(Overlay::Links(list)) = model.overlays.last_mut() {
        let most = list.rows(&model.reading.article).len().saturating_sub(1);
        list.chosen = list.chosen.saturating_add_signed(by).min(most);
    }
}

/// An action in the list that moves nothing in it.
pub fn act(model: &mut Model, action: Action) -> Vec<Command> {
    let Some(Overlay::Links(list)) = model.overlays.last_mut() else { return Vec::new() };
    if action == Action::Search {
        list.typing = true;
        return Vec::new();
    }
    let Some(link) = list.selected(&model.reading.article).and_then(|i| model.reading.article.links.get(i)) else {
        return Vec::new();
    };
    match action {
        Action::Activate => {
            let to = link.range.start();
            model.overlays.pop();
            moves::jump(&mut model.reading, to, None);
            show(model);
            Vec::new()
        }
        Action::OpenLink => {
            let url = link.url.clone();
            open_address(model, url)
        }
        Action::Copy => vec![Command::Copy(link.url.clone())],
        Action::Links => {
            model.overlays.pop();
            Vec::new()
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::super::testing::{model, overlays, press, show as shown, type_in};
    use super::*;
    use crate::article::{Article, Link, TextRange};

    /// A model whose words in `links` are links to `https://WORD.example/`.
    fn linked(marked: &str, links: &[&str]) -> Model {
        let mut model = model(marked);
        let article = Article::clone(&model.reading.article);
        let link = |word: &&str| {
            let start = article.text.find(*word).unwrap();
            Link { range: TextRange::new(start, start + word.len()), url: format!("https://{word}.example/") }
        };
        let links = links.iter().map(link).collect();
        model.reading.article = Arc::new(Article { links, ..article });
        model
    }

    fn notice(model: &Model) -> &str {
        model.notice.as_ref().map_or("", |notice| &notice.text)
    }

    #[test]
    fn keys_step_from_link_to_link_and_around() {
        let mut model = linked("|One two three four", &["two", "four"]);
        press(&mut model, "] l");
        assert_eq!(
            (shown(&model).as_str(), notice(&model)),
            ("One |two three four", "Link 1 of 2: https://two.example/")
        );
        press(&mut model, "] l ] l");
        assert_eq!(
            (shown(&model).as_str(), notice(&model)),
            ("One |two three four", "From the last link on to the first.")
        );
        press(&mut model, "[ l");
        assert_eq!(
            (shown(&model).as_str(), notice(&model)),
            ("One two three |four", "From the first link back to the last.")
        );
        let mut none = linked("|One", &[]);
        press(&mut none, "] l");
        assert_eq!(notice(&none), "There is no link in this article.");
    }

    #[test]
    fn o_opens_the_link_under_the_cursor_else_the_page() {
        let mut model = linked("One |two three", &["two"]);
        assert_eq!(press(&mut model, "o"), [Command::Browse("https://two.example/".into())]);
        assert_eq!(press(&mut model, "Enter"), [Command::Browse("https://two.example/".into())]);
        let mut model = linked("|One two three", &["two"]);
        assert_eq!(press(&mut model, "o"), []);
        assert!(notice(&model).contains("no address"));
        let article = Article::clone(&model.reading.article);
        let kept = Article { url: Some("https://page.example/".into()), ..article };
        model.reading.article = Arc::new(kept);
        assert_eq!(press(&mut model, "o"), [Command::Browse("https://page.example/".into())]);
        let article = Article::clone(&model.reading.article);
        model.reading.article = Arc::new(Article { source: Source::Url("https://own.example/".into()), ..article });
        assert_eq!(press(&mut model, "o"), [Command::Browse("https://own.example/".into())]);
    }

    #[test]
    fn enter_shows_the_fact_that_a_step_led_to_though_it_is_a_link() {
        let mut model = linked("|One [20] three", &["20"]);
        assert_eq!(press(&mut model, "n Enter"), []);
        assert_eq!(overlays(&model), ["details"]);
    }

    #[test]
    fn what_stands_beside_the_article_is_shown_on_demand() {
        let mut model = linked("|One", &[]);
        press(&mut model, "g a");
        assert_eq!((overlays(&model).len(), notice(&model)), (0, "Nothing was found beside this article."));
        let article = Article::clone(&model.reading.article);
        model.reading.article = Arc::new(Article { aside: vec!["a".into(), "b".into()], ..article });
        press(&mut model, "g a j j j");
        assert_eq!(model.overlays.last(), Some(&Overlay::Aside(1)));
        press(&mut model, "q");
        assert!(overlays(&model).is_empty());
    }

    #[test]
    fn the_list_is_filtered_and_its_rows_are_used() {
        let mut model = linked("|One two three four", &["two", "three", "four"]);
        press(&mut model, "L j");
        assert_eq!(press(&mut model, "o"), [Command::Browse("https://three.example/".into())]);
        assert_eq!(press(&mut model, "y"), [Command::Copy("https://three.example/".into())]);
        assert_eq!(overlays(&model), ["links"], "it stays");
        press(&mut model, "/");
        type_in(&mut model, "fo");
        press(&mut model, "Enter Enter");
        assert_eq!((shown(&model).as_str(), overlays(&model).len()), ("One two three |four", 0));
        press(&mut model, "L 2 Enter Enter");
        assert_eq!(shown(&model), "One two |three four", "by its number");
        press(&mut model, "L / z z Enter o Enter");
        assert_eq!(overlays(&model), ["links"], "nothing matches, nothing is done");
        press(&mut model, "Esc Esc");
        assert!(overlays(&model).is_empty());
    }
}
