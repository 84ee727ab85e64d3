//! The input repeated until a cost that grows faster than its length shows; the checks hold their budgets against it.

use super::{articles, facts};

/// Bytes that are long enough for that.
const LONG: usize = 4096;

fn repeated(bytes: &[u8]) -> Vec<u8> {
    if bytes.is_empty() { Vec::new() } else { bytes.repeat(LONG.div_ceil(bytes.len())) }
}

/// HTML.
pub fn pages(bytes: &[u8]) {
    articles::page(&repeated(bytes));
}

/// Plain text and Markdown.
pub fn texts(bytes: &[u8]) {
    articles::text(&repeated(bytes));
}

/// Feeds.
pub fn feeds(bytes: &[u8]) {
    articles::feed(&repeated(bytes));
}

/// Facts.
pub fn facts(bytes: &[u8]) {
    facts::check(&repeated(bytes));
}
