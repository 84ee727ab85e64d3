//! How the cost of a document grows with its size, over shapes that an attacker would write.
//!
//! ```text
//! cargo bench --bench growth                 # all shapes at 256, 512 and 1024 KiB
//! cargo bench --bench growth -- table        # those with "table" in their name
//! cargo bench --bench growth -- --write DIR  # the largest of each as a file, to measure memory with other tools
//! ```
//!
//! Prints seconds of processor time for each size and the ratio of the last two. Ends with status 1 if a shape that
//! takes more than 0.2 s costs over 2.3 times as much at twice the size.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a program for the command line")]

mod growth {
    pub mod shapes;
}

use std::hint::black_box;
use std::process::ExitCode;
use std::time::Duration;

use dateline::article::Source;
use dateline::{facts, ingest, interchange};
use growth::shapes::{Kind, SHAPES, Shape};

/// The largest size, in bytes; the others are a half and a quarter of it.
const LARGEST: usize = 1 << 20;
/// Below this a ratio says nothing.
const FLOOR: Duration = Duration::from_millis(200);
const RATIO: f64 = 2.3;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    if let [flag, dir] = arguments.as_slice()
        && flag == "--write"
    {
        return write(dir);
    }
    let mut failed = false;
    println!("{:32} {:>8} {:>8} {:>8}  ratio", "shape", "1/4", "1/2", "1");
    for shape in SHAPES.iter().filter(|shape| arguments.iter().all(|word| shape.name.contains(word.as_str()))) {
        let [quarter, half, whole] = [LARGEST / 4, LARGEST / 2, LARGEST].map(|size| cost(shape, size));
        let ratio = whole.as_secs_f64() / half.as_secs_f64().max(1e-6);
        let bad = whole > FLOOR && ratio > RATIO;
        failed |= bad;
        let seconds = [quarter, half, whole].map(|cost| cost.as_secs_f64());
        let mark = if bad { "  <- grows" } else { "" };
        println!("{:32} {:8.3} {:8.3} {:8.3}  {ratio:5.2}{mark}", shape.name, seconds[0], seconds[1], seconds[2]);
    }
    if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn write(dir: &str) -> ExitCode {
    let done = SHAPES.iter().try_for_each(|shape| {
        let path = std::path::Path::new(dir).join(shape.name.replace(' ', "-")).with_extension(shape.kind.extension());
        std::fs::write(path, shape.make(LARGEST))
    });
    if let Err(error) = done {
        eprintln!("cannot write into {dir}: {error}");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

/// The processor time that a shape of this size takes, from bytes to facts.
fn cost(shape: &Shape, size: usize) -> Duration {
    let bytes = shape.make(size);
    let name = format!("a.{}", shape.kind.extension());
    let source = Source::File(name.clone());
    let input = ingest::Input { name: Some(&name), ..ingest::Input::new(&bytes, &source) };
    let before = processor_time();
    match shape.kind {
        Kind::Html | Kind::Text | Kind::Markdown => {
            if let Ok(article) = ingest::article(&input) {
                black_box(facts::extract(&article.text, article.lang.as_deref()));
            }
        }
        Kind::Feed => drop(black_box(ingest::feed(&input))),
        Kind::Opml => drop(black_box(ingest::read_opml(&bytes))),
        Kind::Import => {
            drop(black_box(interchange::import(interchange::ImportFormat::W3c, &bytes, jiff::Timestamp::UNIX_EPOCH)));
        }
    }
    processor_time().saturating_sub(before)
}

#[cfg(unix)]
fn processor_time() -> Duration {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    Duration::new(now.tv_sec.unsigned_abs(), now.tv_nsec.try_into().unwrap_or(0))
}

#[cfg(not(unix))]
fn processor_time() -> Duration {
    use std::sync::LazyLock;
    static START: LazyLock<std::time::Instant> = LazyLock::new(std::time::Instant::now);
    START.elapsed()
}
