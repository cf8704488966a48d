//! The tests of the whole: pages, faults, commands, faces.

mod beside;
mod cli;
mod delivery;
mod escape;
mod faults;
mod fonts;
mod golden;
mod house;
mod original;
mod page;
mod pdf;
mod press;
mod readme;
mod stock;
mod styles;
mod support;
