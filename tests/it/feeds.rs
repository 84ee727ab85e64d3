//! Feeds as the world has them: each class of damage and habit that real feeds show, read through the library's front
//! door. All feeds are our own.

use dateline::article::{Feed, Source};
use dateline::ingest::{ENTRIES, IngestError, Input, feed, is_feed};

fn at(address: &str, bytes: &[u8]) -> Feed {
    feed(&Input::new(bytes, &Source::Url(address.into()))).unwrap()
}

fn read(text: &str) -> Feed {
    at("https://news.example/feed.xml", text.as_bytes())
}

fn error(text: &[u8]) -> IngestError {
    feed(&Input::new(text, &Source::Stdin)).unwrap_err()
}

fn rss(items: &str) -> Feed {
    read(&format!(
        "<rss version=\"2.0\"><channel><title>Odden Post</title><link>https://odden.example/</link>{items}</channel></rss>"
    ))
}

fn atom(entry: &str) -> Feed {
    read(&format!("<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Odden Post</title><entry>{entry}</entry></feed>"))
}

fn titles(feed: &Feed) -> Vec<&str> {
    feed.entries.iter().map(|entry| entry.title.as_deref().unwrap_or("-")).collect()
}

fn title(feed: &Feed) -> &str {
    feed.entries[0].title.as_deref().unwrap()
}

fn summary(feed: &Feed) -> &str {
    &feed.entries[0].summary.as_ref().unwrap().text
}

fn content(feed: &Feed) -> &str {
    &feed.entries[0].content.as_ref().unwrap().text
}

#[test]
fn a_plain_rss_feed() {
    let feed = rss(
        "<item><title>Harbour opens</title><link>https://odden.example/1</link><guid isPermaLink=\"false\">no-1</guid>\
                    <pubDate>Tue, 12 Mar 2024 10:30:00 +0100</pubDate><author>ann@odden.example (Ann Lee)</author>\
                    <description>Ships &lt;b&gt;came&lt;/b&gt; in.</description></item>",
    );
    assert_eq!(feed.title.as_deref(), Some("Odden Post"));
    assert_eq!(feed.link.as_deref(), Some("https://odden.example/"));
    let entry = &feed.entries[0];
    assert_eq!((entry.id.as_str(), title(&feed)), ("no-1", "Harbour opens"));
    assert_eq!(entry.link.as_deref(), Some("https://odden.example/1"));
    assert_eq!(entry.published.as_deref(), Some("2024-03-12T09:30:00Z"));
    assert_eq!(entry.updated, None);
    assert_eq!(entry.author.as_deref(), Some("Ann Lee"));
    assert_eq!(summary(&feed), "Ships came in.");
    assert_eq!(entry.content, None);
}

#[test]
fn a_plain_atom_feed() {
    let feed = atom(
        "<title type=\"html\">Caf&amp;eacute; &amp;amp; bar</title><id>urn:1</id><link rel=\"edit\" href=\"/e\"/><link href=\"/a?x=1&amp;y=2\"/>\
         <published>2024-03-12T10:30:00Z</published><updated>2024-03-13T10:30:00Z</updated><author><name>Ann Lee</name><email>a@b.example</email></author>\
         <author><name>Bo Ek</name></author><summary>Short</summary><content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\"><p>One &lt; two</p><p>Two</p></div></content>",
    );
    let entry = &feed.entries[0];
    assert_eq!(title(&feed), "Café & bar");
    assert_eq!(entry.link.as_deref(), Some("https://news.example/a?x=1&y=2"));
    assert_eq!(
        (entry.published.as_deref(), entry.updated.as_deref()),
        (Some("2024-03-12T10:30:00Z"), Some("2024-03-13T10:30:00Z"))
    );
    assert_eq!(entry.author.as_deref(), Some("Ann Lee, Bo Ek"));
    assert_eq!((summary(&feed), content(&feed)), ("Short", "One < two\n\nTwo"));
    assert_eq!(entry.content.as_ref().unwrap().blocks.len(), 2);
}

