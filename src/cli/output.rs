//! Standard output, and files that are written for other programs.

use std::io::{self, BufWriter, ErrorKind, IsTerminal as _, Write};
use std::path::Path;

use super::args::{ColorChoice, Globals};

use super::failure::{Exit, Failure};
use super::library::library_path;
use crate::disk::Door;

/// Writes to standard output. If its reader has gone away, that is a quiet success, and `write` ends early.
pub fn write_out(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
    let mut out = BufWriter::with_capacity(64 << 10, io::stdout().lock());
    match write(&mut out).and_then(|()| out.flush()) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => {
            // Dropping it would try once more.
            let _ = out.into_parts();
            Ok(())
        }
        Err(error) => {
            let _ = out.into_parts();
            let why = match error.kind() {
                ErrorKind::StorageFull => "the device is full".to_owned(),
                _ => error.to_string(),
            };
            Err(Failure::new(Exit::Input, "cannot write", "standard output", &why, "What was written is not whole"))
        }
    }
}

/// Writes one line to standard output.
pub(super) fn write_line(line: &str) -> Result<(), Failure> {
    write_out(|out| {
        out.write_all(line.as_bytes())?;
        out.write_all(b"\n")
    })
}

/// Whether headings and what was searched are set in bold.
pub(super) fn bold(globals: &Globals) -> bool {
    match &globals.color {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto | ColorChoice::Named(_) => {
            let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
            let dumb = set("TERM").is_none_or(|term| term == "dumb");
            io::stdout().is_terminal() && set("NO_COLOR").is_none() && !dumb
        }
    }
}

/// The door through which files are written: it guards the library that these arguments name.
pub(super) fn door(globals: &Globals) -> Door {
    Door::new(library_path(globals).ok().as_deref())
}

/// Writes what a command was told to write to `path`. A file that is there stays, unless `force`.
pub(super) fn write_to(globals: &Globals, path: &Path, bytes: &[u8], force: bool) -> Result<(), Failure> {
    door(globals).write(path, bytes, force).map_err(|error| {
        Failure::new(Exit::Input, "cannot write", &path.to_string_lossy(), &error.to_string(), error.hint())
    })
}
