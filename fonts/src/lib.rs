//! The faces that the program carries. They are a crate of their own so that their fifty megabytes are
//! compiled once, not with every change to the code.

use include_dir::{Dir, include_dir};

/// The folder `fonts/`: the files of the faces, and `manifest.toml`, which says what each of them is.
pub static FONTS: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR");