#[test]
fn a_json_feed() {
    let feed = read(
        r#"{"version":"https://jsonfeed.org/version/1.1","title":"Odden Post","home_page_url":"https://odden.example/","language":"en",
        "items":[{"id":17,"url":"https://odden.example/17","title":"AT&T \ud800 & co","content_html":"<p>One</p><p>Two</p>","summary":"S",
        "date_published":"2024-03-12T10:30:00+01:00","authors":[{"name":"Ann Lee"}]},{"id":"https://odden.example/16","content_text":"a <b>"}]}"#,
    );
    assert_eq!(
        (feed.title.as_deref(), feed.link.as_deref(), feed.lang.as_deref()),
        (Some("Odden Post"), Some("https://odden.example/"), Some("en"))
    );
    assert_eq!((feed.entries[0].id.as_str(), title(&feed)), ("17", "AT&T \u{fffd} & co"));
    assert_eq!((summary(&feed), content(&feed)), ("S", "One\n\nTwo"));
    assert_eq!(feed.entries[0].published.as_deref(), Some("2024-03-12T09:30:00Z"));
    assert_eq!(feed.entries[1].link.as_deref(), Some("https://odden.example/16"));
    assert_eq!(feed.entries[1].content.as_ref().unwrap().text.as_str(), "a <b>");
}

#[test]
fn old_and_odd_versions() {
    let old_atom = "<feed version=\"0.3\" xmlns=\"http://purl.org/atom/ns#\"><title>F</title><entry><title mode=\"escaped\" type=\"text/html\">A &lt;i&gt;b&lt;/i&gt;</title>\
                    <issued>2004-01-02T03:04:05Z</issued><modified>2004-01-03T03:04:05Z</modified></entry></feed>";
    let feed = read(old_atom);
    assert_eq!((title(&feed), feed.entries[0].published.as_deref()), ("A b", Some("2004-01-02T03:04:05Z")));
    for head in [
        "<rss>",
        "<rss version=\"0.91\">",
        "<rss version='0.94'>",
        "<RSS>",
        "<rss xmlns=\"http://backend.userland.com/rss2\">",
        "\n\n \u{feff}<rss>",
    ] {
        let feed = read(&format!("{head}<channel><title>F</title><item><title>One</title></item></channel></rss>"));
        assert_eq!(titles(&feed), ["One"], "{head}");
    }
    let rdf = "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\
               <channel rdf:about=\"x\"><title>F</title><items><rdf:Seq><rdf:li resource=\"https://a.example/1\"/></rdf:Seq></items></channel>\
               <image><title>Logo</title></image><item rdf:about=\"https://a.example/1\"><title>One</title><dc:date>2024-03-12</dc:date><dc:creator>Ann Lee</dc:creator></item></rdf:RDF>";
    let feed = read(rdf);
    let entry = &feed.entries[0];
    assert_eq!((feed.title.as_deref(), titles(&feed)), (Some("F"), vec!["One"]));
    assert_eq!((entry.id.as_str(), entry.link.as_deref()), ("https://a.example/1", Some("https://a.example/1")));
    assert_eq!((entry.published.as_deref(), entry.author.as_deref()), (Some("2024-03-12T00:00:00Z"), Some("Ann Lee")));
    let channels = read(
        "<CHANNEL HREF=\"https://a.example/\"><TITLE>F</TITLE><ITEM HREF=\"b\" LASTMOD=\"2004-04-06T23:05:43-05:00\"><ABSTRACT>Words</ABSTRACT></ITEM></CHANNEL>",
    );
    assert_eq!(channels.entries[0].link.as_deref(), Some("https://a.example/b"));
    assert_eq!((summary(&channels), channels.entries[0].updated.as_deref()), ("Words", Some("2004-04-07T04:05:43Z")));
}

#[test]
fn names_in_any_case_and_under_any_prefix() {
    let upper = read(
        "<RSS><CHANNEL><TITLE>F</TITLE><ITEM><TITLE>One</TITLE><PUBDATE>2024-03-12</PUBDATE></ITEM></CHANNEL></RSS>",
    );
    assert_eq!((titles(&upper), upper.entries[0].published.as_deref()), (vec!["One"], Some("2024-03-12T00:00:00Z")));
    let prefixed = read(
        "<r:rss xmlns:r=\"http://backend.userland.com/rss2\"><r:channel><r:item><r:title>One</r:title></r:item></r:channel></r:rss>",
    );
    assert_eq!(titles(&prefixed), ["One"]);
    // Undeclared, but everybody knows what it means.
    assert_eq!(rss("<item><dc:creator>Ann</dc:creator></item>").entries[0].author.as_deref(), Some("Ann"));
    // Another vocabulary's words are not the feed's.
    let clash = rss(
        "<item xmlns:co=\"urn:company\"><co:description>no</co:description><description>yes</description><co:title>no</co:title></item>",
    );
    assert_eq!((summary(&clash), &clash.entries[0].title), ("yes", &None));
}

