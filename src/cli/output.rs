//! Standard output.

use std::io::{self, BufWriter, ErrorKind, Write};

use super::failure::{Exit, Failure};

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
