//! Bookmarks leave a library and come into an empty one: nothing is lost, whatever characters they hold.

use std::path::Path;

use dateline::article::{Anchor, Article, ArticleId, CharIndex, CleanLine, CleanText, Collected, Source, Status};
use dateline::interchange::{ExportFormat, Exported, ImportFormat, Imported, export, import};
use dateline::library::{Library, NewBookmark};
use jiff::Timestamp;
use proptest::prelude::*;
use serde_json::Value;
use tempfile::TempDir;

use crate::home::Home;

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_700_000_000 + second).unwrap()
}

fn library(dir: &TempDir, name: &str) -> Library {
    Library::open(&dir.path().join(name)).unwrap()
}

fn write(library: &Library, format: ExportFormat) -> String {
    let articles = library.collect(None).unwrap();
    let exported: Vec<_> = articles.iter().map(|article| Exported { article, now: None }).collect();
    export(format, &exported).unwrap()
}

fn take(library: &mut Library, format: ImportFormat, text: &str) -> Vec<Collected> {
    let articles = import(format, text.as_bytes(), at(9)).unwrap().articles;
    library.take_in(&articles, at(9), false).unwrap();
    articles
}

/// Texts with every odd character: controls, marks, overrides, quotation marks of formats.
fn odd() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), "[=+@\\-\t\r\n\"',\\\\{}<>#*|:\u{202e}\u{1b}\u{0}\u{e000}é‘’“”]{0,12}", "\\PC{0,20}"]
}

fn source() -> impl Strategy<Value = Source> {
    prop_oneof![
        "[a-z]{1,8}".prop_map(|name| Source::Url(format!("https://{name}.example/ä?q=1#x"))),
        odd().prop_map(|name| Source::File(format!("/{}", name.replace('\0', "")))),
        Just(Source::Stdin),
        "[a-z]{1,8}".prop_map(Source::Sample),
    ]
}

prop_compose! {
    fn article()(
        source in source(),
        text in odd(),
        title in proptest::option::of(odd()),
        byline in proptest::option::of(odd()),
        raw in any::<bool>(),
    ) -> Article {
        let text = if raw { CleanText::verbatim(&(text + "words")) } else { CleanText::new(&(text + "words")) };
        let mut article = Article::plain(source, text);
        article.title = title.as_deref().map(CleanLine::new);
        article.byline = byline.as_deref().map(CleanLine::new);
        article.raw = raw;
        article
    }
}

prop_compose! {
    fn bookmark()(
        start in 0.0..1.0,
        length in 1usize..30,
        note in odd(),
        tags in prop::collection::vec(odd(), 0..4),
        color in proptest::option::of(odd()),
    ) -> (f64, usize, String, Vec<String>, Option<String>) {
        (start, length, note, tags, color)
    }
}

proptest! {
    // 60 times up to 40 bookmarks: well over 1,000.
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn out_and_in_again_nothing_is_lost(
        articles in prop::collection::vec((article(), prop::collection::vec(bookmark(), 4..14)), 1..5),
    ) {
        let dir = TempDir::new().unwrap();
        let mut first = library(&dir, "first.db");
        for (n, (article, bookmarks)) in (0..).zip(&articles) {
            let kept = first.keep(article, at(n)).unwrap();
            let index = CharIndex::new(&article.text);
            let count = article.text.chars().count();
            for (start, length, note, tags, color) in bookmarks {
                let start = (count as f64 * start) as usize;
                let new = NewBookmark {
                    article: kept.id.clone(),
                    anchor: Anchor::describe(&article.text, index.bytes(start, start + length)),
                    note: note.clone(),
                    tags: tags.clone(),
                    color: color.clone(),
                };
                let made = first.save_bookmark(new, &article.text, at(n)).unwrap();
                if color.is_some() {
                    let range = index.bytes(start / 2, start / 2 + length);
                    // A passage of blanks is refused.
                    let _ = first.place_by_hand(&made.id, &article.text, Some(range), at(n));
                }
            }
        }
        for (out, back) in [(ExportFormat::Json, ImportFormat::Json), (ExportFormat::W3c, ImportFormat::W3c)] {
            let text = write(&first, out);
            prop_assert!(!text.chars().any(|c| c.is_control() && c != '\n'));
            let mut second = library(&dir, &format!("{out:?}.db"));
            take(&mut second, back, &text);
            prop_assert_eq!(write(&second, out), text.clone());
            // Again: all are known.
            let articles = import(back, text.as_bytes(), at(10)).unwrap().articles;
            let taken = second.take_in(&articles, at(10), false).unwrap();
            prop_assert_eq!(taken.added, 0);
            prop_assert_eq!(write(&second, out), text);
        }
        // What people read: no control, no formula, never a panic.
        for format in [ExportFormat::Markdown, ExportFormat::Csv, ExportFormat::Org, ExportFormat::Bibtex, ExportFormat::Ris] {
            let text = write(&first, format);
            prop_assert!(!text.chars().any(|c| c.is_control() && c != '\n' && c != '\t'), "{:?}", format);
        }
    }

    #[test]
    fn whatever_comes_in_is_taken_or_refused(text in odd(), number in any::<i64>()) {
        let bookmark = serde_json::json!({"exact": text, "note": text, "tags": [text], "start": number, "source": text, "id": text});
        let file = serde_json::json!({"schema": 1, "bookmarks": [bookmark]}).to_string();
        let dir = TempDir::new().unwrap();
        prop_assert!(!text.is_empty() || import(ImportFormat::Json, file.as_bytes(), at(0)).is_err());
        if let Ok(Imported { articles, .. }) = import(ImportFormat::Json, file.as_bytes(), at(0)) {
            prop_assert_eq!(library(&dir, "l.db").take_in(&articles, at(0), false).unwrap().added, 1);
        }
        for format in [ImportFormat::Json, ImportFormat::W3c, ImportFormat::Csv] {
            let _ = import(format, text.as_bytes(), at(0));
        }
    }
}

