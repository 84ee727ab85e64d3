//! How fast figures are found: on news, and on lines made to be hard. `cargo bench --bench figures`.
//!
//! The news is made here from our own sentences. After the timings the ratios are printed that the house holds to:
//! a megabyte of digits, commas or currency signs may cost three times as much per byte as news, no more.

#![expect(clippy::print_stdout, reason = "a bench reports")]

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use dateline::facts::{Document, figure};
use divan::counter::BytesCount;

const MEGABYTE: usize = 1_000_000;

/// Sentences as papers print them; `{n}` is a number that changes.
const SENTENCES: &[&str] = &[
    "The harbour board said on Tuesday that it would spend ${n}.4 million on the northern mole before winter.",
    "Nobody was hurt, and the ferry sailed again after the crew had pumped out the forward hold.",
    "About {n},200 people live on the island, a third of them above the age of 65, and most of them fish.",
    "Turnout rose from {n} to 61 per cent, its highest since 1998, according to the returning officer.",
    "“We have waited for this bridge since my grandfather was a boy,” said Ines Corvalan, 47, a baker.",
    "Heavy rain is expected in the hills, and drivers were asked to keep to the coast road where they can.",
    "The second phase, a {n}km line with 14 stations, is due by 2031 and will cost between €1.2bn and €1.5bn.",
    "Officials blamed an old pump, a blocked culvert and what they called an unlucky coincidence of tides.",
    "Shares in the builder fell 3.{n}% to 412p, while the wider market was little changed by the news.",
    "She had worked in the archive for half a century and knew, it was said, every drawer by its sound.",
];

fn news() -> String {
    let mut text = String::with_capacity(MEGABYTE + 200);
    let mut n = 11;
    while text.len() < MEGABYTE {
        for (i, sentence) in SENTENCES.iter().enumerate() {
            n = n * 37 % 89 + 10;
            text.push_str(&sentence.replace("{n}", &n.to_string()));
            text.push_str(if i % 4 == 3 { "\n\n" } else { " " });
        }
    }
    text
}

fn repeated(part: &str) -> String {
    part.repeat(MEGABYTE / part.len() + 1)
}

/// Lines that a careless reader would be slow on.
fn hard() -> Vec<(&'static str, String)> {
    vec![
        ("digits", repeated("7")),
        ("commas", repeated(",")),
        ("dollars", repeated("$")),
        ("digits and commas", repeated("1,234,")),
        ("digits and spaces", repeated("12 345 ")),
        ("hyphens", repeated("12-")),
        ("number words", repeated("seven hundred and ")),
        ("capitals", repeated("Apollo 11 ")),
    ]
}

fn main() {
    divan::main();
    ratios();
}

#[divan::bench]
fn document(bencher: divan::Bencher<'_, '_>) {
    let text = news();
    bencher.counter(BytesCount::of_str(&text)).bench(|| Document::new(&text));
}

#[divan::bench]
fn find_in_news(bencher: divan::Bencher<'_, '_>) {
    let text = news();
    let document = Document::new(&text);
    bencher.counter(BytesCount::of_str(&text)).bench(|| figure::find(&document, None, &[]));
}

fn time(text: &str) -> Duration {
    let document = Document::new(text);
    (0..5)
        .map(|_| {
            let start = Instant::now();
            divan::black_box(figure::find(&document, None, &[]));
            start.elapsed()
        })
        .min()
        .unwrap_or_default()
}

fn ratios() {
    let text = news();
    let base = time(&text).as_secs_f64() / text.len() as f64;
    let mut report = format!("news: {:.1} MB/s\n", 1e-6 / base);
    for (name, text) in hard() {
        let cost = time(&text).as_secs_f64() / text.len() as f64;
        let _ = writeln!(report, "{name}: {:.2} times the cost of news", cost / base);
    }
    println!("{report}");
}
