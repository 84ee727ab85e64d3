//! Ctrl-Z: back to the shell, until it brings the program to the front.

/// Whether there is a shell that could continue the program: a job of a shell has a process group of its own. Without
/// one a stopped program would stand still for ever.
#[cfg(unix)]
pub fn is_possible() -> bool {
    rustix::process::getsid(None).is_ok_and(|session| session != rustix::process::getpgrp())
}

/// Stops the whole job, as the terminal itself does for other programs; returns when it goes on.
#[cfg(unix)]
pub fn stop() -> std::io::Result<()> {
    rustix::process::kill_current_process_group(rustix::process::Signal::TSTP)?;
    Ok(())
}

/// There is no such thing.
#[cfg(not(unix))]
pub fn is_possible() -> bool {
    false
}

/// There is no such thing.
#[cfg(not(unix))]
pub fn stop() -> std::io::Result<()> {
    Ok(())
}