const TEXT: &str = "The harbour opened again on Monday.\n\nSome 4,200 dockers went back to work, the port said.";

/// A library with one article and two bookmarks.
fn example(dir: &TempDir) -> (Library, ArticleId) {
    let mut library = library(dir, "example.db");
    let mut article = Article::plain(Source::Url("https://ledger.example/port".to_owned()), CleanText::new(TEXT));
    article.title = Some(CleanLine::new("Port: \"open\" again"));
    article.byline = Some(CleanLine::new("Ada Brandt"));
    article.published = Some(CleanLine::new("2026-11-25T08:00:00Z"));
    let kept = library.keep(&article, at(0)).unwrap();
    for (words, note, tags) in [("4,200 dockers", "=why?", vec!["work", "a b"]), ("The harbour", "", vec![])] {
        let start = TEXT.find(words).unwrap();
        let new = NewBookmark {
            article: kept.id.clone(),
            anchor: Anchor::describe(TEXT, (start..start + words.len()).into()),
            note: note.to_owned(),
            tags: tags.into_iter().map(str::to_owned).collect(),
            color: Some("red".to_owned()),
        };
        library.save_bookmark(new, TEXT, at(1)).unwrap();
    }
    (library, kept.id)
}

#[test]
fn bookmarks_of_an_unknown_article_wait_for_it() {
    let dir = TempDir::new().unwrap();
    let (first, id) = example(&dir);
    let mut second = library(&dir, "second.db");
    let articles = take(&mut second, ImportFormat::Json, &write(&first, ExportFormat::Json));
    assert_eq!(articles[0].revisions.len(), 1);
    let waiting = second.all_bookmarks().unwrap();
    assert!(waiting.iter().all(|listed| listed.bookmark.placement.status == Status::Orphan));
    assert_eq!((waiting.len(), waiting[0].title.as_str()), (2, "Port: \"open\" again"));
    assert_eq!(waiting[0].bookmark.article, id);

    let longer = Article::plain(articles[0].source.clone(), CleanText::new(&format!("Corrected.\n\n{TEXT}")));
    let kept = second.keep(&longer, at(20)).unwrap();
    assert_eq!((kept.id, kept.moved), (id, 2));
    let found = second.all_bookmarks().unwrap();
    assert!(found.iter().all(|listed| listed.bookmark.placement.status == Status::Shifted));
    assert_eq!(found[0].bookmark.placement.range.unwrap().slice(&longer.text), "4,200 dockers");
}

