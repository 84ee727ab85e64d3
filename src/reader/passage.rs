//! Bookmarks as the screen knows them, and what lies over the screen about them.

use super::change::RemarksEdit;
use super::editor::Editor;
use super::motion;
use super::prompt::Prompt;
use crate::article::{
    Anchor, ArticleId, Bookmark, BookmarkId, CharIndex, CleanText, Color, Placed, Status, TextRange, floor_boundary,
};
use crate::interchange::ExportFormat;

/// A bookmark of the open article: saved, or on its way to the library.
#[derive(Debug, Clone, PartialEq)]
pub struct Passage {
    /// Its name in the library; None until it is saved.
    pub id: Option<BookmarkId>,
    /// The number under which it was sent off; 0 for one that came from the library.
    pub ticket: u64,
    /// Where it stands (bytes); None for an orphan.
    pub range: Option<TextRange>,
    /// The words that were kept.
    pub exact: String,
    /// The words that stood before and after them.
    pub around: (String, String),
    /// How surely it stands there.
    pub status: Status,
    /// How well it stands there, from 0 to 1.
    pub score: f64,
    /// Whether the reader chose the place.
    pub by_hand: bool,
    /// The place that was chosen, as the library keeps it.
    pub placed: Option<Placed>,
    /// Whether the library has not answered yet where it was placed.
    pub is_on_way: bool,
    /// What the reader added.
    pub remarks: Remarks,
}

/// What a reader adds to a passage.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Remarks {
    /// The note; may have several lines.
    pub note: String,
    /// The tags, sorted.
    pub tags: Vec<String>,
    /// The name of a colour.
    pub color: Option<String>,
}

impl Remarks {
    /// The colour, if it is one that can be shown.
    pub fn shown_color(&self) -> Option<Color> {
        self.color.as_deref().and_then(Color::named)
    }

    /// Whether nothing was added.
    pub fn is_empty(&self) -> bool {
        self.note.is_empty() && self.tags.is_empty() && self.color.is_none()
    }
}

impl Passage {
    /// One that the library keeps.
    pub fn kept(bookmark: Bookmark, ticket: u64) -> Self {
        Self {
            id: Some(bookmark.id),
            ticket,
            range: bookmark.placement.range,
            exact: bookmark.anchor.exact,
            around: (bookmark.anchor.prefix, bookmark.anchor.suffix),
            status: bookmark.placement.status,
            score: bookmark.placement.score,
            by_hand: bookmark.placed.is_some(),
            placed: bookmark.placed,
            is_on_way: false,
            remarks: Remarks { note: bookmark.note, tags: bookmark.tags, color: bookmark.color },
        }
    }

    /// One that is just being made.
    pub fn fresh(ticket: u64, text: &str, range: TextRange) -> Self {
        Self {
            id: None,
            ticket,
            range: Some(range),
            exact: range.slice(text).to_owned(),
            around: Default::default(),
            status: Status::Exact,
            score: 1.0,
            by_hand: false,
            placed: None,
            is_on_way: false,
            remarks: Remarks::default(),
        }
    }

    /// Its name: the library's, else its ticket.
    pub fn mark(&self) -> Mark {
        self.id.clone().map_or(Mark::Ticket(self.ticket), Mark::Saved)
    }

    /// Whether `mark` names it.
    pub fn is(&self, mark: &Mark) -> bool {
        match mark {
            Mark::Ticket(ticket) => self.ticket == *ticket,
            Mark::Saved(id) => self.id.as_ref() == Some(id),
        }
    }

    /// Whether its words are others now, or gone, and the reader has not said yet what to do with it.
    pub fn is_unsettled(&self) -> bool {
        self.status == Status::Orphan || (self.status == Status::Changed && !self.by_hand)
    }
}

/// Names a bookmark of the open article by its ticket, or any bookmark by its name in the library.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Mark {
    /// Of the open article, perhaps not saved yet.
    Ticket(u64),
    /// Any that is saved.
    Saved(BookmarkId),
}

