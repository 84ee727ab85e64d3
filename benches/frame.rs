//! One frame: the cost of a key press beyond `update`. `cargo bench --bench frame`.

use std::sync::Arc;

use dateline::article::{Article, Source};
use dateline::reader::{Keymap, Message, Model, Options, start, update};
use dateline::tui::{Areas, Depth, Theme, UNICODE, view};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Rect;

fn main() {
    divan::main();
}

/// A reader of a text of about so many bytes, with facts, on a screen of this size, in its middle.
fn reader(bytes: usize, width: u16, height: u16) -> Model {
    let paragraph = "The ferry from Bergen to Stavanger carried 4,200 people in March, up 12 per cent, and “nobody was left on \
                     the quay”, said Ingrid Solheim, who runs the line. Repairs cost 3.1 million kroner.\n\n";
    let text = paragraph.repeat(bytes.div_ceil(paragraph.len()));
    let article = Arc::new(Article::plain(Source::Stdin, text.as_str().into()));
    let mut model = Model::new(Arc::clone(&article), Vec::new(), 0, Keymap::standard(), Options::default());
    start(&mut model);
    let (job, facts) = (model.job, dateline::facts::extract(&article.text, None));
    update(&mut model, Message::Extracted { job, result: Ok(Arc::new(facts)) });
    let viewports = Areas::of(Rect::new(0, 0, width, height), &model).viewports(&model);
    update(&mut model, Message::Resized(viewports));
    for _ in 0..20 {
        press(&mut model, "n");
    }
    model
}

fn press(model: &mut Model, key: &str) {
    let key = key.parse().unwrap_or_else(|error| panic!("{error}"));
    update(model, Message::Key(key));
}

fn draw(bencher: divan::Bencher<'_, '_>, bytes: usize, width: u16, height: u16) {
    let model = reader(bytes, width, height);
    let theme = Theme::shipped(0, Depth::True, &UNICODE);
    let Ok(mut terminal) = Terminal::new(TestBackend::new(width, height));
    bencher.bench_local(|| terminal.draw(|frame| view(&model, &theme, frame)).map(|frame| frame.count));
}

#[divan::bench(args = [4_000, 100_000, 1_000_000])]
fn view_80x24(bencher: divan::Bencher<'_, '_>, bytes: usize) {
    draw(bencher, bytes, 80, 24);
}

#[divan::bench(args = [4_000, 1_000_000])]
fn view_200x60(bencher: divan::Bencher<'_, '_>, bytes: usize) {
    draw(bencher, bytes, 200, 60);
}

#[divan::bench(args = ["j", "n"])]
fn update_1_mb(bencher: divan::Bencher<'_, '_>, key: &str) {
    let mut model = reader(1_000_000, 80, 24);
    bencher.bench_local(|| press(&mut model, key));
}
