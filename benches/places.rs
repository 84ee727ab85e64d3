//! How fast places are found and resolved: bytes a second on one core.

use dateline::facts::{Document, place};
use divan::Bencher;
use divan::counter::BytesCount;

fn main() {
    divan::main();
}

/// News-like paragraphs of our own, repeated to about a megabyte.
fn text() -> String {
    let paragraphs = [
        "MOMBASA, Kenya — Dockers in Kenya's largest port ended a nine-day strike on Tuesday after the government in \
         Nairobi agreed to pay overtime for the night shift, union leaders said. Ships bound for Uganda, Rwanda and South \
         Sudan had been waiting off the coast since last week, and two were sent on to Dar es Salaam.",
        "The new line between Lyon and Turin will carry forty trains a day in each direction, said Amélie Garnier, who \
         runs the tunnel's control room near Modane. It replaces a road on which 2,300 lorries crossed the Alps every day.",
        "In Springfield, Illinois, the council voted 6-4 to keep the old library open until spring. Residents of Decatur \
         and Peoria had asked for the same, but Mr Lincoln Hayes, the city's treasurer, said that there was no money for it.",
        "“We have lost half of the harvest,” said Rosa Quispe, a farmer outside Cusco. Peru's ministry of agriculture has \
         promised seed and 40 million soles in loans; farmers in Puno and Arequipa say that little of it has arrived so far.",
    ];
    let mut out = String::new();
    while out.len() < 1_000_000 {
        for paragraph in paragraphs {
            out.push_str(paragraph);
            out.push_str("\n\n");
        }
    }
    out
}

#[divan::bench]
fn find(bencher: Bencher) {
    let text = text();
    let document = Document::new(&text);
    bencher.counter(BytesCount::of_str(&text)).bench(|| place::find(divan::black_box(&document)));
}

#[divan::bench]
fn cut_and_find(bencher: Bencher) {
    let text = text();
    bencher.counter(BytesCount::of_str(&text)).bench(|| place::find(&Document::new(divan::black_box(&text))));
}
