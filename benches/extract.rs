//! Extraction of all three kinds on one core: bytes a second, and whether ten times the text costs ten times the time.
//! Beside it the pass that all three share, so that a slow machine shows in both.

use dateline::facts::{self, Document, figure, place, quote};
use divan::counter::BytesCount;

fn main() {
    divan::main();
}

/// News text of at least `bytes` bytes: the sample articles, over and over.
fn news(bytes: usize) -> String {
    let samples = dateline::ingest::samples();
    let mut out = String::with_capacity(bytes + 8192);
    for article in samples.iter().cycle() {
        if out.len() >= bytes {
            break;
        }
        out.push_str(&article.text);
        out.push_str("\n\n");
    }
    out
}

const SIZES: [usize; 2] = [100_000, 1_000_000];

#[divan::bench(args = SIZES)]
fn all_three(bencher: divan::Bencher, bytes: usize) {
    let text = news(bytes);
    bencher.counter(BytesCount::of_str(&text)).bench(|| facts::extract(divan::black_box(&text), Some("en")));
}

#[divan::bench(args = SIZES)]
fn document(bencher: divan::Bencher, bytes: usize) {
    let text = news(bytes);
    bencher.counter(BytesCount::of_str(&text)).bench(|| Document::new(divan::black_box(&text)));
}

#[divan::bench(args = SIZES)]
fn figures(bencher: divan::Bencher, bytes: usize) {
    let text = news(bytes);
    let document = Document::new(&text);
    bencher.counter(BytesCount::of_str(&text)).bench(|| figure::find(divan::black_box(&document), Some("en"), &[]));
}

#[divan::bench(args = SIZES)]
fn places(bencher: divan::Bencher, bytes: usize) {
    let text = news(bytes);
    let document = Document::new(&text);
    bencher.counter(BytesCount::of_str(&text)).bench(|| place::find(divan::black_box(&document)));
}

#[divan::bench(args = SIZES)]
fn quotes(bencher: divan::Bencher, bytes: usize) {
    let text = news(bytes);
    let document = Document::new(&text);
    bencher.counter(BytesCount::of_str(&text)).bench(|| quote::find(divan::black_box(&document)));
}
