//! What attackers and misfortunes try, by kind: small inputs, checked by what is kept and by what is counted, never by seconds.

#![expect(clippy::unwrap_used, reason = "a test that fails is a panic")]

#[path = "attacks/budget.rs"]
mod budget;
#[path = "attacks/edits.rs"]
mod edits;
#[path = "attacks/feeds.rs"]
mod feeds;
#[path = "attacks/home.rs"]
mod home;
#[cfg(unix)]
#[path = "terminal/pty.rs"]
mod pty;

#[path = "attacks/files.rs"]
mod files;

#[path = "attacks/readings.rs"]
mod readings;
#[path = "attacks/server.rs"]
mod server;
#[cfg(unix)]
#[path = "attacks/terminal.rs"]
mod terminal;
#[path = "attacks/transfers.rs"]
mod transfers;
