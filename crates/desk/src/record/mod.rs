//! An edition's way into the archive and back out of it: publishing, verifying, setting again, searching.

mod bind;
pub mod draw;
pub mod publish;
pub(crate) mod recipe;
pub mod regenerate;
pub mod replay;
pub mod reprint;
pub mod search;
mod sequence;
pub mod testimony;
pub mod verify;
