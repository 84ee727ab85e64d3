//! The program from outside, and the library as other programs use it. One binary, so that it is linked once; each file is
//! a subject. `home` runs the program in a home of its own, `pty` in a terminal.

#![expect(clippy::unwrap_used, reason = "a test that fails is a panic")]

mod attacks;
mod bookmarks;
mod cases;
mod cli;
mod contract;
mod exchange;
mod facts_places;
mod feeds;
mod feeds_identity;
mod feeds_kept;
mod figure_rules;
mod figures;
mod home;
mod http;
mod lexicon;
mod library;
mod library_screens;
mod library_sound;
mod pages;
mod places;
#[cfg(unix)]
mod pty;
mod quotes;
mod refresh;
mod screens;
#[cfg(unix)]
mod smoke;
#[cfg(unix)]
mod terminal;
