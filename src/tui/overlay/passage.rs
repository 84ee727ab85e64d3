//! A passage looked at: how it stands, both wordings of a changed one, where one that is gone stood, and the remarks.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::article::{Change, Status, TextRange, floor_boundary, word_diff};
use crate::reader::passage::standing;
use crate::reader::{Model, Passage, PassageView};
use crate::tui::areas::Areas;
use crate::tui::flow::{self, Flow, Line};
use crate::tui::sides::passage_sign;
use crate::tui::theme::{Role, Theme};

/// Bytes of a text that are shown at most; the rest can be read in the article.
const MOST: usize = 20_000;

fn passage<'a>(model: &'a Model, view: &PassageView) -> Option<&'a Passage> {
    model.reading.passages.iter().find(|passage| passage.is(&view.mark))
}

/// What stands at the head.
pub fn title(model: &Model, view: &PassageView, theme: &Theme) -> String {
    let Some(passage) = passage(model, view) else { return "Passage".to_owned() };
    let here = model.reading.passages_here();
    let number = here.iter().position(|i| model.reading.passages[*i].is(&view.mark));
    let of = match number {
        Some(number) if here.len() > 1 => format!(" {} of {} here", number + 1, here.len()),
        _ => String::new(),
    };
    format!("{} Passage{of}", passage_sign(passage.status, theme))
}

/// Where it stands: in the middle, as high as it has to be.
pub fn area(model: &Model, view: &PassageView, areas: &Areas) -> Rect {
    let width = areas.middle.width.min(84);
    // The looks make no difference to the height.
    let lines =
        lines(model, view, width.saturating_sub(4), &Theme::shipped(0, crate::tui::Depth::None, &crate::tui::UNICODE));
    areas.centered(width, u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(2).max(3))
}

/// Draws it.
pub fn draw(model: &Model, view: &PassageView, body: Rect, theme: &Theme, buffer: &mut Buffer) -> Position {
    let inner = Rect { x: body.x + 1, width: body.width.saturating_sub(2), ..body };
    let lines = lines(model, view, inner.width, theme);
    flow::paint(&lines, view.top, inner, buffer);
    inner.as_position()
}

fn lines(model: &Model, view: &PassageView, columns: u16, theme: &Theme) -> Vec<Line> {
    let mut flow = Flow::new(columns);
    let Some(passage) = passage(model, view) else { return flow.finish() };
    let plain = theme.style(Role::Over);
    let label = theme.style(Role::OverLabel);
    flow.begin(0);
    let words = standing(passage.status, passage.score, passage.by_hand);
    flow.words(&capital(&words), theme.style(Role::OverHeading));
    flow.gap();
    let text = model.reading.text();
    match (passage.status, passage.range) {
        (Status::Orphan, _) | (_, None) => gone(passage, view, &mut flow, theme),
        (Status::Changed, Some(range)) => {
            flow.begin(0);
            flow.words("What went [-…] and what came [+…]:", label);
            wordings(&passage.exact, range.slice(text), &mut flow, theme);
        }
        (_, Some(range)) => {
            flow.begin(2);
            flow.words(cut(range.slice(text)), plain);
        }
    }
    let remarks = &passage.remarks;
    let mut row = |name: &str, words: &str| {
        if !words.is_empty() {
            flow.gap();
            flow.begin(0);
            flow.words(name, label);
            flow.begin(2);
            flow.words(words, plain);
        }
    };
    row("Note", &remarks.note);
    row("Tags", &remarks.tags.iter().map(|tag| format!("#{tag}")).collect::<Vec<_>>().join("  "));
    row("Colour", remarks.color.as_deref().unwrap_or(""));
    flow.finish()
}

/// Where the words stood, with them marked.
fn gone(passage: &Passage, view: &PassageView, flow: &mut Flow, theme: &Theme) {
    let plain = theme.style(Role::ListDim);
    let marked = theme.style(Role::Removed);
    flow.begin(0);
    flow.words("It stood here:", theme.style(Role::OverLabel));
    flow.begin(2);
    match &view.original {
        Some(original) => {
            let text = original.text.as_str();
            let range = original.passage;
            let before = tail(&text[..range.start().min(text.len())]);
            flow.words(before, plain);
            flow.words(&format!("[{}]", cut(range.slice(text))), marked);
            flow.words(cut(text.get(range.end()..).unwrap_or("")), plain);
        }
        None => flow.words(&format!("[{}]", cut(&passage.exact)), marked),
    }
}

/// Both wordings, word by word: told apart by colour, and by signs where there is none.
fn wordings(old: &str, new: &str, flow: &mut Flow, theme: &Theme) {
    let (old, new) = (cut(old), cut(new));
    flow.begin(2);
    for (i, (change, range)) in word_diff(old, new).into_iter().enumerate() {
        let gap = if i > 0 { " " } else { "" };
        let piece = |sign: &str, text: &str, range: TextRange| match sign {
            "" => format!("{gap}{}", range.slice(text)),
            sign => format!("{gap}[{sign}{}]", range.slice(text)),
        };
        match change {
            Change::Same => flow.words(&piece("", new, range), theme.style(Role::Over)),
            Change::Removed => flow.words(&piece("-", old, range), theme.style(Role::Removed)),
            Change::Added => flow.words(&piece("+", new, range), theme.style(Role::Added)),
        }
    }
}

fn cut(text: &str) -> &str {
    text.get(..floor_boundary(text, MOST)).unwrap_or("")
}

fn tail(text: &str) -> &str {
    text.get(floor_boundary(text, text.len().saturating_sub(MOST))..).unwrap_or("")
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
