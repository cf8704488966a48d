//! The service under attack: what once lost data, opened the house, locked people out, told secrets or stalled
//! the machine, over the network, as whoever tried it did. Each case prints what it measured.
//!
//! CI attacks the release program, as `cargo test --release` does; `BRIEFING_PROGRAM` names another.

#![allow(
    clippy::disallowed_methods,
    clippy::format_collect,
    clippy::print_stdout,
    reason = "tests wait for real programs and say what they have measured"
)]

mod apache;
mod attachments;
mod audit;
mod backup;
mod connections;
mod disclosure;
mod disk;
mod house;
mod keys;
mod login;
mod notes;
mod person;
mod pictures;
mod proxy;
mod queue;
mod retention;
mod sign_on;
mod store;
mod tampering;
mod text;
mod visitor;
mod ways;
