//! Documents that were made to cost more than they should.

/// What a document claims to be.
#[derive(Clone, Copy)]
pub enum Kind {
    Html,
    Text,
    Markdown,
    Feed,
    Opml,
    Import,
}

impl Kind {
    pub fn extension(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Text => "txt",
            Self::Markdown => "md",
            Self::Feed => "xml",
            Self::Opml => "opml",
            Self::Import => "json",
        }
    }
}

/// A document: what it begins with, and what is repeated. `#` in the repeated part becomes its number.
pub struct Shape {
    pub name: &'static str,
    pub kind: Kind,
    head: &'static str,
    part: &'static str,
    tail: &'static str,
}

impl Shape {
    /// The document at about this size, in bytes.
    pub fn make(&self, size: usize) -> Vec<u8> {
        let mut out = self.head.to_owned();
        let numbered = self.part.contains('#');
        let mut number = 0_usize;
        while out.len() + self.tail.len() < size {
            if numbered {
                out.push_str(&self.part.replace('#', &number.to_string()));
            } else {
                out.push_str(self.part);
            }
            number += 1;
        }
        out.push_str(self.tail);
        out.into_bytes()
    }
}

const fn html(name: &'static str, head: &'static str, part: &'static str, tail: &'static str) -> Shape {
    Shape { name, kind: Kind::Html, head, part, tail }
}

const fn shape(name: &'static str, kind: Kind, head: &'static str, part: &'static str, tail: &'static str) -> Shape {
    Shape { name, kind, head, part, tail }
}

const RSS: &str = "<?xml version='1.0'?><rss version='2.0'><channel><title>t</title>";
const ATOM: &str = "<feed xmlns='http://www.w3.org/2005/Atom'><title>t</title>";
const OUTLINE: &str = "<opml version='2.0'><body>";

