#![no_main]
#[path = "../../tests/fuzz/bodies.rs"]
#[expect(dead_code, reason = "one target uses one body")]
mod bodies;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| bodies::terminal::check(bytes));