/// How a passage stands, in words.
pub fn standing(status: Status, score: f64, by_hand: bool) -> String {
    let words = match (status, score) {
        (Status::Exact, _) => "as it was kept",
        (Status::Shifted, _) => "the same words, at another place",
        (Status::Orphan, _) => "not in the text any more",
        (Status::Changed, 0.9..) => "nearly the same words",
        (Status::Changed, 0.75..) => "much the same words",
        (Status::Changed, 0.5..) => "partly the same words",
        (Status::Changed, _) => "other words",
    };
    if by_hand { format!("{words}, placed by you") } else { words.to_owned() }
}

/// Where a passage came from: the text that it was selected in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Original {
    /// The paragraphs that hold the passage.
    pub text: CleanText,
    /// The passage (bytes of `text`).
    pub passage: TextRange,
}

impl Original {
    /// The paragraphs of `text` that hold the passage of `anchor`; where `text` is not known, or is another one, the
    /// words that the anchor keeps.
    pub fn of(text: Option<&CleanText>, anchor: &Anchor) -> Self {
        let found = text.and_then(|text| {
            let range = CharIndex::new(text).bytes(anchor.start, anchor.end);
            (!range.is_empty() && range.slice(text) == anchor.exact).then_some((text, range))
        });
        let (around, passage) = match found {
            Some((text, range)) => {
                let last = floor_boundary(text, range.end().saturating_sub(1));
                let whole = motion::paragraph(text, range.start()).cover(motion::paragraph(text, last)).cover(range);
                let from = range.start() - whole.start();
                (whole.slice(text).to_owned(), TextRange::new(from, from + range.len()))
            }
            None => {
                let from = anchor.prefix.len();
                let words = [anchor.prefix.as_str(), &anchor.exact, &anchor.suffix].concat();
                (words, TextRange::new(from, from + anchor.exact.len()))
            }
        };
        Self { text: CleanText::kept(around, true), passage }
    }
}

/// A passage, looked at.
#[derive(Debug, Clone, PartialEq)]
pub struct PassageView {
    /// Which one.
    pub mark: Mark,
    /// Number of the question for the text that it was selected in.
    pub job: u64,
    /// That text; None while it is asked.
    pub original: Option<Original>,
    /// First line shown.
    pub top: usize,
}

/// A note that is being written.
#[derive(Debug, Clone, PartialEq)]
pub struct NoteView {
    /// On which bookmark.
    pub mark: Mark,
    /// The words that it is about.
    pub exact: String,
    /// The note.
    pub editor: Editor,
    /// The note as it was.
    pub was: String,
    /// Whether the reader is asked what is to become of it.
    pub asks: bool,
    /// Whether another program has it: it is not changed here until that has ended.
    pub is_away: bool,
    /// Number of the question for what another program makes of it.
    pub job: u64,
    /// The passage (bytes of the open article) and what was added to it, where the bookmark could not be saved: it is
    /// made once more with the note.
    pub again: Option<(TextRange, Remarks)>,
}

/// Columns of the rows of a note, where the text has `width`.
pub fn note_columns(width: u16) -> u16 {
    width.clamp(4, 64)
}

/// Placing a passage by hand: the next selection is where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placing {
    /// Which one.
    pub id: BookmarkId,
    /// Its words.
    pub exact: String,
}

/// The list of all bookmarks.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BookmarkList {
    /// Number of the question for them.
    pub job: u64,
    /// What the library answered; None while it is asked.
    pub rows: Option<Vec<BookmarkRow>>,
    /// Number of the chosen row among those that are listed.
    pub chosen: usize,
    /// Only rows with these words are listed; see [`BookmarkList::listed`].
    pub filter: Prompt,
    /// Whether the filter is being typed.
    pub typing: bool,
    /// Only rows of this status are listed.
    pub status: Option<Status>,
    /// How they are sorted.
    pub order: ListOrder,
}

