//! How long it takes to find passages again in an article of 10,000 words that was edited all over.
//!
//! `all` is what a refresh does: both texts made ready, then 50 bookmarks found, so its time is that of 50 bookmarks. The others are one
//! bookmark each, with the texts ready.

#![expect(clippy::unwrap_used, reason = "a bench that fails is a panic")]

use std::fmt::Write as _;

use dateline::article::{Anchor, Relocation, TextRange};
use divan::{Bencher, black_box};

const WORDS: usize = 10_000;
const SYLLABLES: &[&str] = &[
    "ba", "der", "lin", "mo", "ra", "ten", "ver", "is", "con", "pla", "to", "su", "nel", "gar", "ek", "hu", "wi", "st",
];

fn main() {
    divan::main();
}

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }

    fn word(&mut self) -> String {
        // A few words make up most of a text.
        let rank = self.roll(1000) * self.roll(1000) / 700;
        let mut own = Self(rank as u64 + 7);
        (0..=own.roll(3)).map(|_| SYLLABLES[own.roll(SYLLABLES.len())]).collect()
    }
}

fn article(dice: &mut Dice) -> Vec<Vec<String>> {
    let mut left = WORDS;
    let mut paragraphs = Vec::new();
    while left > 0 {
        let count = (30 + dice.roll(60)).min(left);
        left -= count;
        let full_stop = |i: usize| if i % 17 == 16 { "." } else { "" };
        paragraphs.push((0..count).map(|i| dice.word() + full_stop(i)).collect());
    }
    paragraphs
}

/// One word in 12 is another one, one paragraph in 10 is gone, and one in 10 stands elsewhere.
fn edited(paragraphs: &[Vec<String>], dice: &mut Dice) -> Vec<Vec<String>> {
    let mut out: Vec<Vec<String>> = Vec::new();
    for paragraph in paragraphs {
        let word = |word: &String| if dice.roll(12) == 0 { dice.word() } else { word.clone() };
        let paragraph = paragraph.iter().map(word).collect();
        match dice.roll(10) {
            0 => {}
            1 => out.insert(dice.roll(out.len() + 1), paragraph),
            _ => out.push(paragraph),
        }
    }
    out
}

fn join(paragraphs: &[Vec<String>]) -> String {
    let mut text = String::new();
    for paragraph in paragraphs {
        write!(text, "{}\n\n", paragraph.join(" ")).unwrap();
    }
    text
}

fn texts() -> (String, String) {
    let mut dice = Dice(42);
    let paragraphs = article(&mut dice);
    let new = edited(&paragraphs, &mut dice);
    (join(&paragraphs), join(&new))
}

/// Passages of `length` bytes, spread over the text.
fn passages(text: &str, length: usize, count: usize) -> Vec<Anchor> {
    let step = (text.len() - length) / count;
    (0..count).map(|i| Anchor::describe(text, TextRange::new(i * step, i * step + length))).collect()
}

#[divan::bench]
fn all_50_bookmarks_with_both_texts(bencher: Bencher) {
    let (old, new) = texts();
    let anchors: Vec<_> = [12, 60, 150, 400, 900].iter().flat_map(|length| passages(&old, *length, 10)).collect();
    bencher.bench(|| {
        let relocation = Relocation::new(Some(&old), &new);
        anchors.iter().map(|anchor| relocation.place(black_box(anchor)).score).sum::<f64>()
    });
}

#[divan::bench(args = [12, 60, 150, 400, 900, 2000])]
fn one_bookmark_of_bytes(bencher: Bencher, length: usize) {
    let (old, new) = texts();
    let anchors = passages(&old, length, 40);
    let relocation = Relocation::new(Some(&old), &new);
    relocation.place(&anchors[0]);
    let mut next = anchors.iter().cycle();
    bencher.bench_local(|| relocation.place(black_box(next.next().unwrap())));
}

#[divan::bench]
fn one_bookmark_without_the_old_text(bencher: Bencher) {
    let (old, new) = texts();
    let anchors = passages(&old, 200, 40);
    let relocation = Relocation::new(None, &new);
    relocation.place(&anchors[0]);
    let mut next = anchors.iter().cycle();
    bencher.bench_local(|| relocation.place(black_box(next.next().unwrap())));
}