#[test]
fn bare_ampersands_and_unknown_entities() {
    let feed = rss(
        "<item><title>Q & A &c; &foo; &nbsp;&eacute;&hellip;</title><link>https://odden.example/?a=1&b=2</link><description>AT&T</description></item><item><title>Two</title></item>",
    );
    assert_eq!(titles(&feed), ["Q & A &c; &foo; é…", "Two"]);
    assert_eq!(feed.entries[0].link.as_deref(), Some("https://odden.example/?a=1&b=2"));
    assert_eq!(summary(&feed), "AT&T");
}

#[test]
fn cut_off_anywhere_it_keeps_what_was_whole() {
    let whole = "<rss><channel><title>F</title><item><title>One</title><guid>1</guid></item><item><guid>2</guid><title>Two</title><description><![CDATA[words and";
    for (cut, wanted) in [(whole.len(), 2), (whole.len() - 12, 2), (80, 1), (58, 1), (30, 0)] {
        let feed = read(&whole[..cut]);
        assert_eq!(feed.title.as_deref(), Some("F"), "{cut}");
        assert_eq!(feed.entries.len(), wanted, "{cut}");
    }
    assert_eq!(titles(&read(whole)), ["One", "Two"]);
}

#[test]
fn tags_that_are_not_closed() {
    let feed = rss(
        "<item><title>One<item><title>Two</title></item><item><description>Three<p>more<br>words</description></item>",
    );
    assert_eq!(titles(&feed), ["One", "Two", "-"]);
    assert_eq!(feed.entries[2].summary.as_ref().unwrap().text.as_str(), "Three\n\nmore\nwords");
    let stray = rss("</foo></b><item><title>One</title></i></item>");
    assert_eq!(titles(&stray), ["One"]);
    let junk = rss("<item><title>One</title></item><!bad <item><title>Two</title></item>");
    assert_eq!(titles(&junk), ["One", "Two"]);
}

#[test]
fn encodings_of_every_kind() {
    let text = "<?xml version=\"1.0\" encoding=\"NAME\"?><rss><channel><title>Zürich – 5 €</title></channel></rss>";
    let wide = |text: &str, unit: fn(u16) -> [u8; 2]| -> Vec<u8> { text.encode_utf16().flat_map(unit).collect() };
    let utf16 = text.replace("NAME", "utf-16");
    let western = [
        &text.replace("NAME", "iso-8859-1").as_bytes()[..text.find('Z').unwrap() + 6],
        b"Z\xfcrich \x96 5 \x80</title></channel></rss>",
    ]
    .concat();
    let unknown = text.replace("NAME", "x-klingon").into_bytes();
    for bytes in
        [wide(&utf16, u16::to_le_bytes), wide(&utf16, u16::to_be_bytes), western, utf16.clone().into_bytes(), unknown]
    {
        assert_eq!(at("https://a.example/", &bytes).title.as_deref(), Some("Zürich – 5 €"), "{:?}", &bytes[..40]);
    }
    assert_eq!(title(&rss("<item><title>it&#146;s &#x93;so&#x94;</title></item>")), "it’s “so”");
}

#[test]
fn a_documents_own_entities_are_never_expanded() {
    let bomb = "<!DOCTYPE rss [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\"><!ENTITY x SYSTEM \"file:///etc/passwd\">]>\
                <rss><channel><title>F &a;</title><item><title>&b;&x;</title></item></channel></rss>";
    let feed = read(bomb);
    assert_eq!((feed.title.as_deref(), title(&feed)), (Some("F &a;"), "&b;&x;"));
}

