//! The list of the article's links: number, words, and the host that they really lead to.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::reader::links::{LinkList, host, words};
use crate::reader::{Model, Prompt};
use crate::tui::list::{self, Item};
use crate::tui::sides::{RowInk, State, say};
use crate::tui::theme::{Role, Theme};
use crate::tui::{ink, status};

/// What stands at the head.
pub fn title(model: &Model, list: &LinkList) -> String {
    let (shown, all) = (list.rows(&model.reading.article).len(), model.reading.article.links.len());
    if shown == all { format!("Links {all}") } else { format!("Links {shown} of {all}") }
}

/// Whether a line for what is typed stands over the list.
fn has_line(list: &LinkList) -> bool {
    list.typing || !list.prompt.text.is_empty()
}

fn below(list: &LinkList, body: Rect) -> Rect {
    let taken = u16::from(has_line(list)).min(body.height);
    Rect { y: body.y + taken, height: body.height - taken, ..body }
}

/// The rows that are on the screen.
pub fn items(model: &Model, list: &LinkList, body: Rect) -> Vec<Item> {
    list::items(below(list, body), list.rows(&model.reading.article).len(), list.chosen, |_| 1)
}

/// Draws the list; tells where the cursor stands: in the line that is typed, else on the chosen row.
pub fn draw(model: &Model, list: &LinkList, body: Rect, theme: &Theme, buffer: &mut Buffer) -> Option<Position> {
    let article = &model.reading.article;
    let rows = list.rows(article);
    let typed = has_line(list).then(|| line(&list.prompt, body, theme, buffer));
    if rows.is_empty() {
        say(buffer, below(list, body), "No link matches.", theme.style(Role::ListDim), theme);
    }
    let digits = article.links.len().to_string().len() as u16;
    let mut chosen = None;
    for item in items(model, list, body) {
        let Some((number, link)) = rows.get(item.number).and_then(|i| Some((i + 1, article.links.get(*i)?))) else {
            continue;
        };
        let state = if item.number == list.chosen { State::Chosen } else { State::Other };
        if state == State::Chosen {
            buffer.set_style(item.area, theme.style(Role::Chosen));
            chosen = Some(item.area.as_position());
        }
        let width = item.area.width;
        let mut row = RowInk { theme, buffer, area: item.area, state };
        if state == State::Chosen {
            row.put(0, 0, 1, theme.signs.chosen, Role::List);
        }
        let number = number.to_string();
        row.put(2 + digits.saturating_sub(ink::width(&number)), 0, width, &number, Role::ListDim);
        let from = 2 + digits + 1;
        let host = end_of(host(&link.url), (width.saturating_sub(from) / 2).max(8), theme.signs.more);
        let host_from = width.saturating_sub(ink::width(&host) + 1);
        let words = ink::shorten(&words(article, link), host_from.saturating_sub(from + 2), theme.signs.more);
        row.put(from, 0, width, &words, Role::List);
        if host_from > from + ink::width(&words) + 1 {
            row.put(host_from, 0, width, &host, Role::ListDim);
        }
    }
    typed.filter(|_| list.typing).or(chosen)
}

/// As much of the end of a host as there is room for: its owner's name stands there.
fn end_of(host: &str, columns: u16, more: &str) -> String {
    if ink::width(host) <= columns {
        return host.to_owned();
    }
    let mut from = 0;
    while ink::width(&host[from..]) + ink::width(more) > columns {
        from += host[from..].chars().next().map_or(1, char::len_utf8);
    }
    format!("{more}{}", &host[from..])
}

fn line(prompt: &Prompt, body: Rect, theme: &Theme, buffer: &mut Buffer) -> Position {
    let x = ink::paint(buffer, body.x + 1, body.y, body.right(), "/ ", theme.style(Role::Key));
    let line = Rect { x, y: body.y, width: body.right().saturating_sub(x), height: 1.min(body.height) };
    status::line(prompt, line, theme, buffer)
}
