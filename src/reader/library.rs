//! The library on the screen: what is subscribed and kept, the entries of the chosen row of that, and what is asked of
//! the library for it.
//!
//! **A window, never the whole.** The screen holds a page of rows around what it shows, and asks for the next.
//! **The chosen row is told by its name**, not by its number: new entries above do not move it.

mod clock;
mod errand;
mod failures;
mod sources;
mod view;
mod window;

pub use clock::Clock;
pub use errand::{
    Added, Answer, Around, Errand, Failure, FoundFeed, Import, Listed, Naming, Rank, RefreshStep, RefreshSummary,
    Sources,
};
pub use failures::{Failing, FailureList};
pub use sources::{Choice, SourceRow, Standing};
pub use view::{
    Agreed, Asked, Fetching, Front, LibraryPane, LibrarySizes, LibraryView, ListState, Opening, Preview, Question,
    Refreshing, Taken,
};
pub use window::Window;