#[test]
fn texts_by_their_type() {
    let typed = |kind: &str, text: &str| atom(&format!("<title {kind}>{text}</title>"));
    assert_eq!(title(&typed("", "the &lt;blink&gt; tag")), "the <blink> tag");
    assert_eq!(title(&typed("type='text'", "<![CDATA[a &amp; <b>]]>")), "a &amp; <b>");
    assert_eq!(title(&typed("type='html'", "<![CDATA[a &amp; <b>c</b>]]>")), "a & c");
    assert_eq!(title(&typed("type='text/html'", "a &lt;script&gt;x&lt;/script&gt;b")), "a b");
    assert_eq!(title(&typed("type='image/odd'", "d29yZHM=")), "words");
    assert_eq!(title(&typed("mode='base64'", "PGI+d29yZHM8L2I+")), "words");
    assert_eq!(title(&typed("type='text/x-odd'", "words")), "words");
    // RSS says nothing: HTML only if it looks like it.
    assert_eq!(title(&rss("<item><title>AT&amp;amp;T &lt;b&gt;now&lt;/b&gt;</title></item>")), "AT&T now");
    assert_eq!(title(&rss("<item><title>the &lt;blink&gt; tag &amp; more</title></item>")), "the <blink> tag & more");
}

#[test]
fn the_whole_text_by_its_many_names() {
    for element in ["content:encoded", "body", "xhtml:body", "fullitem", "content"] {
        let feed = rss(&format!(
            "<item><description>short</description><{element}>&lt;p&gt;One&lt;/p&gt;&lt;p&gt;Two&lt;/p&gt;</{element}></item>"
        ));
        assert_eq!((summary(&feed), content(&feed)), ("short", "One\n\nTwo"), "{element}");
    }
    let inline =
        rss("<item><body xmlns=\"http://www.w3.org/1999/xhtml\"><p>One</p><script src=\"x\"/><p>Two</p></body></item>");
    assert_eq!(content(&inline), "One\n\nTwo");
}

#[test]
fn of_two_elements_for_one_field_the_better_counts() {
    assert_eq!(title(&rss("<item><title/><title>One</title><title>Two</title></item>")), "One");
    assert_eq!(
        title(&rss("<item><media:title>M</media:title><title>T</title><itunes:title>I</itunes:title></item>")),
        "T"
    );
    assert_eq!(title(&rss("<item><image><title>no</title></image><title>yes</title></item>")), "yes");
    assert_eq!(title(&rss("<item><media:group><media:title>M</media:title></media:group></item>")), "M");
}

#[test]
fn dates_by_their_many_names() {
    for element in ["pubDate", "published", "dcterms:issued", "dc:date", "dcterms:created"] {
        let feed = rss(&format!("<item><{element}>Tues, 12-Mar-24 10:30 EST</{element}></item>"));
        assert_eq!(feed.entries[0].published.as_deref(), Some("2024-03-12T15:30:00Z"), "{element}");
    }
    let feed = rss("<item><dcterms:modified>2024-03-12T10:30Z</dcterms:modified><pubDate>soon</pubDate></item>");
    assert_eq!(
        (feed.entries[0].published.as_deref(), feed.entries[0].updated.as_deref()),
        (None, Some("2024-03-12T10:30:00Z"))
    );
}

#[test]
fn authors_are_names() {
    for (written, name) in [
        ("Ann Lee &lt;ann@odden.example&gt;", "Ann Lee"),
        ("ann@odden.example (Ann Lee)", "Ann Lee"),
        ("Ann Lee (ann@odden.example)", "Ann Lee"),
        ("ann@odden.example", "ann@odden.example"),
        ("Ann Lee (London)", "Ann Lee (London)"),
        ("<![CDATA[<a href='x'>Ann Lee</a>]]>", "Ann Lee"),
    ] {
        assert_eq!(
            rss(&format!("<item><author>{written}</author></item>")).entries[0].author.as_deref(),
            Some(name),
            "{written}"
        );
    }
    assert_eq!(
        rss("<item><dc:creator>A</dc:creator><dc:creator>B</dc:creator><itunes:author>C</itunes:author></item>")
            .entries[0]
            .author
            .as_deref(),
        Some("A, B")
    );
}

