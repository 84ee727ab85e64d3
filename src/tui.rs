//! The screen: draws the [`Model`] with ratatui, and turns what the terminal says into messages. No file, clock or
//! thread; nothing here changes the model.
//!
//! **`view` is pure.** Whatever drawing needs is in the model, or follows from it and the size of the screen
//! ([`Areas`]).
//! **Nothing from outside reaches the terminal raw.** All words go through `ink`, cell by cell.

mod areas;
mod article;
mod border;
mod flow;
mod hyperlink;
mod ink;
pub mod input;
mod library;
mod list;
mod map;
mod overlay;
mod sides;
mod status;
pub mod terminal;
pub mod testing;
mod theme;

pub use areas::{Areas, Plan};
pub use theme::{ASCII, Depth, Role, Signs, THEMES, Theme, ThemeError, UNICODE};

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::reader::Model;

/// Most cells that a screen is taken to have: ratatui counts them in 16 bits.
const MOST_CELLS: u32 = 65_000;

/// The part of the screen that is drawn on.
pub fn usable(screen: Rect) -> Rect {
    let rows = MOST_CELLS / u32::from(screen.width.max(1));
    Rect { height: screen.height.min(rows.min(u32::from(u16::MAX)) as u16), ..screen }
}

/// Draws everything.
pub fn view(model: &Model, theme: &Theme, frame: &mut Frame<'_>) {
    let areas = Areas::of(usable(frame.area()), model);
    let buffer = frame.buffer_mut();
    buffer.set_style(areas.screen, theme.style(Role::Text));
    let in_middle = match &areas.library {
        Some(parts) => library::draw(model, parts, theme, buffer),
        None => {
            let in_text = article::draw(model, &areas, theme, buffer);
            sides::draw(model, &areas, theme, buffer).or(in_text)
        }
    };
    match areas.top {
        Some(top) if areas.library.is_some() => library::top(model, top, theme, buffer),
        Some(top) => status::top(model, &areas, top, theme, buffer),
        None => {}
    }
    let over = overlay::draw(model, &areas, theme, buffer);
    let typed = areas.last.and_then(|last| status::last(model, last, theme, buffer));
    if let Some(at) = typed.or(over).or(in_middle) {
        frame.set_cursor_position(at);
    }
}
