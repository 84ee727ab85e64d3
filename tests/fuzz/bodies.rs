//! What must hold for any input. The property tests (`tests/fuzz.rs`) and the fuzz targets (`fuzz/`) share these checks.

pub mod anchors;
pub mod articles;
pub mod facts;
pub mod growth;
pub mod library;
pub mod lists;
pub mod screen;
pub mod typed;

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use allocation_counter::{AllocationInfo, measure};
use dateline::article::{Block, CleanText, Link, TextRange, is_unsafe};

/// A range fits the text: it lies on character boundaries and is not empty.
fn fits(text: &str, range: TextRange) {
    let words = text.get(range.start()..range.end());
    assert!(words.is_some_and(|words| !words.is_empty()), "{range:?} of {text:?}");
}

/// Blocks and links fit their text; blocks are sorted and do not overlap; the text is clean, and cleaning it again changes
/// nothing.
fn is_sound(text: &CleanText, blocks: &[Block], links: &[Link]) {
    assert_eq!(CleanText::new(text).as_str(), text.as_str());
    let mut end = 0;
    for block in blocks {
        fits(text, block.range);
        assert!(block.range.start() >= end, "{block:?} overlaps");
        end = block.range.end();
    }
    for link in links {
        fits(text, link.range);
        assert!(link.url.starts_with("http") && !link.url.chars().any(is_unsafe), "{link:?}");
    }
    assert!(links.is_sorted_by_key(|link| link.range.start()), "{links:?}");
}

/// What work may cost: so many allocations and so many allocated bytes, for nothing and for each byte of the input.
struct Budget {
    steps: (u64, u64),
    bytes: (u64, u64),
}

/// Does the work, and checks that its cost is in proportion to the input. Allocations stand for steps: unlike seconds they
/// are the same on every machine. Tables that are made when they are first used are not counted: work that costs too much
/// has a second try.
fn within<T>(budget: &Budget, input: usize, work: impl Fn() -> T) -> T {
    let input = input as u64;
    let (steps, bytes) = (budget.steps.0 + budget.steps.1 * input, budget.bytes.0 + budget.bytes.1 * input);
    let (result, spent) = measured(&work);
    if spent.count_total <= steps && spent.bytes_total <= bytes {
        return result;
    }
    let (result, spent) = measured(&work);
    assert!(spent.count_total <= steps, "{} allocations for {input} bytes, {steps} are allowed", spent.count_total);
    assert!(spent.bytes_total <= bytes, "{} bytes allocated for {input}, {bytes} are allowed", spent.bytes_total);
    result
}

/// What comes of the work, and what was allocated for it.
fn measured<T>(work: impl Fn() -> T) -> (T, AllocationInfo) {
    let mut result = None;
    // The counter has to hear of the end of the work, also if that is a panic.
    let spent = measure(|| result = Some(catch_unwind(AssertUnwindSafe(work))));
    match result {
        Some(Ok(result)) => (result, spent),
        Some(Err(panic)) => resume_unwind(panic),
        None => unreachable!("measured work was done"),
    }
}
