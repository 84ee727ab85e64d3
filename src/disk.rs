//! Files on this machine: how they are opened for reading, and the one door through which files are written.
//!
//! # Reading
//!
//! [`read`] takes regular files only and stops at a limit. It never waits: a named pipe may have nobody at its other
//! end, and a device may have no end.
//!
//! # Writing
//!
//! Every file that this program writes for somebody goes through [`Door`]: exports, lists of subscriptions, backups, the
//! log, the note that an editor changes. To write a new kind of file, make a [`Door`] with the library that this process
//! uses, and call one of
//!
//! - [`Door::write`]: what a command line names. A pipe or a device is written into, like `> FILE` of a shell does.
//! - [`Door::write_file`]: what is typed on the screen. Only regular files: nobody waits for a pipe there.
//! - [`Door::begin`]: a file that somebody else fills, such as SQLite, and that then takes its place.
//! - [`Door::append`]: the log.
//! - [`private`]: a file in a folder of its own that nobody else can read, for another program.
//!
//! What the door holds:
//!
//! - The library that is in use is never written to, nor what SQLite keeps beside it, by whatever name, path or link; nor
//!   is any other database, or a file that stands beside one. Only a backup may take the place of an older backup.
//! - A file is written beside its place, synced, and renamed. It is there whole or not at all; what was there before
//!   stays until then, and lends its permissions. New files are for their owner only. Names of temporary files cannot be
//!   guessed.
//! - What exists is replaced only if the caller says so. Folders, sockets and disks are refused always.
//! - A symbolic link to a regular file stays a link: the file that it leads to is replaced. A link that leads nowhere is
//!   refused, and so is one that somebody else has put into a folder that all may write to.
//!
//! The rule which file is a library that this version can use is that of [`crate::library`], not of the door.

mod error;
mod kind;
mod link;
mod name;
mod protect;
mod read;
mod stream;
mod write;

pub use error::WriteError;
pub use kind::Kind;
pub use link::is_descriptor;
pub use name::{name_of, path_of};
pub use read::{ReadError, open, read};
pub use write::{Door, Pending, Private, private};