pub const SHAPES: &[Shape] = &[
    html(
        "page plain",
        "<body>",
        "<p>The harbour of Odden opened on Monday after 9 days, its master said, and 14 ships came in.</p>\n",
        "",
    ),
    html("page tiny paragraphs", "<body>", "<p>a", ""),
    html("page of elements", "<body>", "<i></i>", ""),
    html("div deep", "<body>", "<div>", "x"),
    html("div deep with words", "<body>", "<div>some words here, ", "x"),
    html("noscript deep", "<body>", "<noscript>some words ", "x"),
    html("formatting left open", "<body>", "<div><b id=#>x</div>", ""),
    html("font left open", "<body>", "<section><font size=# color=#>x</section>", ""),
    html("anchors left open", "<body>", "<p><a href=/#>word ", ""),
    html("adoption agency", "<body>", "<b><p>x</b>", ""),
    html("adoption agency nested", "<body>", "<b id=#><i id=#><div>x</b></i>", ""),
    html("adoption of many children", "<body><b><i><u><s><div>", "<em></em>", "</b></i></u></s>"),
    html("formatting with attributes", "<body>", "<a class=# href=# id=# rel=# role=# style=#>x", ""),
    html("table ends ignored", "<body>", "<div><table><td></div>", ""),
    html("object ends ignored", "<body>", "<object><p></div>", ""),
    html("svg title", "<body>", "<svg><title></svg>", ""),
    html("svg foreign object", "<body>", "<svg><foreignObject>x", ""),
    html("math annotation", "<body>", "<math><annotation-xml encoding=text/html><p>x", ""),
    html("svg inputs", "<body><svg>", "<input>", ""),
    html("foster parenting", "<body><table>", "word <b>x", ""),
    html("foster parents nested", "<body>", "<table>x", ""),
    html("tables nested", "<body>", "<table><tr><td>x y z", ""),
    html("template nested", "<body>", "<template><div>x", ""),
    html("select options", "<body><select>", "<option>word #", ""),
    html("frameset", "<html>", "<frameset><frame>", ""),
    html("plaintext", "<body><p>x</p><plaintext>", "words and <b>more</b> words, ", ""),
    html("body attributes", "", "<body a#=1>", "x"),
    html("html attributes", "", "<html a#=1>", "x"),
    html("one tag of attributes", "<body><p ", "a# ", ">x"),
    html("tags of attributes", "<body>", "<p a b c d e f g h i j k l m n o p q r s t u v w x y z>x", ""),
    html("quoted attributes", "<body><p ", "a#=\">\" ", ">x"),
    html("entities", "<body><p>", "&amp;&eacute;&#x2014;&nosuch;", ""),
    html("ampersands", "<body><p>", "&</i>", ""),
    html("comments", "<body>", "<!-- <p> -->x", ""),
    html("one comment", "<body>x<!--", "<p a b c>words ", "-->y"),
    html("cdata", "<body><svg>", "<![CDATA[ x ]]>", ""),
    html("nul", "<body>", "\0\0\0\0", "x"),
    html("lists nested", "<body>", "<ul><li>x y", ""),
    html("lists flat", "<body><ul>", "<li>x y z", ""),
    html("blockquotes flat", "<body>", "<blockquote class=x>a</blockquote>", ""),
    html("blockquotes flat and blank", "<body>", "<blockquote class=x></blockquote>", ""),
    html("blockquotes nested", "<body>", "<blockquote class=x>a", ""),
    html("p in buttons", "<body>", "<p><button>x", ""),
    html("definition lists", "<body>", "<dl><dt>a<dd>b", ""),
    html("ruby", "<body><ruby>", "a<rt>b", ""),
    html("custom elements", "<body>", "<x-#>a", ""),
    html(
        "linked data",
        "<head>",
        "<script type='application/ld+json'>{\"@context\":\"https://schema.org\",\"a\":[1,2,3]}</script>",
        "</head><p>x",
    ),
    html("linked data nested in svg", "<body><svg>", "<script type='application/ld+json'>some words", ""),
    html("metas", "<head>", "<meta property='og:title' content='Title number #'>", "</head><p>x"),
    html("links and pictures", "<body>", "<a href='/a#'><img src='/b#.png' srcset='/c.png 2x' alt='A ship'></a>", ""),
    html("popups nested", "<body><p>word ", "<span><img><a href=/x>b</a>", ""),
    html(
        "headings",
        "<title>A title of some words: and more</title><body>",
        "<h2>Title of some words and more</h2>",
        "",
    ),
    html("links alone", "<body>", "<a href=/x>b</a>", ""),
    html("links in boxes", "<body>", "<div><a href=/x>b</a></div>", ""),
    html("links in items", "<body>", "<li><a href=/x>b c</a></li>", ""),
    html("raised signs", "<body><p>", "a<sup>1</sup>", ""),
    html("spaces that do not break", "<body><p>", "&nbsp;", "x"),
    html("line breaks", "<body>", "x<br><br>", ""),
    html("noscript pictures", "<body>", "<img src=a><noscript><img src=b></noscript>", ""),
    html("hidden", "<body>", "<div style='display:none' class='sidebar'><p>x</div>", ""),
    html("text in table cells", "<body><table>", "<tr><td>1<td>2", ""),
    html("divs of one paragraph", "<body>", "<div><p>words, words, and more words in a row</p>", ""),
    shape(
        "text plain",
        Kind::Text,
        "",
        "The harbour of Odden opened on Monday after 9 days, its master said, and 14 ships came in.\n\n",
        "",
    ),
    shape("text of short lines", Kind::Text, "", "a\n", ""),
    shape("text of one line", Kind::Text, "", "word ", ""),
    shape("text of numbers", Kind::Text, "", "1,000 ", ""),
    shape("text of capitals", Kind::Text, "", "Odden ", ""),
    shape("text of names", Kind::Text, "", "Ann Lee ", ""),
    shape("text of initials", Kind::Text, "", "A. ", ""),
    shape("text of titles", Kind::Text, "", "Mr. ", ""),
    shape("text of letters", Kind::Text, "", "US ", ""),
    shape("text of places", Kind::Text, "", "in Paris, ", ""),
    shape("text of places in places", Kind::Text, "", "London, Ontario, ", ""),
    shape("text of places and other places", Kind::Text, "Ontario. ", "London, Alberta, ", ""),
    shape("text of amounts", Kind::Text, "", "5c ", ""),
    shape("text of measures", Kind::Text, "", "5 km ", ""),
    shape("text of number words", Kind::Text, "", "one ", ""),
    shape("text of ordinals", Kind::Text, "", "1st ", ""),
    shape("text of tiny paragraphs", Kind::Text, "", "a\n\n", ""),
    shape("text of single marks", Kind::Text, "", "'a' ", ""),
    shape("text of dots", Kind::Text, "", ".", ""),
    shape("text of joined words", Kind::Text, "", "Ann-Lee-", ""),
    shape("text of quotation marks", Kind::Text, "", "\u{201c}a\u{201d} ", ""),
    shape("text of open quotations", Kind::Text, "", "\u{201c}a ", ""),
    shape("text of white space", Kind::Text, "x", " \n\t\n", "x"),
    shape("markdown brackets", Kind::Markdown, "", "[", ""),
    shape("markdown links", Kind::Markdown, "", "[a](", ""),
    shape("markdown quotations", Kind::Markdown, "", "> ", "a"),
    shape("markdown emphasis", Kind::Markdown, "", "*a **b ", ""),
    shape("markdown backticks", Kind::Markdown, "", "`a ``b ", ""),
    shape("markdown references", Kind::Markdown, "", "[a#]: /x\n[a#]\n\n", ""),
    shape("markdown tables", Kind::Markdown, "", "|a|b|\n|-|-|\n|1|2|\n\n", ""),
    shape("markdown lists", Kind::Markdown, "", "- a\n  - b\n", ""),
    shape(
        "rss items",
        Kind::Feed,
        RSS,
        "<item><title>t #</title><link>http://a.example/#</link><description>&lt;p&gt;x&lt;/p&gt;</description></item>",
        "</channel></rss>",
    ),
    shape("rss empty items", Kind::Feed, RSS, "<item/>", "</channel></rss>"),
    shape("rss one item", Kind::Feed, RSS, "<item><title>t</title>", "</item></channel></rss>"),
    shape(
        "rss deep markup",
        Kind::Feed,
        "<?xml version='1.0'?><rss version='2.0'><channel><item><title>a</title><description>",
        "&lt;div&gt;&lt;b&gt;x ",
        "</description></item></channel></rss>",
    ),
    shape("rss elements deep", Kind::Feed, RSS, "<item>", ""),
    shape("atom links", Kind::Feed, ATOM, "<entry><title>a</title><link href='/a#'/></entry>", "</feed>"),
    shape(
        "atom one entry of links",
        Kind::Feed,
        "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>a</title>",
        "<link href='/a#'/>",
        "</entry></feed>",
    ),
    shape(
        "atom xhtml deep",
        Kind::Feed,
        "<feed xmlns='http://www.w3.org/2005/Atom'><entry><content type='xhtml'>",
        "<div>x ",
        "",
    ),
    shape(
        "json items",
        Kind::Feed,
        "{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[{\"id\":\"a\"}",
        ",{\"id\":\"#\",\"content_text\":\"a b\"}",
        "]}",
    ),
    shape("json brackets", Kind::Feed, "{\"version\":\"https://jsonfeed.org/version/1\",\"items\":", "[", ""),
    shape("opml flat", Kind::Opml, OUTLINE, "<outline text='a' xmlUrl='http://a.example/#'/>", "</body></opml>"),
    shape("opml nested", Kind::Opml, OUTLINE, "<outline text='a#'>", ""),
    shape("opml nested feeds", Kind::Opml, OUTLINE, "<outline text='a#' xmlUrl='http://a.example/#'>", ""),
    shape(
        "import of annotations",
        Kind::Import,
        "[",
        "{\"type\":\"Annotation\",\"target\":{\"source\":\"http://a.example/#\",\"selector\":[]}},",
        "{}]",
    ),
    shape("import brackets", Kind::Import, "", "[", ""),
];
