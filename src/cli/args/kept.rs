//! What is asked of the library's file.

use std::path::PathBuf;

use clap::{Subcommand, ValueHint};

/// What can be done with the library's file.
#[derive(Debug, Clone, Subcommand)]
pub enum LibraryCommand {
    /// Look whether the library is whole; exit status 4 if it is not
    ///
    /// The file itself, its texts, and whether every bookmark lies in the text that it was made in. The index for
    /// searching is made anew if it is wrong.
    Check {
        /// Another file than the library
        #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
        file: Option<PathBuf>,
    },
    /// Save what can be read of a damaged library into a new file
    ///
    /// Bookmarks first. The damaged file stays as it is. The exit status is 1 if something was lost.
    Recover {
        /// The new file; by default one beside the library
        #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
        file: Option<PathBuf>,
    },
    /// Write a copy of the library, while it is in use
    Backup {
        /// The copy; by default one beside the library, with the day in its name
        #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
        file: Option<PathBuf>,
        /// Write over a file that is there
        #[arg(long)]
        force: bool,
    },
}
