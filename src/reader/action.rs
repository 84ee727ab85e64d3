//! What a key can mean. Which key means it, and the words that the help says of it, stand in `assets/keymap.toml`.

use serde::{Deserialize, Serialize};

/// Everything a reader can ask for by key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// One line down in the text; one row down in a list.
    LineDown,
    /// One line or row up.
    LineUp,
    /// A screenful down.
    PageDown,
    /// A screenful up.
    PageUp,
    /// Half a screenful down.
    HalfPageDown,
    /// Half a screenful up.
    HalfPageUp,
    /// To the first line or row.
    Top,
    /// To the last line or row.
    Bottom,
    /// To the next paragraph.
    NextParagraph,
    /// To the paragraph before.
    PreviousParagraph,
    /// To the next sentence.
    NextSentence,
    /// To the sentence before.
    PreviousSentence,
    /// To the next of the current set: matches while a search is on, else facts.
    Next,
    /// To the one before in the current set.
    Previous,
    /// To the next fact of any kind.
    NextFact,
    /// To the fact before, of any kind.
    PreviousFact,
    /// To the next figure.
    NextFigure,
    /// To the figure before.
    PreviousFigure,
    /// To the next place.
    NextPlace,
    /// To the place before.
    PreviousPlace,
    /// To the next quote.
    NextQuote,
    /// To the quote before.
    PreviousQuote,
    /// To the next bookmark of this article.
    NextBookmark,
    /// To the bookmark before.
    PreviousBookmark,
    /// In a list: to the fact in the text; in the text: the details of the fact.
    Activate,
    /// Why this is a fact.
    Details,
    /// The next pane.
    FocusNext,
    /// The pane before.
    FocusPrevious,
    /// The pane to the left.
    FocusLeft,
    /// The pane to the right.
    FocusRight,
    /// The text.
    FocusArticle,
    /// The figures.
    FocusFigures,
    /// The places.
    FocusPlaces,
    /// The quotes.
    FocusQuotes,
    /// The bookmarks of this article.
    FocusBookmarks,
    /// The map.
    FocusMap,
    /// The pane alone on the screen, and back.
    Zoom,
    /// Select from the sentence under the cursor.
    Select,
    /// Select from the paragraph under the cursor.
    SelectParagraph,
    /// Select nothing yet: from the cursor on, freely.
    SelectFreely,
    /// The selection's moving end one character on.
    ExtendRight,
    /// One character back.
    ExtendLeft,
    /// One word on.
    ExtendWord,
    /// One word back.
    ExtendWordBack,
    /// One line on.
    ExtendDown,
    /// One line back.
    ExtendUp,
    /// To the end of the sentence.
    ExtendSentence,
    /// To the start of the sentence.
    ExtendSentenceBack,
    /// To the end of the paragraph.
    ExtendParagraph,
    /// To the start of the paragraph.
    ExtendParagraphBack,
    /// The other end of the selection moves.
    SwapEnds,
    /// Keep the selection, else the fact, else the sentence; on a kept passage: forget it.
    Bookmark,
    /// Write a note on the bookmark under the cursor.
    Note,
    /// Write the tags of the bookmark under the cursor.
    Tags,
    /// Choose a colour for the bookmark under the cursor.
    Color,
    /// Remove the bookmark under the cursor.
    Delete,
    /// The place under the cursor is none.
    NotPlace,
    /// Take the last removal or bookmark back.
    Undo,
    /// Do again what was taken back.
    Redo,
    /// All bookmarks, of all articles.
    Bookmarks,
    /// Only bookmarks of one status, and of the next.
    FilterStatus,
    /// Look at a bookmark that was lost or changed: place it by hand.
    PlaceByHand,
    /// Give up the place that was chosen by hand.
    PlaceBack,
    /// The next bookmark at the same place.
    NextHere,
    /// Write the bookmarks that are listed into a file.
    Export,
    /// Some old passages, one after another.
    Review,
    /// Keep the note that is being written.
    SaveNote,
    /// Write the note with the program that `$VISUAL` or `$EDITOR` names.
    WriteElsewhere,
    /// Give this place a letter.
    SetSpot,
    /// Go to the place of a letter.
    GoToSpot,
    /// Select the word under the cursor.
    PickWord,
    /// Select the sentence under the cursor.
    PickSentence,
    /// Select the paragraph under the cursor.
    PickParagraph,
    /// Select the quote under the cursor.
    PickQuote,
    /// Copy selection, fact or sentence with its source.
    Copy,
    /// Where the cursor was before the last jump.
    JumpBack,
    /// Forward again.
    JumpForward,
    /// To the next link.
    NextLink,
    /// To the link before.
    PreviousLink,
    /// Open the link under the cursor in a browser, else the article's page.
    OpenLink,
    /// All links of the article.
    Links,
    /// What was found beside the article and is no part of it.
    Aside,
    /// Search in the article.
    Search,
    /// The next article.
    NextArticle,
    /// The article before.
    PreviousArticle,
    /// Reported speech shown or not.
    ToggleReported,
    /// Sort the focused list by the next of its orders.
    Sort,
    /// Only the selected speaker's quotes, or all again.
    FilterSpeaker,
    /// Copy the focused list as a table.
    CopyTable,
    /// The map nearer.
    ZoomIn,
    /// The map farther.
    ZoomOut,
    /// The map to the north.
    PanUp,
    /// The map to the south.
    PanDown,
    /// The map to the west.
    PanLeft,
    /// The map to the east.
    PanRight,
    /// The map as it was: around the article's places.
    ZoomReset,
    /// The library.
    Library,
    /// The next article that was not read yet.
    NextUnread,
    /// Read or not read.
    ToggleRead,
    /// All of the list is read.
    ReadAll,
    /// With a star or without.
    Star,
    /// Subscribe a feed, keep a page, import a list.
    Add,
    /// Read all feeds again.
    RefreshAll,
    /// Call a feed otherwise.
    Rename,
    /// Put a feed into another folder.
    MoveFeed,
    /// What could not be read, and why.
    Failures,
    /// Read this feed or article again.
    Refresh,
    /// All of the article's text, from its page.
    FullText,
    /// The text column wider.
    Wider,
    /// The text column narrower.
    Narrower,
    /// The next theme.
    Theme,
    /// All commands, to choose from.
    Palette,
    /// This help.
    Help,
    /// Close what is on top: popup, selection, search, zoom; on the article, the program.
    Close,
    /// Leave what is on top, but never the program.
    Cancel,
    /// End the program.
    Quit,
    /// Draw the screen anew.
    Redraw,
    /// Give the terminal back for a while.
    Suspend,
}
