//! `briefing fonts`: what each role of the page is set in.

use std::fmt::Write;
use std::path::PathBuf;

use briefing_desk::Desk;
use briefing_engine::house::House;
use briefing_values::error::Result;
use briefing_values::faces::{FaceFile, Faces};

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
    for (name, role) in &faces.0 {
        // Writing to a string cannot fail.
        let _ = writeln!(table, "{name} {} (weight {})", role.chinese, role.weight);
        for family in &role.families {
            if let Some(file) = desk.press().face(family, role.weight) {
                let _ = writeln!(table, "  {family}\n    {}", about(desk, file).join("\n    "));
            }
        }
    }
    table
}

/// Returns the roles, and what is known of the faces behind each, as a program reads it.
pub(super) fn list(desk: &Desk, faces: &Faces) -> serde_json::Value {
    let face = |family: &String, weight: u16| {
        let file = desk.press().face(family, weight)?;
        let [name, hash, licence] = about(desk, file);
        let sha256 = hash.trim_start_matches("sha256 ");
        Some(serde_json::json!({
            "family": family, "file": name, "sha256": sha256, "licence": licence,
        }))
    };
    let role = |(name, role): (&String, &briefing_values::faces::Role)| {
        let faces: Vec<_> = role.families.iter().filter_map(|it| face(it, role.weight)).collect();
        serde_json::json!({
            "role": name, "chinese": role.chinese, "weight": role.weight, "faces": faces,
        })
    };
    faces.0.iter().map(role).collect()
}

/// Returns the file, the hash and the licence of a face.
fn about(desk: &Desk, file: &FaceFile) -> [String; 3] {
    let hash = file.bytes.fingerprint();
    let entry = desk.house().face_entries().iter().find(|entry| entry.sha256 == hash);
    let licence = match entry {
        Some(entry) => {
            format!("{}, from {} {}", entry.licence, entry.origin.package, entry.origin.version)
        }
        None => "the project's own; its licence is the office's to know".into(),
    };
    [file.name.to_string(), format!("sha256 {hash}"), licence]
}
