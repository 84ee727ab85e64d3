//! From keys to actions. The one list is `assets/keymap.toml`; settings change it; help and palette are made from it.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::action::Action;
use super::key::{Key, Sequence};

/// Where a key is pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Context {
    /// Text and panes.
    Reading,
    /// While a passage is being selected; what is not bound there means what it means in [`Context::Reading`].
    Select,
    /// While the map has the focus; falls back likewise.
    Map,
    /// A list over the screen.
    List,
    /// The library's screen.
    Library,
    /// A note that is being written: what is not bound here is typed.
    Note,
}

/// One action with its keys and what the help says of it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Binding {
    /// Heading it stands under in the help.
    pub group: String,
    /// What it does.
    pub action: Action,
    /// Keys as they are written in the file.
    #[serde(deserialize_with = "sequences")]
    pub keys: Vec<Sequence>,
    /// Where they hold.
    #[serde(rename = "in", default = "reading")]
    pub contexts: Vec<Context>,
    /// A line for the help.
    pub doc: String,
}

#[derive(Deserialize)]
struct File {
    bind: Vec<Binding>,
}

/// All bindings, in the order of the help.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keymap {
    bindings: Vec<Binding>,
}

/// What some keys mean so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// This action.
    Action(Action),
    /// The beginning of a longer sequence.
    Pending,
    /// Nothing.
    Unbound,
}

/// Why the keys of the settings cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeymapError {
    /// Not the name of an action.
    #[error("“{0}” is no action")]
    UnknownAction(String),
    /// Not a key.
    #[error("{action}: {reason}")]
    Key {
        /// The action it was meant for.
        action: String,
        /// What is wrong with it.
        reason: String,
    },
}

fn reading() -> Vec<Context> {
    vec![Context::Reading]
}

fn sequences<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Vec<Sequence>, D::Error> {
    let keys = Vec::<String>::deserialize(deserializer)?;
    keys.iter().map(|key| key.parse().map_err(serde::de::Error::custom)).collect()
}

impl Keymap {
    /// The keymap that is compiled in.
    ///
    /// # Panics
    /// Never: a test parses the same asset.
    #[expect(clippy::expect_used, reason = "compiled in, and parsed by a test")]
    pub fn standard() -> Self {
        let file: File = toml::from_str(include_str!("../../assets/keymap.toml")).expect("assets/keymap.toml");
        Self { bindings: file.bind }
    }

    /// Gives actions other keys: the `[keys]` table of the settings. An action's old keys go; a key given to another
    /// action in the same place is taken from the one that had it.
    pub fn rebind(&mut self, keys: &BTreeMap<String, Vec<String>>) -> Result<(), KeymapError> {
        for (name, keys) in keys {
            let action: Action = serde_json::from_value(serde_json::Value::String(name.clone()))
                .map_err(|_| KeymapError::UnknownAction(name.clone()))?;
            let parsed = keys
                .iter()
                .map(|key| key.parse::<Sequence>())
                .collect::<Result<Vec<_>, _>>()
                .map_err(|error| KeymapError::Key { action: name.clone(), reason: error.to_string() })?;
            let Some(at) = self.bindings.iter().position(|binding| binding.action == action) else {
                return Err(KeymapError::UnknownAction(name.clone()));
            };
            let contexts = self.bindings[at].contexts.clone();
            for other in &mut self.bindings {
                if other.contexts.iter().any(|context| contexts.contains(context)) {
                    other.keys.retain(|key| !parsed.contains(key));
                }
            }
            self.bindings[at].keys = parsed;
        }
        Ok(())
    }

    /// What `pressed` means in `context`.
    pub fn meaning(&self, context: Context, pressed: &[Key]) -> Meaning {
        match self.exactly(context, pressed) {
            Meaning::Unbound if matches!(context, Context::Select | Context::Map) => {
                self.exactly(Context::Reading, pressed)
            }
            meaning => meaning,
        }
    }

    fn exactly(&self, context: Context, pressed: &[Key]) -> Meaning {
        let mut pending = false;
        for binding in self.bindings.iter().filter(|binding| binding.contexts.contains(&context)) {
            for Sequence(keys) in &binding.keys {
                if keys == pressed {
                    return Meaning::Action(binding.action);
                }
                pending |= keys.starts_with(pressed);
            }
        }
        if pending { Meaning::Pending } else { Meaning::Unbound }
    }

    /// All bindings, in the order of the help.
    pub fn bindings(&self) -> &[Binding] {
        &self.bindings
    }

    /// The first key of an action, to be shown; empty when it has none.
    pub fn key_of(&self, action: Action) -> String {
        self.bindings
            .iter()
            .find(|binding| binding.action == action)
            .and_then(|binding| binding.keys.first())
            .map(ToString::to_string)
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn means(keymap: &Keymap, context: Context, keys: &str) -> Meaning {
        keymap.meaning(context, &keys.parse::<Sequence>().unwrap().0)
    }

    #[test]
    fn sequences_wait_and_contexts_fall_back() {
        let keymap = Keymap::standard();
        assert_eq!(means(&keymap, Context::Reading, "g"), Meaning::Pending);
        assert_eq!(means(&keymap, Context::Reading, "g g"), Meaning::Action(Action::Top));
        assert_eq!(means(&keymap, Context::Reading, "g x"), Meaning::Unbound);
        assert_eq!(means(&keymap, Context::Map, "+"), Meaning::Action(Action::ZoomIn));
        assert_eq!(means(&keymap, Context::Reading, "+"), Meaning::Action(Action::Wider));
        assert_eq!(means(&keymap, Context::Select, "n"), Meaning::Action(Action::Next));
        assert_eq!(means(&keymap, Context::List, "n"), Meaning::Unbound);
    }

    #[test]
    fn no_key_means_two_things_in_one_place() {
        let keymap = Keymap::standard();
        let mut seen = std::collections::HashMap::new();
        for binding in keymap.bindings() {
            assert!(!binding.doc.is_empty() && !binding.keys.is_empty());
            for context in &binding.contexts {
                for key in &binding.keys {
                    let before = seen.insert((*context, key.clone()), binding.action);
                    assert_eq!(before, None, "{key} in {context:?}");
                    for n in 1..key.0.len() {
                        assert_eq!(keymap.exactly(*context, &key.0[..n]), Meaning::Pending, "{key} is hidden");
                    }
                }
            }
        }
    }

    #[test]
    fn settings_take_keys_from_others_and_name_what_is_wrong() {
        let mut keymap = Keymap::standard();
        let keys = |action: &str, key: &str| BTreeMap::from([(action.to_owned(), vec![key.to_owned()])]);
        keymap.rebind(&keys("next-fact", "n")).unwrap();
        assert_eq!(means(&keymap, Context::Reading, "n"), Meaning::Action(Action::NextFact));
        assert_eq!(keymap.rebind(&keys("nxt", "n")), Err(KeymapError::UnknownAction("nxt".into())));
        assert!(keymap.rebind(&keys("next", "Spaec")).is_err());
    }
}