#[test]
fn links_are_absolute_addresses_of_the_web() {
    let link = |feed: &Feed| feed.entries[0].link.clone();
    // Relative to xml:base, else to the channel's page, else to where the feed was read.
    assert_eq!(link(&rss("<item><link>/a b</link></item>")).as_deref(), Some("https://odden.example/a%20b"));
    let based = read(
        "<feed xml:base=\"https://a.example/x/\"><entry xml:base=\"y/\"><link href=\"z\"/><content type=\"html\">&lt;a href='w'>t&lt;/a></content></entry></feed>",
    );
    assert_eq!(link(&based).as_deref(), Some("https://a.example/x/y/z"));
    assert_eq!(based.entries[0].content.as_ref().unwrap().links[0].url, "https://a.example/x/y/w");
    let evil =
        read("<feed xml:base=\"file:///etc/\"><entry xml:base=\"javascript:\"><link href=\"a\"/></entry></feed>");
    assert_eq!(link(&evil).as_deref(), Some("https://news.example/a"));
    for bad in [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "http://",
        "http://[::1",
        "exec:ls",
        "ftp://a.example/",
    ] {
        assert_eq!(link(&rss(&format!("<item><title>t</title><link>{bad}</link></item>"))), None, "{bad}");
    }
    assert_eq!(
        link(&rss("<item><link>http://good.example:secret@bad.example/</link></item>")).as_deref(),
        Some("http://bad.example/")
    );
    let best = rss(
        "<item><atom:link rel=\"self\" href=\"/no\"/><atom:link rel=\"alternate\" type=\"application/json\" href=\"/json\"/><guid>https://odden.example/guid</guid>\
                    <link>https://counter.example/1</link><feedburner:origLink>https://odden.example/1</feedburner:origLink></item>",
    );
    assert_eq!(link(&best).as_deref(), Some("https://odden.example/1"));
    assert_eq!(
        link(&rss("<item><guid>https://odden.example/guid</guid></item>")).as_deref(),
        Some("https://odden.example/guid")
    );
    assert_eq!(link(&rss("<item><guid isPermaLink=\"false\">https://odden.example/guid</guid></item>")), None);
}

#[test]
fn an_identity_is_the_same_at_each_reading() {
    let items = "<item><title>A</title><pubDate>2024-03-12</pubDate><description>d</description></item><item><title>A</title><link>/x</link></item><item><description>d</description></item>";
    let (first, second) =
        (rss(items), rss(&format!("<item><title>New</title></item>{}", items.replace(">d<", ">corrected<"))));
    assert_eq!(first.entries[0].id, second.entries[1].id, "title and time");
    assert_eq!(first.entries[1].id.as_str(), "https://odden.example/x");
    assert_ne!(first.entries[2].id, second.entries[3].id, "nothing but the text");
    let ids: std::collections::HashSet<&str> = second.entries.iter().map(|entry| entry.id.as_str()).collect();
    assert_eq!(ids.len(), 4);
    // One identity for everything is none.
    let same = rss(
        "<item><guid>1</guid><title>A</title></item><item><guid>1</guid><title>B</title></item><item><guid>1</guid><title>B</title></item><item><guid>2</guid></item>",
    );
    assert_ne!(same.entries[0].id, same.entries[1].id);
    assert_eq!(same.entries[1].id, same.entries[2].id);
    assert_eq!(same.entries[3].id.as_str(), "2");
}

