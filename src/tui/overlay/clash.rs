//! Two wordings of one value, and what can be done with them.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::reader::Clash;
use crate::tui::flow::{self, Flow, Line};
use crate::tui::theme::{Role, Theme};

/// Columns that it takes at most, with its frame.
pub const WIDE: u16 = 76;

/// Bytes of a wording that are shown at most.
const MOST: usize = 2000;

/// Rows that it takes at this width, inside of its frame.
pub fn height(clash: &Clash, width: u16) -> u16 {
    // The looks make no difference to the height.
    let theme = Theme::shipped(0, crate::tui::Depth::None, &crate::tui::UNICODE);
    u16::try_from(lines(clash, width.saturating_sub(2), &theme).len()).unwrap_or(u16::MAX).saturating_add(2)
}

/// Draws it; the cursor stands at the answers, which are always in sight.
pub fn draw(clash: &Clash, body: Rect, theme: &Theme, buffer: &mut Buffer) -> Position {
    let last = body.bottom().saturating_sub(1);
    let inner =
        Rect { x: body.x + 1, width: body.width.saturating_sub(2), height: body.height.saturating_sub(2), ..body };
    flow::paint(&lines(clash, inner.width, theme), 0, inner, buffer);
    let answers = if clash.has_both() {
        "m keep yours, t keep theirs, b keep both, e write on"
    } else {
        "m keep yours, t keep theirs"
    };
    crate::tui::ink::paint(buffer, body.x + 1, last, body.right(), answers, theme.style(Role::Key));
    Position::new(body.x + 1, last)
}

fn lines(clash: &Clash, columns: u16, theme: &Theme) -> Vec<Line> {
    let mut flow = Flow::new(columns);
    let (mine, theirs) = clash.wordings();
    for (label, words) in [("Yours", mine), ("Theirs, which is kept now", theirs)] {
        flow.begin(0);
        flow.words(label, theme.style(Role::OverLabel));
        let end = crate::article::floor_boundary(&words, MOST.min(words.len()));
        for line in words.get(..end).unwrap_or_default().lines() {
            flow.begin(2);
            flow.words(line, theme.style(Role::Over));
        }
        flow.gap();
    }
    flow.finish()
}
