//! The way of an edition into the archive, and back out of it: published, verified, set again, found.

mod bind;
pub mod draw;
pub mod publish;
pub(crate) mod recipe;
pub mod regenerate;
pub mod replay;
pub mod reprint;
pub mod search;
pub mod testimony;
pub mod verify;
