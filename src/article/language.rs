//! A guess of a text's language, by its script and its commonest short words.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::range::floor_boundary;

/// So many bytes of a text are looked at.
const REACH: usize = 16 << 10;
/// With fewer words, nothing is said.
const FEWEST: usize = 20;

static WORDS: LazyLock<HashMap<&'static str, Vec<usize>>> = LazyLock::new(|| {
    let mut words: HashMap<&str, Vec<usize>> = HashMap::new();
    for (language, row) in rows().enumerate() {
        for word in row.1.split(' ') {
            words.entry(word).or_default().push(language);
        }
    }
    words
});

fn rows() -> impl Iterator<Item = (&'static str, &'static str)> {
    let table = include_str!("../../assets/lexicon/stopwords.tsv");
    table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'))
}

/// The language of `text` as its two-letter code; None when the text is short, mixed, or in none that is known.
pub fn guess_language(text: &str) -> Option<&'static str> {
    let text = text.get(..floor_boundary(text, REACH)).unwrap_or("");
    if let Some(language) = by_script(text) {
        return Some(language);
    }
    let names: Vec<&str> = rows().map(|row| row.0).collect();
    let mut hits = vec![0_usize; names.len()];
    let mut words = 0_usize;
    for word in text.split(|c: char| !c.is_alphabetic() && c != '\'' && c != '’').filter(|word| !word.is_empty()) {
        words += 1;
        let lower = word.to_lowercase().replace('’', "'");
        for language in WORDS.get(lower.as_str()).into_iter().flatten() {
            hits[*language] += 1;
        }
    }
    let best = (0..hits.len()).max_by_key(|i| hits[*i])?;
    let second = (0..hits.len()).filter(|i| *i != best).map(|i| hits[i]).max().unwrap_or(0);
    // A tenth of the words of running text, even of one full of names and figures; and clearly ahead.
    let sure = words >= FEWEST && hits[best] * 10 >= words && hits[best] * 10 >= second * 11;
    sure.then(|| names[best])
}

/// Whether the language is one that [`guess_language`] can tell by its words.
pub fn is_guessed(language: &str) -> bool {
    rows().any(|row| row.0 == language)
}

/// Languages that have a script to themselves.
fn by_script(text: &str) -> Option<&'static str> {
    const SCRIPTS: &[(&str, u32, u32)] = &[
        ("el", 0x370, 0x3ff),
        ("ru", 0x400, 0x52f),
        ("hy", 0x530, 0x58f),
        ("he", 0x590, 0x5ff),
        ("ar", 0x600, 0x6ff),
        ("hi", 0x900, 0x97f),
        ("bn", 0x980, 0x9ff),
        ("ta", 0xb80, 0xbff),
        ("te", 0xc00, 0xc7f),
        ("th", 0xe00, 0xe7f),
        ("ka", 0x10a0, 0x10ff),
        ("ko", 0xac00, 0xd7af),
        ("ja", 0x3040, 0x30ff),
        ("zh", 0x4e00, 0x9fff),
    ];
    let mut counts = [0_usize; SCRIPTS.len()];
    let (mut letters, mut ukrainian, mut persian) = (0_usize, false, false);
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        letters += 1;
        let code = c as u32;
        if let Some(at) = SCRIPTS.iter().position(|(_, from, to)| (*from..=*to).contains(&code)) {
            counts[at] += 1;
        }
        ukrainian |= matches!(c, 'і' | 'ї' | 'є' | 'ґ');
        persian |= matches!(c, 'پ' | 'چ' | 'گ' | 'ژ');
    }
    let best = (0..counts.len()).max_by_key(|i| counts[*i])?;
    let [.., kana, _] = counts;
    let language = match SCRIPTS[best].0 {
        // Japanese is written with Chinese characters too; a few kana among them tell it.
        "zh" if kana * 20 > letters => "ja",
        "ru" if ukrainian => "uk",
        "ar" if persian => "fa",
        language => language,
    };
    (letters >= FEWEST && counts[best] * 2 > letters
        || counts[best] * 3 > letters && kana * 20 > letters && letters >= FEWEST)
        .then_some(language)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(guess_language(text), expected, "{text}");
    }

    #[test]
    fn running_text_tells_its_language() {
        check(
            "The harbour of Odden opened on Monday after a storm that had kept it shut for a week, and the mayor said that \
             the ships would be back.",
            Some("en"),
        );
        check(
            "Der Hafen von Odden ist am Montag nach einem Sturm wieder geöffnet worden, und die Bürgermeisterin sagte, dass \
             die Schiffe bald zurück sind.",
            Some("de"),
        );
        check(
            "Le port a rouvert lundi après une tempête qui l'avait fermé pendant une semaine, et la maire a dit que les \
             bateaux sont dans la baie.",
            Some("fr"),
        );
        check(
            "Havnen i Odden åbnede mandag efter en storm, der havde lukket den i en uge, og borgmesteren siger at skibene \
             er på vej og ikke langt fra land.",
            Some("da"),
        );
    }

    #[test]
    fn scripts_tell_theirs() {
        check("Порт открылся в понедельник после шторма.", Some("ru"));
        check("Порт відкрився в понеділок після шторму, який тривав тиждень.", Some("uk"));
        check("港は嵐の後、月曜日に再び開かれたと市長は述べた。船は戻ってくる。", Some("ja"));
        check("港口在暴风雨之后于星期一重新开放，市长说船只即将返回。", Some("zh"));
    }

    #[test]
    fn short_or_mixed_texts_tell_nothing() {
        check("", None);
        check("Harbour reopens after storm", None);
        check(&"Odden 12 Lyon 31,000 Geneva Keller ".repeat(20), None);
    }
}
