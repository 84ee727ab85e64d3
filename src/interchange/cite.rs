//! A passage with where it comes from, as it is copied.

use crate::article::{Article, CleanLine, Source, author};

/// `words` in quotation marks, then speaker, title, byline, site, date and address, as far as they are known.
pub fn citation(article: &Article, words: &str, speaker: Option<&str>) -> String {
    let mut source: Vec<String> = Vec::new();
    source.extend(speaker.map(str::to_owned));
    source.extend(article.title.as_ref().map(|title| format!("“{title}”")));
    source.extend(article.byline.as_deref().map(|byline| author(byline).to_owned()));
    source.extend([&article.site, &article.published].into_iter().flatten().map(ToString::to_string));
    let url = article.url.clone().or_else(|| match &article.source {
        Source::Url(url) => Some(url.clone()),
        _ => None,
    });
    let words = CleanLine::new(words);
    let mut out = format!("“{}”", words.trim_matches(['“', '”', '"']));
    if !source.is_empty() {
        out.push_str("\n— ");
        out.push_str(&source.join(", "));
    }
    if let Some(url) = url {
        out.push('\n');
        out.push_str(&url);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::CleanText;

    #[test]
    fn what_is_known_is_said() {
        let mut article = Article::plain(Source::Stdin, CleanText::new("x"));
        assert_eq!(citation(&article, "“so\nit goes”", None), "“so it goes”");
        article.title = Some("Port opens".into());
        article.url = Some("https://a.example/p".into());
        assert_eq!(citation(&article, "so", Some("Ann Roe")), "“so”\n— Ann Roe, “Port opens”\nhttps://a.example/p");
    }
}
