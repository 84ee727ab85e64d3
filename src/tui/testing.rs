//! A screen as text: what stands on it and how it looks, for snapshots; and as a picture (SVG).

use std::fmt::Write as _;

use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier, Style};

/// The words of the screen, then the same cells with a letter for each style, then what the letters mean.
pub fn screen(buffer: &Buffer) -> String {
    let mut styles: Vec<String> = Vec::new();
    let mut words = String::new();
    let mut letters = String::new();
    for y in buffer.area.top()..buffer.area.bottom() {
        let (mut row, mut looks) = (String::new(), String::new());
        let mut covered = 0;
        for x in buffer.area.left()..buffer.area.right() {
            let cell = &buffer[(x, y)];
            if covered == 0 {
                row.push_str(cell.symbol());
                covered = super::ink::width(cell.symbol()).max(1);
            }
            covered -= 1;
            looks.push(letter(&mut styles, &describe(cell.style())));
        }
        let _ = writeln!(words, "{}", row.trim_end());
        let _ = writeln!(letters, "{}", looks.trim_end_matches('.'));
    }
    let mut out = format!("{words}\n{letters}\n");
    for (i, style) in styles.iter().enumerate() {
        let _ = writeln!(out, "{} = {style}", letter_of(i));
    }
    out
}

fn letter(styles: &mut Vec<String>, style: &str) -> char {
    if style.is_empty() {
        return '.';
    }
    let i = styles.iter().position(|other| other == style).unwrap_or_else(|| {
        styles.push(style.to_owned());
        styles.len() - 1
    });
    letter_of(i)
}

fn letter_of(i: usize) -> char {
    ('a'..='z').chain('A'..='Z').chain('0'..='9').nth(i).unwrap_or('?')
}

fn describe(style: Style) -> String {
    let mut parts = Vec::new();
    for (name, color) in [("", style.fg), ("on ", style.bg)] {
        if let Some(color) = color.filter(|color| *color != Color::Reset) {
            parts.push(format!("{name}{color}"));
        }
    }
    let names = [
        (Modifier::BOLD, "bold"),
        (Modifier::DIM, "dim"),
        (Modifier::ITALIC, "italic"),
        (Modifier::UNDERLINED, "underlined"),
        (Modifier::REVERSED, "reversed"),
    ];
    parts.extend(
        names
            .into_iter()
            .filter(|(modifier, _)| style.add_modifier.contains(*modifier))
            .map(|(_, name)| name.to_owned()),
    );
    parts.join(" ")
}

/// Size of a cell in the picture.
const CELL: (u32, u32) = (9, 19);

/// The screen as a picture, on the background of the dark theme.
pub fn svg(buffer: &Buffer) -> String {
    let (wide, high) = (u32::from(buffer.area.width) * CELL.0, u32::from(buffer.area.height) * CELL.1);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {} {}\" font-family=\"DejaVu Sans Mono, Menlo, Consolas, monospace\" font-size=\"15\">\n<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{BACK}\"/>\n<g transform=\"translate(12 12)\">\n",
        wide + 24,
        high + 24
    );
    for y in buffer.area.top()..buffer.area.bottom() {
        let mut x = buffer.area.left();
        while x < buffer.area.right() {
            let style = buffer[(x, y)].style();
            let from = x;
            let mut words = String::new();
            while x < buffer.area.right() && buffer[(x, y)].style() == style {
                let symbol = buffer[(x, y)].symbol();
                words.push_str(symbol);
                x += super::ink::width(symbol).max(1);
            }
            run(&mut out, from, y, x - from, &words, style);
        }
    }
    out.push_str("</g>\n</svg>\n");
    out
}

const BACK: &str = "#17191e";
const INK: &str = "#dcdfe4";

fn run(out: &mut String, x: u16, y: u16, columns: u16, words: &str, style: Style) {
    let color = |color: Option<Color>, other: &str| match color {
        Some(Color::Rgb(red, green, blue)) => format!("#{red:02x}{green:02x}{blue:02x}"),
        _ => other.to_owned(),
    };
    let (mut fg, mut bg) = (color(style.fg, INK), color(style.bg, BACK));
    let has = |modifier| style.add_modifier.contains(modifier);
    if has(Modifier::REVERSED) {
        std::mem::swap(&mut fg, &mut bg);
    }
    let (left, top) = (u32::from(x) * CELL.0, u32::from(y) * CELL.1);
    let wide = u32::from(columns) * CELL.0;
    if bg != BACK {
        let _ = writeln!(out, "<rect x=\"{left}\" y=\"{top}\" width=\"{wide}\" height=\"{}\" fill=\"{bg}\"/>", CELL.1);
    }
    if words.trim().is_empty() {
        return;
    }
    let mut marks = String::new();
    for (modifier, mark) in [
        (Modifier::BOLD, " font-weight=\"bold\""),
        (Modifier::ITALIC, " font-style=\"italic\""),
        (Modifier::UNDERLINED, " text-decoration=\"underline\""),
        (Modifier::DIM, " opacity=\"0.7\""),
    ] {
        if has(modifier) {
            marks.push_str(mark);
        }
    }
    let words = words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let _ = writeln!(
        out,
        "<text x=\"{left}\" y=\"{}\" textLength=\"{wide}\" xml:space=\"preserve\" fill=\"{fg}\"{marks}>{words}</text>",
        top + 14
    );
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Rect;

    use super::*;

    #[test]
    fn styles_are_told_by_letters() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 6, 2));
        buffer.set_string(0, 0, "ab日", Style::new().fg(Color::Red));
        buffer.set_string(1, 1, "x", Style::new().add_modifier(Modifier::BOLD));
        assert_eq!(screen(&buffer), "ab日\n x\n\naaa\n.b\n\na = Red\nb = bold\n");
    }

    #[test]
    fn a_picture_is_well_formed() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 6, 1));
        buffer.set_string(0, 0, "a<b&c", Style::new().add_modifier(Modifier::REVERSED));
        let picture = svg(&buffer);
        assert!(picture.contains("a&lt;b&amp;c") && picture.contains(&format!("fill=\"{INK}\"")));
    }
}
