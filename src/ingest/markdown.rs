//! Markdown (not written yet: see the next commit).
use super::draft::Draft;
pub(super) fn read(text: &str) -> Draft { super::plain::read(text) }
