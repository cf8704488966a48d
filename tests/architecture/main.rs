//! Holds the code to ARCHITECTURE.md: what each crate exposes, what may depend on what, and that the files of
//! a crate form no cycle.

mod cycle;
mod drawing;
mod graph;
mod item;
mod manifest;
mod parts;
mod paths;
mod surface;
mod tree;
mod types;
mod workspace;
