//! `dateline extract`: the facts of articles as JSON.

use std::sync::Arc;

use super::args::{ExtractArgs, ExtractFormat};
use super::failure::{Exit, Failure};
use super::input::load_limited;
use super::output::write_out;
use crate::app::deadline::{Undone, within};
use crate::app::intake::Input;
use crate::facts;
use crate::interchange::{Extraction, Failed, to_json};

/// Prints one object an input, each as soon as it is made.
pub(super) fn extract(args: &ExtractArgs) -> Result<Exit, Failure> {
    let array = args.format == ExtractFormat::Json && args.inputs.len() > 1;
    let mut exit = Exit::Ok;
    write_out(|out| {
        for (i, input) in args.inputs.iter().enumerate() {
            let json = object(&Input::from(input.as_os_str()), args).unwrap_or_else(|failed| {
                let (json, failure) = *failed;
                failure.report();
                exit = Exit::Partly;
                json
            });
            if array {
                out.write_all(if i == 0 { b"[" } else { b",\n" })?;
            }
            out.write_all(json.as_bytes())?;
            if !array {
                out.write_all(b"\n")?;
                // Whoever reads line by line waits for this one.
                out.flush()?;
            }
        }
        if array { out.write_all(b"]\n") } else { Ok(()) }
    })?;
    Ok(exit)
}

/// The object of one input; if it failed, the object that says so.
fn object(input: &Input, args: &ExtractArgs) -> Result<String, Box<(String, Failure)>> {
    let name = input.name();
    let made = load_limited(input, args.raw, args.timeout).and_then(|(article, deadline)| {
        let article = Arc::new(article);
        let read = Arc::clone(&article);
        let found = within(deadline, move |stop| facts::extract_until(&read.text, read.lang.as_deref(), stop));
        let cut = article.is_cut() || matches!(found, Err(Undone::Late(_)) | Ok((_, false)));
        let found = found.map(|(facts, _)| facts).unwrap_or_default();
        to_json(&Extraction::new(&name, &article, &found).cut(cut))
            .map_err(|error| Failure::new(Exit::Input, "cannot write JSON", &name, &error.to_string(), ""))
    });
    made.map_err(|failure| {
        let failed = Failed { schema: 1, source: &name, error: &failure.why() };
        Box::new((to_json(&failed).unwrap_or_default(), failure))
    })
}
