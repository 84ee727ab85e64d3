//! dateline is a full-screen terminal news reader. One pane shows the article; side panes list its *figures* (numbers
//! with unit and what they count), *places* (resolved to coordinates, on a map) and *quotes* (with who said them). The
//! keyboard jumps between highlighted facts, and any passage can be bookmarked and found again.
//!
//! # Bird's-eye view
//!
//! Bytes come in through [`fetch`] and become an [`article::Article`] in [`ingest`]. [`facts`] finds what is in its
//! text. [`reader`] is the application as a pure state machine: a [`reader::Model`], changed by one
//! [`reader::Message`] at a time, that asks for what it wants with [`reader::Command`]s. [`tui`] draws the model, reads
//! the terminal's bytes by their grammar and turns keys and mouse into messages. [`app`] runs the loop and carries commands out, with [`library`] for what is
//! kept. [`cli`] is what the shell sees; [`interchange`] is how facts and passages leave for other programs;
//! [`settings`] reads what the user changed.
//!
//! ```text
//! disk        → nothing                      files of this machine: read with a limit, written through one door.
//! article     → nothing                      the model. Pure.
//! facts       → article                      extraction: figures, places, quotes. Pure.
//! ingest      → article                      bytes → articles. Pure.
//! interchange → article, facts               the JSON contract, citations. Pure.
//! fetch       → disk                         files, standard input, the network: request → bytes.
//! library     → article, facts, disk         SQLite; the only place that names rusqlite.
//! reader      → article, facts, interchange  Model, Message, update, Command. Pure.
//! tui         → article, facts, reader       ratatui: view(&Model, &mut Frame); terminal events → messages.
//! settings    → reader, tui, disk            files and defaults.
//! app         → all but cli                  the runtime: threads, channels, clocks, commands carried out.
//! cli         → all                          arguments, exit codes, standard output.
//! ```
//!
//! `X → Y`: X may write `use crate::Y`. `tests/architecture.rs` holds the arrows, the crates and names that are reserved
//! to layers, and the length of files. Each layer is a folder with its front door beside it, which holds its docs and
//! what it gives to others.
//!
//! # Invariants
//!
//! - **Text offsets are the one coordinate.** Cursor, facts, bookmarks, matches, selection and scroll position are byte
//!   offsets or ranges in `Article::text`; rows and columns exist only in [`reader::TextLayout`], made from text and
//!   width. Bytes inside, code points at the edges (JSON, stored selectors), one conversion each way
//!   ([`article::CharIndex`]).
//! - **One cursor.** What a pane shows as selected is derived from it ([`reader::lists`]), never stored beside it.
//! - **`update` is pure and never blocks; `view` never changes state.** Drain the inbox, then draw once. No work while
//!   idle.
//! - **Answers carry the number of their question**; stale ones are dropped.
//! - **Facts are derived.** They can be computed again from the text at any time. Extraction has no errors, only fewer
//!   facts; a crash in it costs the facts, not the article.
//! - **Highlights are layers**, each sorted and free of overlap by construction; one sweep turns them into styled runs.
//! - **A document is whole or says that it is not.** What breaks off, goes on after its end or is more than its budget is
//!   read as far as it goes and marked ([`article::Article::is_cut`], [`article::FeedEnd`]); it takes the place of no
//!   longer text that is kept.
//! - **Bytes of the terminal are keys only by its grammar.** Its answers and pasted text never are.
//! - **Nothing from outside reaches the terminal raw.** [`article::CleanText`] and [`article::CleanLine`] are made after
//!   entities were decoded and before offsets are taken; error sentences pass through `CleanLine`.
//! - **Every file that is written goes through [`disk::Door`]**, which never takes the place of a library, a pipe or a
//!   device.
//! - **A bookmark is acknowledged after its commit**, and the passage as it was selected is never overwritten.
//! - **Keys, colours, words and units are data** under `assets/`; code names an action, a role, a unit.
//!
//! # Flows
//!
//! *An input comes in*: [`fetch`] reads a file, a pipe or an address within a limit and a deadline, and says whether all of
//! it came → `app::intake` tells a feed from a page → [`ingest`] makes a [`article::Feed`] or an [`article::Article`] of
//! it → the screen, standard output or the [`library`]. The command line, the screen and a refresh all use this one way.
//!
//! *n, next fact*: bytes → the parser in [`tui`] → `Message::Key` → [`reader::Keymap`] → `Action::Next` → the cursor moves to the next fact's
//! start and the screen reveals it → no command → one draw.
//!
//! *v, extend, b*: selection → a pending passage on the screen → `Command::SaveBookmark` → the library's thread
//! commits → `Message::BookmarkSaved`, or a sentence why not, and the passage goes from the screen again.
//!
//! *Enter on a changed passage*: a [`reader::PassageView`] lies over the screen → `Command::Passage` asks for the text it
//! was made in → both wordings ([`article::word_diff`]) → Enter: `PassageOrder::Place` → the library keeps the passage
//! that was chosen ([`article::Placed`]) beside the one that was selected, and looks for it in later texts.
//!
//! *J, next article*: `Command::Open` → `Message::Opened` → a new `Reading` is drawn → `Command::Extract` and
//! `Command::Recall` → facts, bookmarks and the reading position arrive without moving text under the reader.
//!
//! *Enter in the library*: the chosen row → `Command::Open` → as above, and `Errand::SetRead`; `q` leads back to the
//! row, which was there all the time. The library's screen holds a window on its list ([`reader::library::Window`]) and
//! asks for the next rows with an [`reader::Errand`]; the chosen row is told by its name, so that new entries above
//! do not move it.
//!
//! *The program ends*: `app` gives the terminal back, also after a panic or a signal. Where it is killed it cannot: for
//! that a small process (`app::guard`) stands by from the first picture on, and gives the terminal back when its line to
//! the reader breaks.
//!
//! *`dateline refresh`*: feeds and articles line up, by the host that they ask ([`app::refresh`]) → a few workers ask and
//! parse ([`app::intake`]) → whoever called writes, one transaction a feed, and is told each step → a sum at the end.
//!
//! # Words
//!
//! *Article*, *Block*; *Offset*, *TextRange* (never "span": ratatui owns it); *Fact* = *Figure* | *Place* | *Quote*;
//! *Speaker*, *Cue* (what attributes a quote); *Gazetteer* (the table of places); *Anchor* (a passage told by its words,
//! the words around it and its position); *Bookmark* (an anchor, with note and tags), *Passage* (a bookmark as the
//! screen knows it); *TextLayout*, *Row*, *Viewport*; *Highlight*, *Layer*, *Run*; *Cursor*, *Selection*; *Pane*,
//! *Focus*, *Overlay*; *Front* (article or library); *Errand* (something for the library's screen); *Model*, *Message*,
//! *Command*, *Action*, *Keymap*; *Library*; *Job* (the number of a question), *Ticket* (the number of a bookmark on its
//! way); *Session* (the terminal while it is ours). Not used: manager, handler, helper, utils, data, info, process.

pub mod app;
pub mod article;
pub mod cli;
pub mod disk;
pub mod facts;
pub mod fetch;
pub mod ingest;
pub mod interchange;
pub mod library;
pub mod reader;
pub mod settings;
pub mod tui;
