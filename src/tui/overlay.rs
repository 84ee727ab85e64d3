//! What lies over the screen: help, details of a fact, all bookmarks, all commands.

mod aside;
mod bookmarks;
mod clash;
mod colors;
mod details;
mod export;
mod failures;
mod help;
mod links;
mod note;
mod palette;
mod passage;
mod question;
mod review;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::{Clear, Widget as _};

use super::areas::{Areas, inside};
use super::border::{self, Label};
use super::ink;
use super::list::Item;
use super::theme::{Role, Theme};
use crate::reader::{Model, Overlay};

/// Where an overlay stands; None for a line that is typed, which has the last line.
pub fn area(model: &Model, areas: &Areas, overlay: &Overlay) -> Option<Rect> {
    let room = areas.middle;
    if room.height < 2 || room.width < 4 {
        return Some(room).filter(|_| !matches!(overlay, Overlay::Asking { .. }));
    }
    match overlay {
        Overlay::Help { .. } => {
            let width = if room.width >= 110 { 108 } else { 76 };
            Some(areas.centered(width, help::height(model, width.min(room.width) - 2).saturating_add(2)))
        }
        Overlay::Details => Some(details::area(model, areas)),
        Overlay::Bookmarks(_) => Some(areas.centered(room.width.min(100).max(room.width * 3 / 5), room.height * 4 / 5)),
        Overlay::Aside(_) => Some(areas.centered(room.width.min(84), room.height * 4 / 5)),
        Overlay::Links(_) => {
            let rows = u16::try_from(model.reading.article.links.len()).unwrap_or(u16::MAX).saturating_add(3);
            Some(areas.centered(room.width.min(100).max(room.width * 3 / 5), rows.min(room.height * 4 / 5)))
        }
        Overlay::Failures(_) => Some(areas.centered(room.width.min(100).max(room.width * 3 / 5), room.height * 4 / 5)),
        Overlay::Passage(view) => Some(passage::area(model, view, areas)),
        Overlay::Note(view) => Some(note::area(model, view, areas)),
        Overlay::Clash(clash) => {
            let width = clash::WIDE.min(room.width);
            Some(areas.centered(width, clash::height(clash, width - 2).saturating_add(2)))
        }
        Overlay::Colors { .. } => Some(areas.centered(24, colors::ROWS + 2)),
        Overlay::Export(_) => Some(areas.centered(70, export::ROWS + 2)),
        Overlay::Review(view) => Some(review::area(view, areas)),
        Overlay::Palette { .. } => Some(areas.centered(74, (room.height * 4 / 5).max(6))),
        Overlay::Question(question) => {
            let width = question::WIDE.min(room.width);
            Some(areas.centered(width, question::height(question, width - 2).saturating_add(2)))
        }
        Overlay::Asking { .. } => None,
    }
}

/// The rows of an overlay's list that are on the screen.
pub fn rows(model: &Model, area: Rect, overlay: &Overlay) -> Vec<Item> {
    match overlay {
        Overlay::Bookmarks(list) => bookmarks::items(list, inside(area)),
        Overlay::Links(list) => links::items(model, list, inside(area)),
        Overlay::Failures(list) => failures::items(model, list, inside(area)),
        Overlay::Colors { chosen, .. } => colors::items(*chosen, inside(area)),
        Overlay::Export(view) => export::items(view, inside(area)),
        Overlay::Palette { prompt, chosen } => palette::items(model, &prompt.text, *chosen, inside(area)),
        _ => Vec::new(),
    }
}

/// Draws all overlays, the topmost last; tells where its cursor stands.
pub fn draw(model: &Model, areas: &Areas, theme: &Theme, buffer: &mut Buffer) -> Option<Position> {
    let mut cursor = None;
    for overlay in &model.overlays {
        let Some(area) = area(model, areas, overlay).filter(|area| !area.is_empty()) else { continue };
        Clear.render(area, buffer);
        buffer.set_style(area, theme.style(Role::Over));
        let title = match overlay {
            Overlay::Help { .. } => "Keys".to_owned(),
            Overlay::Details => details::title(model),
            Overlay::Bookmarks(list) => bookmarks::title(list),
            Overlay::Aside(_) => "Beside the article".to_owned(),
            Overlay::Links(list) => links::title(model, list),
            Overlay::Failures(_) => failures::title(model),
            Overlay::Passage(view) => passage::title(model, view, theme),
            Overlay::Note(view) => note::title(view, theme),
            Overlay::Clash(clash) => clash.title().to_owned(),
            Overlay::Colors { .. } => "Colour".to_owned(),
            Overlay::Export(view) => export::title(view),
            Overlay::Review(view) => review::title(view),
            Overlay::Palette { .. } => "Commands".to_owned(),
            Overlay::Question(question) => {
                ink::shorten(&question.title, area.width.saturating_sub(6), theme.signs.more)
            }
            Overlay::Asking { .. } => continue,
        };
        border::draw(buffer, area, false, theme, theme.style(Role::FrameFocus));
        border::labels(buffer, area, &[Label { text: title, style: theme.style(Role::FrameTitleFocus) }]);
        let body = inside(area);
        let at = match overlay {
            Overlay::Help { top } => Some(help::draw(model, *top, area, theme, buffer)),
            Overlay::Details => details::draw(model, body, theme, buffer),
            Overlay::Bookmarks(list) => bookmarks::draw(list, body, theme, buffer),
            Overlay::Aside(at) => aside::draw(model, *at, body, theme, buffer),
            Overlay::Links(list) => links::draw(model, list, body, theme, buffer),
            Overlay::Question(question) => Some(question::draw(question, body, theme, buffer)),
            Overlay::Failures(list) => failures::draw(model, list, body, theme, buffer),
            Overlay::Passage(view) => Some(passage::draw(model, view, body, theme, buffer)),
            Overlay::Note(view) => Some(note::draw(model, view, body, theme, buffer)),
            Overlay::Clash(clash) => Some(clash::draw(clash, body, theme, buffer)),
            Overlay::Colors { chosen, .. } => colors::draw(*chosen, body, theme, buffer),
            Overlay::Export(view) => Some(export::draw(view, body, theme, buffer)),
            Overlay::Review(view) => Some(review::draw(view, body, theme, buffer)),
            Overlay::Palette { prompt, chosen } => Some(palette::draw(model, prompt, *chosen, body, theme, buffer)),
            Overlay::Asking { .. } => None,
        };
        cursor = at.or(cursor);
    }
    cursor
}
