//! Standard output, and files that are written for other programs.

use std::io::{self, BufWriter, ErrorKind, IsTerminal as _, Write};
use std::path::Path;

use super::args::{ColorChoice, Globals};

use super::failure::{Exit, Failure};
use crate::app::export;

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

/// Writes a file as a whole or not at all. One that is there stays, unless `force`.
pub(super) fn write_file(path: &Path, bytes: &[u8], force: bool) -> Result<(), Failure> {
    let shown = path.to_string_lossy();
    let failed = |error: &io::Error| {
        let (why, hint) = match error.kind() {
            ErrorKind::AlreadyExists => ("it is there already".to_owned(), "Use --force to write over it"),
            ErrorKind::StorageFull => ("the disk is full".to_owned(), "Make room and try again"),
            _ => (error.to_string(), "Check the path"),
        };
        Failure::new(Exit::Input, "cannot write", &shown, &why, hint)
    };
    export::write_file(path, bytes, force).map_err(|error| failed(&error))
}
