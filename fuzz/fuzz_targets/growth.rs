#![no_main]
#[path = "../../tests/fuzz/bodies.rs"]
#[expect(dead_code, reason = "a target uses some of the checks")]
mod bodies;

use bodies::growth;

// The first byte says what the rest is read as.
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let [which, rest @ ..] = bytes else { return };
    [growth::pages, growth::texts, growth::feeds, growth::facts][usize::from(which % 4)](rest);
});