#[test]
fn an_import_is_all_or_nothing_and_can_be_tried() {
    let dir = TempDir::new().unwrap();
    let (first, _) = example(&dir);
    let text = write(&first, ExportFormat::Json);
    let mut second = library(&dir, "second.db");
    let articles = import(ImportFormat::Json, text.as_bytes(), at(5)).unwrap().articles;
    let tried = second.take_in(&articles, at(5), true).unwrap();
    assert_eq!((tried.added, tried.known, tried.orphans), (2, 0, 2));
    assert!(second.articles().unwrap().is_empty());

    let refused = |from: &str, to: &str| {
        import(ImportFormat::Json, text.replace(from, to).as_bytes(), at(5)).unwrap_err().to_string()
    };
    assert!(text.contains("\"schema\":1,"));
    assert!(refused("\"schema\":1,", "\"schema\":2,").contains("newer"));
    assert!(refused("\"exact\":\"The harbour\"", "\"exact\":\"\"").contains("bookmark 2"));
    assert!(refused("The harbour opened", "A harbour opened").contains("sha256:"));
    assert!(refused("\"tags\":[\"a b\"", "\"tags\":[7").contains("invalid type"));
    assert!(import(ImportFormat::Json, "[".repeat(100_000).as_bytes(), at(5)).is_err());
    assert!(import(ImportFormat::W3c, "[".repeat(100_000).as_bytes(), at(5)).is_err());
}

/// Every property that the model requires of what we write (https://www.w3.org/TR/annotation-model/).
#[test]
fn annotations_have_what_the_model_requires() {
    let dir = TempDir::new().unwrap();
    let (library, _) = example(&dir);
    let whole: Value = serde_json::from_str(&write(&library, ExportFormat::W3c)).unwrap();
    assert_eq!(whole["@context"][0], "http://www.w3.org/ns/anno.jsonld");
    assert_eq!((&whole["type"], &whole["total"]), (&"AnnotationCollection".into(), &2.into()));
    let page = &whole["first"];
    assert_eq!((&page["type"], &page["partOf"]), (&"AnnotationPage".into(), &whole["id"]));
    for id in [&whole["id"], &page["id"]] {
        assert!(id.as_str().unwrap().starts_with("urn:"));
    }
    let items = page["items"].as_array().unwrap();
    assert_eq!(items.len(), 2);
    for item in items {
        assert!(item["id"].as_str().unwrap().starts_with("urn:uuid:"));
        assert_eq!(item["type"], "Annotation");
        assert!(["highlighting", "commenting"].contains(&item["motivation"].as_str().unwrap()));
        let target = &item["target"];
        assert_eq!(
            (&target["type"], &target["source"]),
            (&"SpecificResource".into(), &"https://ledger.example/port".into())
        );
        let (quote, position) = (&target["selector"][0], &target["selector"][1]);
        assert_eq!((&quote["type"], &position["type"]), (&"TextQuoteSelector".into(), &"TextPositionSelector".into()));
        assert!(quote["exact"].is_string() && position["start"].is_u64() && position["end"].is_u64());
        assert!(target["state"]["sourceDate"].as_str().unwrap().parse::<Timestamp>().is_ok());
        assert!(item["created"].as_str().unwrap().parse::<Timestamp>().is_ok());
        for body in item["body"].as_array().into_iter().flatten() {
            assert!(body["type"] == "TextualBody" && body["value"].is_string() && body["purpose"].is_string());
        }
    }
    let purposes: Vec<_> = items[0]["body"].as_array().unwrap().iter().map(|body| body["purpose"].clone()).collect();
    assert_eq!(purposes, ["commenting", "tagging", "tagging"]);
}

#[test]
fn an_annotation_of_another_program_is_taken_in() {
    let other = r#"{"@context":"http://www.w3.org/ns/anno.jsonld","id":"https://a.example/1","type":"Annotation",
        "body":{"type":"TextualBody","value":"so"},
        "target":{"source":"https://b.example/","selector":{"type":"TextQuoteSelector","exact":"words"}}}"#;
    let found = import(ImportFormat::W3c, other.as_bytes(), at(0)).unwrap().articles;
    assert_eq!(found[0].source, Source::Url("https://b.example/".to_owned()));
    assert_eq!((found[0].bookmarks[0].anchor.exact.as_str(), found[0].bookmarks[0].note.as_str()), ("words", "so"));
    // The same again is the same bookmark.
    let again = import(ImportFormat::W3c, other.as_bytes(), at(5)).unwrap().articles;
    assert_eq!(again[0].bookmarks[0].id, found[0].bookmarks[0].id);
}

