//! dateline: a full-screen terminal news reader that shows an article's figures, places and quotes.

pub mod article;
pub mod cli;
pub mod facts;
pub mod fetch;
pub mod ingest;
pub mod interchange;
pub mod reader;
