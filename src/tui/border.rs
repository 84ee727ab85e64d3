//! Frames with names in them; neighbours share a line.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::ink;
use super::theme::Theme;

/// A word of a frame's upper line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The word.
    pub text: String,
    /// How it looks.
    pub style: Style,
}

/// Draws a frame around `rect`. Where it is `joined`, its upper line is also the lower line of what stands above.
pub fn draw(buffer: &mut Buffer, rect: Rect, joined: bool, theme: &Theme, style: Style) {
    if rect.width < 2 || rect.height < 2 {
        return;
    }
    let [horizontal, vertical] = theme.signs.lines;
    let [top_left, top_right, bottom_left, bottom_right] = theme.signs.corners;
    let (left, right, top, bottom) = (rect.left(), rect.right() - 1, rect.top(), rect.bottom() - 1);
    let mut put = |x: u16, y: u16, sign: &str| {
        if let Some(cell) = buffer.cell_mut((x, y)) {
            cell.set_symbol(sign).set_style(style);
        }
    };
    for x in left + 1..right {
        put(x, top, horizontal);
        put(x, bottom, horizontal);
    }
    for y in top + 1..bottom {
        put(left, y, vertical);
        put(right, y, vertical);
    }
    put(left, top, if joined { theme.signs.joints[0] } else { top_left });
    put(right, top, if joined { theme.signs.joints[1] } else { top_right });
    put(left, bottom, bottom_left);
    put(right, bottom, bottom_right);
}

/// Draws the joints where the frame below shares its upper line with this one.
pub fn join(buffer: &mut Buffer, rect: Rect, theme: &Theme) {
    if rect.width < 2 {
        return;
    }
    for (x, sign) in [(rect.left(), theme.signs.joints[0]), (rect.right() - 1, theme.signs.joints[1])] {
        if let Some(cell) = buffer.cell_mut((x, rect.bottom() - 1)) {
            cell.set_symbol(sign);
        }
    }
}

/// Writes names into the upper line of a frame. Returns the columns at which each stands.
pub fn labels(buffer: &mut Buffer, rect: Rect, labels: &[Label]) -> Vec<(u16, u16)> {
    let mut out = Vec::with_capacity(labels.len());
    let end = rect.right().saturating_sub(2);
    let mut x = rect.x.saturating_add(2);
    for label in labels {
        let from = x;
        if x + ink::width(&label.text) + 2 > end {
            break;
        }
        x = ink::paint(buffer, x, rect.y, end, " ", Style::new());
        x = ink::paint(buffer, x, rect.y, end, &label.text, label.style);
        x = ink::paint(buffer, x, rect.y, end, " ", Style::new());
        out.push((from, x));
        x += 1;
    }
    out
}