/// How the list of all bookmarks is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ListOrder {
    /// The newest first.
    #[default]
    Newest,
    /// The oldest first.
    Oldest,
    /// By the article's title, then as they were made.
    Article,
    /// By status: orphans, then changed ones, then the others.
    Status,
    /// By colour.
    Color,
}

impl ListOrder {
    /// All of them, in the order in which they are gone through.
    pub const ALL: [Self; 5] = [Self::Newest, Self::Oldest, Self::Article, Self::Status, Self::Color];

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Newest => "newest first",
            Self::Oldest => "oldest first",
            Self::Article => "article",
            Self::Status => "status",
            Self::Color => "colour",
        }
    }
}

/// One row of the list of all bookmarks.
#[derive(Debug, Clone, PartialEq)]
pub struct BookmarkRow {
    /// Its name.
    pub id: BookmarkId,
    /// The article it stands in.
    pub article: ArticleId,
    /// The article's title.
    pub title: String,
    /// The words that were kept.
    pub exact: String,
    /// What the reader added.
    pub remarks: Remarks,
    /// How surely it stands in the article.
    pub status: Status,
    /// When it was made: RFC 3339, UTC.
    pub created: String,
    /// Whether it was removed in this session: undo brings it back.
    pub removed: bool,
}

impl BookmarkList {
    /// The rows that are listed, sorted. A row is listed if each word of the filter stands in its passage, note, title
    /// or tags, in any case; `#word` asks for a tag that begins so.
    pub fn listed(&self) -> Vec<&BookmarkRow> {
        let words: Vec<String> = self.filter.text.split_whitespace().map(str::to_lowercase).collect();
        let mut out: Vec<&BookmarkRow> = (self.rows.iter().flatten())
            .filter(|row| self.status.is_none_or(|status| row.status == status))
            .filter(|row| words.iter().all(|word| row.holds(word)))
            .collect();
        let status = |status: Status| match status {
            Status::Orphan => 0,
            Status::Changed => 1,
            Status::Shifted => 2,
            Status::Exact => 3,
        };
        let color = |row: &BookmarkRow| row.remarks.shown_color().map_or(usize::MAX, |color| color as usize);
        match self.order {
            // Names of bookmarks are in the order of their making.
            ListOrder::Newest => out.sort_by(|a, b| b.id.cmp(&a.id)),
            ListOrder::Oldest => out.sort_by(|a, b| a.id.cmp(&b.id)),
            ListOrder::Article => out.sort_by(|a, b| (&a.title, &a.id).cmp(&(&b.title, &b.id))),
            ListOrder::Status => out.sort_by(|a, b| (status(a.status), &b.id).cmp(&(status(b.status), &a.id))),
            ListOrder::Color => out.sort_by(|a, b| (color(a), &b.id).cmp(&(color(b), &a.id))),
        }
        out
    }

    /// The chosen row.
    pub fn row(&self) -> Option<&BookmarkRow> {
        self.listed().get(self.chosen).copied()
    }
}

impl BookmarkRow {
    fn holds(&self, word: &str) -> bool {
        let Remarks { note, tags, .. } = &self.remarks;
        if let Some(tag) = word.strip_prefix('#') {
            return tags.iter().any(|other| other.to_lowercase().starts_with(tag));
        }
        let mut fields = [&self.exact, note, &self.title].into_iter().chain(tags);
        fields.any(|field| field.to_lowercase().contains(word))
    }
}

