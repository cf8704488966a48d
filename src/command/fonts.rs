//! `briefing fonts`: what each role of the page is set in.

use std::fmt::Write;
use std::path::PathBuf;

use briefing_desk::Desk;
use briefing_desk::faces::{FaceListing, RoleListing};
use briefing_engine::house::House;
use briefing_values::error::Result;
use briefing_values::faces::Faces;

use crate::args::FontsArgs;

use super::inputs::Input;
use super::outputs;

/// Lists the roles, and the face, file, hash and licence behind each.
pub(super) fn run(args: &FontsArgs, root: Option<PathBuf>) -> Result<()> {
    let input = args.input.clone().map(Input::File);
    let root = root.or_else(|| House::root_of(input.as_ref().map_or(".".as_ref(), Input::path)));
    let desk = Desk::open(root)?;
    let faces = match input {
        Some(input) => desk.faces(&desk.read(&input.read()?)?)?,
        None => desk.house_faces()?,
    };
    outputs::print(table(&desk, &faces).as_bytes())
}

fn table(desk: &Desk, faces: &Faces) -> String {
    let mut table = String::new();
    for RoleListing { chinese, faces, role, weight } in desk.role_listings(faces) {
        // Writing to a string cannot fail.
        let _ = writeln!(table, "{role} {chinese} (weight {weight})");
        for FaceListing { family, file, licence, sha256 } in faces {
            let _ = writeln!(table, "  {family}\n    {file}\n    sha256 {sha256}\n    {licence}");
        }
    }
    table
}
