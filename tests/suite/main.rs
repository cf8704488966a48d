//! The tests of the whole program: pages, faults, commands, faces.

#![allow(
    clippy::disallowed_methods,
    reason = "tests write files of their own, in folders of their own"
)]
#![allow(
    clippy::format_push_string,
    clippy::format_collect,
    reason = "tests read better than they run"
)]

mod archive;
mod beside;
mod charts;
mod check;
mod cli;
mod colophon;
mod conformance;
mod delivery;
mod escape;
mod fair_copy;
mod fonts;
mod gallery;
mod golden;
mod house;
mod ink;
mod kinds;
mod line_ends;
mod masthead;
mod original;
mod page;
mod pdf;
mod pictures;
mod press;
mod readme;
mod start;
mod stock;
mod styles;
mod tables;
mod watch;
