//! Layout: opening a text at a width (only line feeds are looked for), the rows of one screen, and all rows of a text;
//! beside them textwrap's own `wrap`, which keeps no offsets.

use dateline::article::{Article, CleanText, Source};
use dateline::reader::{RowId, TextLayout};
use divan::counter::BytesCount;

fn main() {
    divan::main();
}

fn article(bytes: usize) -> Article {
    let mut text = String::new();
    for sample in dateline::ingest::samples().iter().cycle() {
        if text.len() >= bytes {
            break;
        }
        text.push_str(&sample.text);
        text.push_str("\n\n");
    }
    Article::plain(Source::Stdin, CleanText::new(&text))
}

const SIZES: [usize; 3] = [5_000, 100_000, 1_000_000];

#[divan::bench(args = SIZES)]
fn open(bencher: divan::Bencher, bytes: usize) {
    let article = article(bytes);
    bencher
        .counter(BytesCount::of_str(article.text.as_str()))
        .bench(|| TextLayout::new(divan::black_box(&article), 72));
}

#[divan::bench(args = SIZES)]
fn first_screen(bencher: divan::Bencher, bytes: usize) {
    let article = article(bytes);
    bencher.bench(|| {
        let mut layout = TextLayout::new(divan::black_box(&article), 72);
        let first = layout.first();
        layout.prepare(&article.text, first, 60);
        layout
    });
}

#[divan::bench(args = SIZES)]
fn all_rows(bencher: divan::Bencher, bytes: usize) {
    let article = article(bytes);
    let text = article.text.as_str();
    bencher.counter(BytesCount::of_str(text)).bench(|| {
        let mut layout = TextLayout::new(divan::black_box(&article), 72);
        let (mut at, mut rows) = (layout.first(), 0usize);
        loop {
            layout.prepare(text, at, 40);
            let (next, steps): (RowId, usize) = layout.step(text, at, 40);
            rows += steps;
            if steps < 40 {
                return rows;
            }
            at = next;
        }
    });
}

#[divan::bench(args = SIZES)]
fn textwrap_itself(bencher: divan::Bencher, bytes: usize) {
    let article = article(bytes);
    let text = article.text.as_str();
    #[expect(clippy::disallowed_methods, reason = "the thing to compare with")]
    bencher.counter(BytesCount::of_str(text)).bench(|| textwrap::wrap(divan::black_box(text), 72).len());
}
