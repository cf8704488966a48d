//! The tests of the whole: pages, faults, commands, faces.

mod beside;
mod escape;
mod fonts;
mod original;
mod page;
mod press;
