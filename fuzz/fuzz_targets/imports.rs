#![no_main]
#[path = "../../tests/fuzz/bodies.rs"]
#[expect(dead_code, reason = "a target uses one check")]
mod bodies;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| bodies::lists::import_any(bytes));
