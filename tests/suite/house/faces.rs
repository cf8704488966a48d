//! `[faces]` and `fonts/`: what the roles of the page are set in.

use std::fs;

use snapbox::str;

use briefing_support::office::{ISSUE, Office, project};

use super::{pages, render};

#[test]
fn a_role_that_there_is_not_is_refused() {
    let office = Office::new().file("briefing.toml", "[faces]\ntext = \"FandolKai\"\n");
    render(&office.issue("issues/27.toml")).code(1).stderr(str![[r#"
error[data/unknown-role]: there is no role `text`
  --> briefing.toml:2:8
  |
2 | text = "FandolKai"
  |        ^^^^^^^^^^^
  |
  = hint: known: body, heading, kai, latin, song, title


"#]]);
}

#[test]
fn a_family_that_no_face_has_is_refused() {
    let office =
        Office::new().file("briefing.toml", "[faces]\nbody = [\"FandolKai\", \"方正仿宋\"]\n");
    render(&office.issue("issues/27.toml")).code(3).stderr(str![[r#"
error[program/unknown-face]: the role `body` is set in “方正仿宋”, but no face of that name is here
  --> briefing.toml:2:8
  |
2 | body = ["FandolKai", "方正仿宋"]
  |        ^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = hint: known: FandolFang R, FandolHei, FandolKai, FandolSong, LXGW WenKai, TeX Gyre Termes


"#]]);
}

#[test]
fn a_role_can_be_set_in_another_built_in_family() {
    let office = Office::new().file("briefing.toml", "[faces]\nbody = \"FandolKai\"\n");
    let pages = pages(&office.issue("issues/27.toml"), "issues/27.toml");
    assert!(pages.contains("FandolKai-Regular") && !pages.contains("FandolFang"));
}

#[test]
fn a_face_of_the_project_is_used_in_place_of_the_built_in_one() {
    let face = fs::read(project("fonts/FandolKai-Regular.ttf")).expect("the face is there");
    let office = Office::new().file("briefing.toml", "").file("fonts/own.TTF", face);
    let run = office.issue("issues/27.toml").run(&["fonts", "issues/27.toml"]);
    let list = String::from_utf8_lossy(run.success().bytes()).into_owned();
    assert!(list.contains("fonts/own.TTF") && !list.contains("FandolKai-Regular.ttf"), "{list}");
}

#[test]
fn a_face_that_only_the_project_has_sets_a_role() {
    let office = Office::new()
        .file("briefing.toml", "[faces]\nbody = \"OfficeKai\"\n")
        .file("fonts/office.ttf", renamed("FandolKai", "OfficeKai"))
        .issue("issues/27.toml");
    assert!(pages(&office, "issues/27.toml").contains("\"face\": \"OfficeKai-Regular\""));
    render(&office).success();
    let run = office.run(&["fonts", "issues/27.toml"]);
    let list = String::from_utf8_lossy(run.success().bytes()).into_owned();
    assert!(list.contains("the project's own"), "{list}");
}

/// Returns a built-in face under another name of the same length.
fn renamed(from: &str, to: &str) -> Vec<u8> {
    let mut face = fs::read(project("fonts/FandolKai-Regular.ttf")).expect("the face is there");
    let wide = |name: &str| name.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
    for (from, to) in [(wide(from), wide(to)), (from.as_bytes().to_vec(), to.as_bytes().to_vec())] {
        for at in 0..face.len() - from.len() {
            if face[at..].starts_with(&from) {
                face[at..at + to.len()].copy_from_slice(&to);
            }
        }
    }
    face
}

#[test]
fn a_file_in_fonts_that_is_no_face_is_refused() {
    let office = Office::new().file("briefing.toml", "").file("fonts/own.otf", ISSUE);
    render(&office.issue("issues/27.toml")).code(3).stderr(str![[r#"
error[program/access]: cannot use the face fonts/own.otf: it is not a TrueType or OpenType file


"#]]);
}
