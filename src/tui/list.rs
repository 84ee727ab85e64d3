//! Which items of a list are on the screen: derived from the selected one, nothing kept.

use ratatui::layout::Rect;

/// One item of a list on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Item {
    /// Its number in the list.
    pub number: usize,
    /// The rows that it takes; the last item may be cut off below.
    pub area: Rect,
}

/// The items that `body` shows of a list of `count`, `height` rows each, so that `around` stands about in the middle.
pub fn items(body: Rect, count: usize, around: usize, height: impl Fn(usize) -> u16) -> Vec<Item> {
    if body.height == 0 || body.width == 0 || count == 0 {
        return Vec::new();
    }
    let around = around.min(count - 1);
    let mut first = around;
    let mut above = 0;
    let room = body.height.saturating_sub(height(around)) / 2;
    while first > 0 && above + height(first - 1) <= room {
        first -= 1;
        above += height(first);
    }
    // Near the end, rows that would stay empty go to the items above.
    let mut below = 0;
    let mut last = first;
    while last < count && below < body.height {
        below += height(last);
        last += 1;
    }
    while first > 0 && last == count && below + height(first - 1) <= body.height {
        first -= 1;
        below += height(first);
    }
    let mut out = Vec::new();
    let mut y = body.y;
    for number in first..count {
        if y >= body.bottom() {
            break;
        }
        let rows = height(number).min(body.bottom() - y);
        out.push(Item { number, area: Rect { y, height: rows, ..body } });
        y += rows;
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_selected_item_is_whole_and_no_row_is_wasted(
            heights in proptest::collection::vec(1u16..4, 1..40), at in 0usize..40, rows in 3u16..12,
        ) {
            let at = at.min(heights.len() - 1);
            let body = Rect::new(0, 5, 10, rows);
            let shown = items(body, heights.len(), at, |i| heights[i]);
            let chosen = shown.iter().find(|item| item.number == at);
            prop_assert!(chosen.is_some_and(|item| item.area.height == heights[at]));
            let used: u16 = shown.iter().map(|item| item.area.height).sum();
            prop_assert!(used <= rows);
            let first = shown[0].number;
            let all = shown.last().is_some_and(|item| item.number + 1 == heights.len());
            if used < rows {
                prop_assert!(all && (first == 0 || used + heights[first - 1] > rows));
            }
        }
    }
}