#[test]
fn what_is_no_feed_says_what_it_is() {
    assert_eq!(error(b""), IngestError::Empty);
    assert_eq!(error(b" \n\xef\xbb\xbf"), IngestError::Empty);
    assert_eq!(error(b"Only words"), IngestError::NotFeed);
    assert_eq!(error(b"{\"a\":1}"), IngestError::NotFeed);
    assert!(matches!(error(b"%PDF-1.7"), IngestError::NotText(_)));
    let page = b"<!doctype html><html><head><link rel=alternate type=application/rss+xml href=https://a.example/rss></head></html>";
    assert_eq!(error(page), IngestError::Page(Some("https://a.example/rss".into())));
    // A feed with nothing in it is one; who wants entries looks.
    for empty in [
        "<rss version=\"2.0\"></rss",
        "<?xml version=\"1.0\"?><!DOCTYPE html>",
        "<feed/>",
        "<odd><title>x</title></odd>",
    ] {
        assert!(read(empty).is_empty(), "{empty}");
    }
    let input = |text: &str| is_feed(&Input::new(text.as_bytes(), &Source::Stdin));
    assert!(
        input("<?xml version='1.0'?><!-- <html> --><rss>")
            && input("<a:feed xmlns:a='x'>")
            && input(r#"{"version":"https://jsonfeed.org/version/1"}"#)
    );
    assert!(!input("<html><body>rss</body></html>") && !input("The <rss> tag") && !input("{}"));
}

#[test]
fn nothing_that_acts_on_a_terminal_is_left() {
    let feed = rss(
        "<item><title>a\u{1b}]0;x\u{7}b &#27;[2J &#x9b;2J\u{202e}</title><guid>\u{1b}1</guid><author>\u{9b}A</author><description>\u{0}\u{8} w &#x1b;]52;c;x&#7;\n</description></item>",
    );
    let entry = &feed.entries[0];
    for text in [title(&feed), summary(&feed), entry.id.as_str(), entry.author.as_deref().unwrap()] {
        assert!(!text.chars().any(char::is_control), "{text:?}");
    }
}

#[test]
fn more_than_anybody_reads_is_cut_to_the_newest() {
    let item =
        |i: usize| format!("<item><title>t{i}</title><guid>{i}</guid><pubDate>{}</pubDate></item>", 1_600_000_000 + i);
    let feed = rss(&(0..ENTRIES + 100).map(item).collect::<String>());
    assert_eq!(feed.entries.len(), ENTRIES);
    assert_eq!(feed.entries[0].id.as_str(), "100");
    let long = rss(&format!(
        "<item><title>{}</title><description>{0}</description></item><item><title>Two</title></item>",
        "T ".repeat(4 << 20)
    ));
    assert!(title(&long).len() < 2000 && summary(&long).len() < 3 << 20);
    assert_eq!(titles(&long)[1], "Two");
}

#[test]
fn the_time_it_takes_grows_with_the_length() {
    let many = 200_000;
    let shapes = [
        "<a>",
        "</a>",
        "<item>",
        "<item><title>",
        "<![CDATA[",
        "<!--",
        "<!",
        "&",
        "&a;",
        "<",
        "<a b='",
        "<a xmlns:x='y'>",
        "]]>",
        "<item/>",
        "<author><name>",
    ];
    for shape in shapes {
        let start = std::time::Instant::now();
        let _ = read(&format!("<rss><channel>{}", shape.repeat(many)));
        let _ = rss(&format!("<item><description>{}", shape.repeat(many)));
        assert!(start.elapsed().as_secs() < 20, "{shape}");
    }
    let attributes: String = (0..many).map(|i| format!(" a{i}='v'")).collect();
    assert_eq!(titles(&rss(&format!("<item{attributes}><title{attributes}>One</title></item>"))), ["One"]);
}

mod anything {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]

        #[test]
        fn is_read_or_refused(text in "(<[a-z:]{1,8}( (href|type|xml:base|xmlns:a)='[a-z:/.]{0,8}')?/?>|</[a-z:]{1,8}>|<item>|<entry>|<title>|<link>|<!\\[CDATA\\[|\\]\\]>|<!--|&#?[a-z0-9]{1,5};|\\PC|\u{1b}){0,40}") {
            for text in [text.clone(), format!("<rss><channel><item>{text}"), format!("<feed>{text}"), format!("{{\"items\":[{text}]}}")] {
                let Ok(feed) = feed(&Input::new(text.as_bytes(), &Source::Stdin)) else { continue };
                for entry in &feed.entries {
                    prop_assert!(!entry.id.is_empty());
                    prop_assert!(entry.link.as_deref().is_none_or(|link| link.starts_with("http")));
                    for passage in entry.summary.iter().chain(&entry.content) {
                        for block in &passage.blocks {
                            prop_assert!(!block.range.slice(&passage.text).is_empty());
                        }
                    }
                }
            }
        }

        #[test]
        fn bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let _ = feed(&Input::new(&bytes, &Source::Stdin));
        }
    }
}

#[test]
fn an_entry_that_is_nothing_but_a_picture_can_be_read() {
    let xml = "<rss><channel><title>Odden</title><item><title>The mole</title><link>https://ledger.example/mole</link>\
               <description>&lt;img src='/mole.jpg' alt='The mole at dusk'&gt;</description></item></channel></rss>";
    let source = Source::Url("https://ledger.example/feed".to_owned());
    let feed = dateline::ingest::feed(&Input::new(xml.as_bytes(), &source)).unwrap();
    let entry = &feed.entries[0];
    assert_eq!(entry.summary.as_ref().map(|summary| summary.text.as_str()), Some(""));
    let article = entry.article(Source::Url("https://ledger.example/mole".to_owned()), &feed);
    assert_eq!(article.text.as_str(), "Picture: The mole at dusk https://ledger.example/mole.jpg");
}
