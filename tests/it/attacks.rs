//! What attackers and misfortunes try, by kind: small inputs, checked by what is kept and by what is counted, never by seconds.

mod budget;
mod edits;
mod feeds;
mod files;
mod kept;
mod readings;
mod server;
#[cfg(unix)]
mod terminal;
mod transfers;
