//! The bodies of a W3C annotation: its notes and tags, in the forms that the model and the drafts before it have for a
//! text (<https://www.w3.org/TR/annotation-model/#bodies-and-targets>).

use serde_json::Value;

/// How deep bodies may lie in each other (a choice of choices).
const DEEPEST: usize = 8;
/// Where a body may say its text: in the model, in JSON-LD, in Open Annotation.
const TEXT: [&str; 5] = ["value", "@value", "rdf:value", "chars", "cnt:chars"];
/// Where a body may say which page it is.
const PAGE: [&str; 3] = ["source", "id", "@id"];

/// What the bodies of one annotation say.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Bodies {
    pub notes: Vec<String>,
    pub tags: Vec<String>,
    /// How many say nothing that can be kept.
    pub lost: usize,
}

impl Bodies {
    /// Of an annotation.
    pub fn of(annotation: &Value) -> Self {
        let mut out = Self::default();
        // A plain text has a short form of its own.
        for body in [annotation.get("bodyValue"), annotation.get("body")].into_iter().flatten() {
            out.add(body, false, 0);
        }
        out
    }

    fn add(&mut self, body: &Value, is_tag: bool, depth: usize) {
        let is_tag = is_tag || says(body, "purpose", "tagging");
        match body {
            Value::Null => {}
            Value::String(text) => self.put(text, is_tag),
            _ if depth == DEEPEST => self.lost += 1,
            Value::Array(bodies) => bodies.iter().for_each(|body| self.add(body, is_tag, depth + 1)),
            // A choice, a composite or a list: one who reads it has to see all of it.
            Value::Object(_) if body.get("items").is_some_and(Value::is_array) => {
                self.add(&body["items"], is_tag, depth + 1);
            }
            // Another page or a picture is told by its address.
            Value::Object(_) => match said(body, &TEXT).or_else(|| said(body, &PAGE)) {
                Some(text) => self.put(text, is_tag),
                None if body.get("source").is_some_and(Value::is_object) => {
                    self.add(&body["source"], is_tag, depth + 1);
                }
                None => self.lost += 1,
            },
            Value::Bool(_) | Value::Number(_) => self.lost += 1,
        }
    }

    fn put(&mut self, text: &str, is_tag: bool) {
        let all = if is_tag { &mut self.tags } else { &mut self.notes };
        all.push(text.to_owned());
    }
}

/// The first of these that is a text.
fn said<'a>(body: &'a Value, names: &[&str]) -> Option<&'a str> {
    names.iter().find_map(|name| body.get(name)?.as_str())
}

/// Whether something is this word, or has it among others.
fn says(body: &Value, name: &str, word: &str) -> bool {
    match body.get(name) {
        Some(Value::Array(all)) => all.iter().any(|one| one == word),
        Some(one) => one == word,
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_form_of_a_text_is_a_note_or_a_tag() {
        for annotation in [
            json!({ "bodyValue": "so" }),
            json!({ "body": "so" }),
            json!({ "body": { "type": "TextualBody", "value": "so" } }),
            json!({ "body": { "type": "Choice", "items": [{ "type": "TextualBody", "value": "so" }] } }),
            json!({ "body": [{ "type": "List", "items": [{ "type": "Composite", "items": ["so"] }] }] }),
            json!({ "body": { "@type": ["cnt:ContentAsText"], "chars": "so" } }),
            json!({ "body": { "@value": "so", "@language": "en" } }),
            json!({ "body": { "type": "SpecificResource", "source": { "id": "so" }, "purpose": "commenting" } }),
            json!({ "body": { "id": "so", "type": "Image" } }),
        ] {
            let wanted = Bodies { notes: vec!["so".to_owned()], ..Bodies::default() };
            assert_eq!(Bodies::of(&annotation), wanted, "{annotation}");
        }
        for purpose in [json!("tagging"), json!(["tagging", "classifying"])] {
            let annotation = json!({ "body": [{ "value": "sea", "purpose": purpose }, { "value": "so" }] });
            let wanted = Bodies { notes: vec!["so".to_owned()], tags: vec!["sea".to_owned()], lost: 0 };
            assert_eq!(Bodies::of(&annotation), wanted);
        }
    }

    #[test]
    fn what_cannot_be_kept_is_counted() {
        let mut deep = json!("so");
        for _ in 0..20 {
            deep = json!({ "items": [deep] });
        }
        for (body, lost) in [(json!({ "type": "Sound" }), 1), (json!([3, {}, "so"]), 2), (deep, 1), (json!(null), 0)] {
            assert_eq!(Bodies::of(&json!({ "body": body })).lost, lost, "{body}");
        }
    }
}