#[test]
fn readwise_rows_come_back() {
    let dir = TempDir::new().unwrap();
    let (first, _) = example(&dir);
    let text = write(&first, ExportFormat::Csv);
    assert!(
        text.starts_with(
            "Highlight,Title,Author,URL,Note,Location,Date\n\"4,200 dockers\",\"Port: \"\"open\"\" again\","
        )
    );
    let found = import(ImportFormat::Csv, text.as_bytes(), at(9)).unwrap().articles;
    let (made, came) = (&first.collect(None).unwrap()[0], &found[0]);
    assert_eq!((&came.source, &came.title, &came.byline), (&made.source, &made.title, &made.byline));
    for (made, came) in made.bookmarks.iter().zip(&came.bookmarks) {
        assert_eq!(
            (&came.anchor.exact, came.anchor.start, &came.note),
            (&made.anchor.exact, made.anchor.start, &made.note)
        );
    }
    assert_eq!(came.bookmarks[0].tags, ["a-b", "work"]);
}

fn snapshot(format: ExportFormat) -> String {
    let dir = TempDir::new().unwrap();
    let (library, id) = example(&dir);
    let article = library.article(&id).unwrap();
    let found = dateline::facts::Facts::default();
    let articles = library.collect(None).unwrap();
    let exported: Vec<_> =
        articles.iter().map(|a| Exported { article: a, now: Some((&article.text, &found)) }).collect();
    let mut text = export(format, &exported).unwrap();
    for (n, bookmark) in articles[0].bookmarks.iter().enumerate() {
        text = text.replace(&bookmark.id.0, &format!("ID{n}"));
    }
    text
}

#[test]
fn what_people_read() {
    insta::assert_snapshot!("export-markdown", snapshot(ExportFormat::Markdown));
    insta::assert_snapshot!("export-org", snapshot(ExportFormat::Org));
    insta::assert_snapshot!("export-bibtex", snapshot(ExportFormat::Bibtex));
    insta::assert_snapshot!("export-ris", snapshot(ExportFormat::Ris));
}

#[cfg(unix)]
#[test]
fn an_export_never_writes_over_a_file_unasked() {
    use std::os::unix::fs::PermissionsExt as _;
    use std::process::Command;
    let dir = TempDir::new().unwrap();
    drop(example(&dir));
    let path = |name: &str| dir.path().join(name);
    let run = |out: &Path, more: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
        command.args(["bookmarks", "export", "--format", "json", "--output"]).arg(out).args(more);
        command.env("DATELINE_LIBRARY", path("example.db")).output().unwrap().status.code().unwrap()
    };
    assert_eq!(run(&path("out.json"), &[]), 0);
    assert_eq!(std::fs::metadata(path("out.json")).unwrap().permissions().mode() & 0o777, 0o600);
    std::fs::write(path("other"), "mine").unwrap();
    assert_eq!(run(&path("other"), &[]), 3);
    assert_eq!(std::fs::read_to_string(path("other")).unwrap(), "mine");
    assert_eq!(run(&path("other"), &["--force"]), 0);
    assert_eq!(std::fs::read(path("other")).unwrap(), std::fs::read(path("out.json")).unwrap());
    assert_eq!(run(&path("none/out"), &[]), 3);
    let left = std::fs::read_dir(dir.path())
        .unwrap()
        .filter(|entry| entry.as_ref().unwrap().file_name().to_string_lossy().starts_with(".dateline"));
    assert_eq!(left.count(), 0);
}

/// A bookmark on "4,200 dockers" of [`TEXT`], whose sentence is another one by now.
#[test]
fn a_place_that_was_chosen_by_hand_is_kept_in_later_texts() {
    let dir = TempDir::new().unwrap();
    let (mut library, id) = example(&dir);
    let article = library.article(&id).unwrap();
    let bookmark = library.all_bookmarks().unwrap()[0].bookmark.clone();
    let keep = |library: &mut Library, text: &str, second| {
        let article = Article { text: CleanText::new(text), ..article.clone() };
        library.keep(&article, at(second)).unwrap();
        library.bookmark(&bookmark.id).unwrap().bookmark
    };
    let second = "The harbour opened again on Monday.\n\nEverybody was back at the cranes by noon, said the port.";
    assert_eq!(keep(&mut library, second, 10).placement.status, Status::Orphan);
    let start = second.find("Everybody").unwrap();
    let range = (start..start + "Everybody was back at the cranes".len()).into();
    let placed = library.place_by_hand(&bookmark.id, second, Some(range), at(11)).unwrap();
    assert_eq!((placed.placement.status, placed.placement.range), (Status::Changed, Some(range)));
    assert_eq!((&placed.anchor, &placed.revision), (&bookmark.anchor, &bookmark.revision));

    // It is looked for by the words that were chosen, and the first text is still there.
    let third = format!("Corrected.\n\n{second}");
    let found = keep(&mut library, &third, 12);
    assert_eq!(found.placement.range.unwrap().slice(&third), "Everybody was back at the cranes");
    assert_eq!(found.placement.status, Status::Changed);
    assert_eq!(library.original_text(&bookmark.id).unwrap().unwrap().as_str(), TEXT);
    // What cannot be a place is refused, and changes nothing.
    assert!(library.place_by_hand(&bookmark.id, second, Some((0..0).into()), at(13)).is_err());

    // It goes out and comes in with the rest.
    let mut other = self::library(&dir, "other.db");
    take(&mut other, ImportFormat::Json, &write(&library, ExportFormat::Json));
    assert_eq!(other.bookmark(&bookmark.id).unwrap().bookmark.placed, found.placed);

    // Left to the program again, the passage is as lost as it was; in the first text it stands.
    let left = library.place_by_hand(&bookmark.id, &third, None, at(14)).unwrap();
    assert_eq!((left.placement.status, left.placed), (Status::Orphan, None));
    assert_eq!(keep(&mut library, TEXT, 15).placement.status, Status::Exact);
}

