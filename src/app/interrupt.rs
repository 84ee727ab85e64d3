//! Ctrl-C where there is no screen: what is under way ends cleanly; a second time, at once.

use std::io;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// From now on a file that grows over the limit of the system (`ulimit -f`) is an error to be told, as a full disk is: the
/// signal that comes with it would end the program at once.
#[cfg(unix)]
pub fn outlive_limits() {
    // Linux, macOS and the BSDs agree on the number of SIGXFSZ.
    const SIGXFSZ: i32 = 25;
    // Without the handler it is as it was.
    let _ = signal_hook::flag::register(SIGXFSZ, Arc::new(AtomicBool::new(false)));
}

/// From now on the first signal to end (interrupt, hang-up, terminate) sets what is returned, and the second one ends
/// the program.
#[cfg(unix)]
pub fn stop_on_signals() -> io::Result<Arc<AtomicBool>> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    let stop = Arc::new(AtomicBool::new(false));
    for signal in [SIGINT, SIGTERM, SIGHUP] {
        signal_hook::flag::register_conditional_shutdown(signal, 128 + signal, Arc::clone(&stop))?;
        signal_hook::flag::register(signal, Arc::clone(&stop))?;
    }
    Ok(stop)
}

/// There are no such signals.
#[cfg(not(unix))]
pub fn stop_on_signals() -> io::Result<Arc<AtomicBool>> {
    Ok(Arc::new(AtomicBool::new(false)))
}