/// What can be taken back, and done again.
#[derive(Debug, Clone, PartialEq)]
pub enum Undo {
    /// A bookmark was made.
    Added(Mark),
    /// A bookmark was removed.
    Removed(BookmarkId),
    /// Note, tags or colour were changed.
    Remarked {
        /// Of this one.
        mark: Mark,
        /// They were these.
        before: RemarksEdit,
        /// They are these.
        after: RemarksEdit,
    },
    /// A name is no place in this article.
    NotPlace(String),
    /// A place was chosen by hand (bytes of the article's text), or left to the program again.
    Placed {
        /// For this one.
        id: BookmarkId,
        /// It was this one; None: found by the program.
        before: Option<TextRange>,
        /// It is this one.
        after: Option<TextRange>,
    },
}

/// Bookmarks on their way into a file.
#[derive(Debug, Clone, PartialEq)]
pub struct ExportView {
    /// Which ones.
    pub ids: Vec<BookmarkId>,
    /// Number of the format in [`FORMATS`].
    pub format: usize,
    /// The file.
    pub path: Prompt,
    /// The file that is there already, and that the reader is asked about: this one may be written over, no other.
    pub exists: Option<String>,
    /// Number of the question that was sent off.
    pub job: u64,
    /// The file of that question.
    pub sent: String,
}

/// The formats of an export: what they are called, and how their files end.
pub const FORMATS: [(ExportFormat, &str, &str); 7] = [
    (ExportFormat::Markdown, "Markdown, for notes", "md"),
    (ExportFormat::Json, "JSON: nothing is lost", "json"),
    (ExportFormat::W3c, "W3C Web Annotation", "jsonld"),
    (ExportFormat::Csv, "CSV, as Readwise has it", "csv"),
    (ExportFormat::Org, "Org mode", "org"),
    (ExportFormat::Bibtex, "BibTeX", "bib"),
    (ExportFormat::Ris, "RIS", "ris"),
];

/// Old passages, one after another.
#[derive(Debug, Clone, PartialEq)]
pub struct ReviewView {
    /// Number of the question.
    pub job: u64,
    /// They; None while they are asked.
    pub rows: Option<Vec<BookmarkRow>>,
    /// Which of them is shown.
    pub at: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(id: &str, exact: &str, note: &str, tags: &[&str]) -> BookmarkRow {
        BookmarkRow {
            id: BookmarkId(id.into()),
            article: ArticleId("a".into()),
            title: "Port opens".into(),
            exact: exact.into(),
            remarks: Remarks { note: note.into(), tags: tags.iter().map(|tag| (*tag).into()).collect(), color: None },
            status: Status::Exact,
            created: String::new(),
            removed: false,
        }
    }

    fn listed(filter: &str) -> Vec<String> {
        let rows = vec![
            row("1", "9 boats", "Why so few?", &["ships"]),
            row("2", "the crane", "", &["ships", "steel"]),
            row("3", "nobody", "crane?", &[]),
        ];
        let list = BookmarkList { rows: Some(rows), filter: Prompt::new(filter), ..BookmarkList::default() };
        list.listed().iter().map(|row| row.id.0.clone()).collect()
    }

    #[test]
    fn words_of_the_filter_stand_anywhere() {
        assert_eq!(listed(""), ["3", "2", "1"]);
        assert_eq!(listed("CRANE"), ["3", "2"]);
        assert_eq!(listed("crane #st"), ["2"]);
        assert_eq!(listed("few port"), ["1"]);
        assert!(listed("xyz").is_empty());
    }

    #[test]
    fn an_original_is_shown_with_its_paragraph() {
        let text = CleanText::new("One.\n\nTwo boats went. All came back.\n\nThree.");
        let at = text.find("boats went").unwrap();
        let anchor = Anchor::describe(&text, TextRange::new(at, at + 10));
        let found = Original::of(Some(&text), &anchor);
        assert_eq!(
            (found.text.as_str(), found.passage.slice(&found.text)),
            ("Two boats went. All came back.", "boats went")
        );
        let other = Original::of(Some(&CleanText::new("Another text.")), &anchor);
        assert_eq!(other.passage.slice(&other.text), "boats went");
        assert!(other.text.starts_with("One."));
    }
}