#[test]
fn odd_paths_come_back_as_one_article() {
    for path in ["//", "/", "//@", "///", "//a", "/./a", "//a:b@c", "//a@b/c", "/a:b@c"] {
        let dir = TempDir::new().unwrap();
        let mut first = library(&dir, "first.db");
        let article = Article::plain(Source::File(path.into()), CleanText::new("Some words here"));
        let kept = first.keep(&article, at(0)).unwrap();
        let anchor = Anchor::describe(&article.text, CharIndex::new(&article.text).bytes(0, 4));
        let new = NewBookmark { article: kept.id.clone(), anchor, note: String::new(), tags: vec![], color: None };
        first.save_bookmark(new, &article.text, at(0)).unwrap();
        for (out, back) in [(ExportFormat::Json, ImportFormat::Json), (ExportFormat::W3c, ImportFormat::W3c)] {
            let text = write(&first, out);
            let mut second = library(&dir, &format!("{out:?}.db"));
            take(&mut second, back, &text);
            assert_eq!(write(&second, out), text, "{path} {out:?}");
        }
    }
}

#[test]
fn what_a_file_of_annotations_has_beside_is_kept_or_said() {
    let home = Home::new();
    let one = |id: &str, body: &str| {
        format!(
            r#"{{"type":"Annotation","id":"{id}",{body}"target":{{"source":"http://x.example/a","selector":
            {{"type":"TextQuoteSelector","exact":"{id} people"}}}}}}"#
        )
    };
    let short = home.file("short.json", one("300", r#""bodyValue":"my comment","#));
    let import = |file: &std::path::Path| home.run(&["bookmarks", "import", "--format", "w3c", file.to_str().unwrap()]);
    let ran = import(&short);
    assert_eq!((ran.status, ran.stderr.as_str()), (Some(0), ""));
    assert!(home.ok(&["bookmarks", "list", "--format", "json"]).contains("my comment"));
    let sound = home.file("sound.json", one("400", r#""body":{"type":"Sound","format":"audio/ogg"},"#));
    let ran = import(&sound);
    assert!(ran.status == Some(0) && ran.stderr.contains("1 note is no text and was left out"), "{}", ran.stderr);
    let items = format!("{},{}", one("500", ""), one("600", ""));
    for (list, why) in [
        (
            format!(r#"{{"total":5,"first":{{"next":"http://x.example/p2","items":[{items}]}}}}"#),
            "only 2 of 5 annotations are in the file; the next page is http://x.example/p2",
        ),
        (format!(r#"{{"type":"AnnotationPage","partOf":{{"id":"c","total":3}},"items":[{items}]}}"#), "only 2 of 3"),
        (format!(r#"{{"items":[{items}],"next":{{"id":"http://x.example/p2"}}}}"#), "only the first page"),
    ] {
        let ran = import(&home.file("list.json", list));
        assert!(ran.status == Some(1) && ran.stderr.contains(why), "{}", ran.stderr);
    }
    let ran =
        import(&home.file("empty.json", r#"{"type":"AnnotationCollection","total":5,"first":"http://x.example/p1"}"#));
    assert!(ran.stderr.contains("the annotations are not in it, but at http://x.example/p1"), "{}", ran.stderr);
    // All of it, as dateline writes it itself.
    let whole = home.file("whole.json", home.ok(&["bookmarks", "export", "--format", "w3c"]));
    let ran = import(&whole);
    assert_eq!((ran.status, ran.stderr.as_str()), (Some(0), ""));
}
