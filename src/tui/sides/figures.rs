//! A row of figures: the number, what it is about, how exact it is, and a bar among its like.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::RowInk;
use crate::facts::{Figure, FigureKind};
use crate::reader::Reading;
use crate::reader::details::one_line;
use crate::tui::ink;
use crate::tui::theme::Role;

/// Figures on either side of the selected one that columns and bars are reckoned from: a long article has thousands.
const NEAR: usize = 150;

/// Columns of a bar.
const BAR: u16 = 8;

/// What all rows of the pane have in common.
#[derive(Debug)]
pub struct Columns {
    /// Columns of the number.
    number: u16,
    /// For each unit that several figures have: its largest value.
    largest: Vec<(Unit, Decimal)>,
    /// Whether there is room for bars.
    bars: bool,
}

type Unit = (FigureKind, Option<String>);

/// Reckons the columns for a pane of `width`.
pub fn columns(reading: &Reading, selected: Option<(usize, bool)>, width: u16) -> Columns {
    let figures = reading.facts().map_or(&[][..], |facts| facts.figures.as_slice());
    let around = selected.map_or(0, |(row, _)| row);
    let rows = &reading.index.figures;
    let near = rows.get(around.saturating_sub(NEAR)..(around + NEAR).min(rows.len())).unwrap_or(&[]);
    let near: Vec<&Figure> = near.iter().filter_map(|index| figures.get(*index)).collect();
    let text = reading.text();
    let mut widths: Vec<u16> = near.iter().map(|figure| ink::width(&one_line(figure.range.slice(text)))).collect();
    widths.sort_unstable();
    // A few long ones ("six and a half metres") may stand out of the column.
    let usual = widths.get(widths.len() * 4 / 5).copied().unwrap_or(0);
    let mut largest: Vec<(Unit, Decimal, usize)> = Vec::new();
    for figure in near.iter().copied() {
        let Some(value) = comparable(figure) else { continue };
        let unit = (figure.kind, figure.unit.clone());
        match largest.iter_mut().find(|(other, ..)| *other == unit) {
            Some((_, most, count)) => {
                *most = (*most).max(value);
                *count += 1;
            }
            None => largest.push((unit, value, 1)),
        }
    }
    let largest: Vec<(Unit, Decimal)> =
        largest.into_iter().filter(|(_, _, count)| *count > 1).map(|(unit, most, _)| (unit, most)).collect();
    let bars = width >= 36 && !largest.is_empty();
    Columns { number: usual.clamp(4, (width / 3).clamp(6, 16)), largest, bars }
}

/// The value that a bar shows: amounts of one unit can be compared; dates, ranks and counts of this and that cannot.
fn comparable(figure: &Figure) -> Option<Decimal> {
    let kinds = [FigureKind::Money, FigureKind::Percent, FigureKind::Quantity];
    kinds.contains(&figure.kind).then(|| figure.high.or(figure.value))?.filter(|value| *value > Decimal::ZERO)
}

fn figure(reading: &Reading, row: usize) -> Option<&Figure> {
    reading.facts()?.figures.get(*reading.index.figures.get(row)?)
}

/// Draws figure number `row`.
pub fn draw(reading: &Reading, row: usize, columns: Option<&Columns>, ink: &mut RowInk<'_>) {
    let (Some(figure), Some(columns)) = (figure(reading, row), columns) else {
        return;
    };
    let text = reading.text();
    let more = ink.theme.signs.more;
    let words = ink::shorten(&one_line(figure.range.slice(text)), ink.area.width.saturating_sub(3), more);
    let x = 2 + columns.number.saturating_sub(ink::width(&words));
    let end = ink.put(x, 0, ink.area.width, &words, Role::FigureRow).max(2 + columns.number);

    let mut right = ink.area.width.saturating_sub(1);
    if columns.bars {
        right = right.saturating_sub(BAR);
        if end < right {
            bar(figure, columns, right, ink);
        }
        right = right.saturating_sub(1);
    }
    let what = figure.what.map(|range| one_line(range.slice(text))).unwrap_or_default();
    let approx = figure.approx.as_deref().unwrap_or("");
    let from = end + 2;
    let room = right.saturating_sub(from);
    let hedge = ink::width(approx);
    if !approx.is_empty() && room >= hedge + 9 {
        ink.put(right - hedge, 0, right, approx, Role::ListDim);
        let what = ink::shorten(&what, room - hedge - 1, more);
        ink.put(from, 0, right, &what, Role::List);
    } else {
        let what = match (approx, what.as_str()) {
            ("", _) => what,
            (approx, "") => approx.to_owned(),
            (approx, what) => format!("{approx} {} {what}", ink.theme.signs.dot),
        };
        ink.put(from, 0, right, &ink::shorten(&what, room, more), Role::List);
    }
}

fn bar(figure: &Figure, columns: &Columns, x: u16, ink: &mut RowInk<'_>) {
    let Some(value) = comparable(figure) else { return };
    let like = |(unit, _): &&(Unit, Decimal)| unit.0 == figure.kind && unit.1 == figure.unit;
    let Some((_, most)) = columns.largest.iter().find(like) else { return };
    let share = value.checked_div(*most).and_then(|share| share.to_f64()).unwrap_or(0.0);
    let length = (share * f64::from(BAR)).round() as usize;
    let [sliver, block] = ink.theme.signs.bar;
    let words = if length == 0 { sliver.to_owned() } else { block.repeat(length.min(usize::from(BAR))) };
    ink.put(x, 0, x + BAR, &words, Role::Bar);
}
