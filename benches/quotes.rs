//! How fast quotes are found: on news-like text, and on texts made to be slow.

use dateline::facts::{Document, quote};
use divan::counter::BytesCount;

fn main() {
    divan::main();
}

/// About 1 MB of invented news: every structure of attribution, both styles of marks.
fn news() -> String {
    const PARAGRAPHS: &[&str] = &[
        "The harbour at Port Sorrel will stay closed until the dredging is done, officials said on Tuesday, four weeks after the storm that sank two ferries.",
        "“We have moved nine hundred lorries of sand and there is more behind them,” said Ilse Marchetti, the harbour master. “Nobody sleeps much.”",
        "Ms Marchetti, who took the post in March, told reporters that the channel would be open before winter, and denied that her office had ignored warnings.",
        "‘It’s the council’s fault,’ Danilo Okafor, a shipowner, said outside the customs house. ‘They sold the dredger, and they sold it cheap.’",
        "The ministry called the claim “wholly without merit”. According to a report seen by this newspaper, the dredger was sold for a third of what it had cost.",
        "Prices of fish have doubled in six weeks; the cannery in Lower Street has sent home forty people, most of them women with families to feed.",
        "In a statement, the company wrote: “We regret the delay.” A spokesman, Peter Lindqvist, added that “nothing is ruled out”, though he did not say when work might begin.",
        "She had warned in spring that the sand would come. “I wrote eleven letters,” she said. “I have the copies.”",
    ];
    const SIZE: usize = 1 << 20;
    let mut text = String::with_capacity(SIZE + 400);
    for paragraph in PARAGRAPHS.iter().cycle() {
        if text.len() >= SIZE {
            break;
        }
        text.push_str(paragraph);
        text.push_str("\n\n");
    }
    text
}

fn repeated(unit: &str) -> String {
    unit.repeat((1 << 20) / unit.len())
}

fn bench(bencher: divan::Bencher<'_, '_>, text: &str) {
    let document = Document::new(text);
    bencher.counter(BytesCount::of_str(text)).bench(|| quote::find(&document).len());
}

#[divan::bench]
fn on_news(bencher: divan::Bencher<'_, '_>) {
    bench(bencher, &news());
}

#[divan::bench(sample_count = 10, args = ["\"", "“", "'", "‘a ", "“a” ", "“a” said ", "\" \"a", "('", "said ", "he said ", ", "])]
fn on_marks(bencher: divan::Bencher<'_, '_>, unit: &str) {
    bench(bencher, &repeated(unit));
}

#[divan::bench(sample_count = 10, args = ["Vale ", "Ana Vale said ", "Vale, ", "the ", "of the ", "“a,” Vale said, "])]
fn on_words(bencher: divan::Bencher<'_, '_>, unit: &str) {
    bench(bencher, &repeated(unit));
}
