//! The faces in `fonts/` are the ones that the manifest describes, changed only in their outlines.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use sha2::{Digest, Sha256};
use ttf_parser::GlyphId;
use typst::text::FontInfo;

/// `fonts/manifest.toml`; its fields are explained there.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Manifest {
    fallback: Vec<String>,
    roles: BTreeMap<String, Role>,
    face: Vec<Face>,
}

/// What a face is used for on the page.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Role {
    chinese: String,
    families: Vec<String>,
    weight: u16,
    latin: Option<u16>,
}

/// One font file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Face {
    file: String,
    family: String,
    weight: u16,
    sha256: String,
    bytes: usize,
    origin: Origin,
    licence: String,
    licence_files: Vec<String>,
    converted: bool,
    original: Option<Figures>,
}

/// Where a font file was taken from.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Origin {
    package: String,
    version: String,
    path: String,
}

/// What a face measures, whatever its outlines are made of.
#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Figures {
    sha256: String,
    units_per_em: u16,
    glyphs: u16,
    hhea_ascender: i16,
    hhea_descender: i16,
    typo_ascender: i16,
    typo_descender: i16,
    vhea_ascender: i16,
    vhea_descender: i16,
    vertical_origin: i16,
    characters: usize,
    characters_sha256: String,
    widths_sha256: String,
    heights_sha256: String,
}

#[test]
fn folder_and_manifest_name_the_same_faces() {
    let listed: Vec<String> = manifest().face.into_iter().map(|face| face.file).collect();
    let described: BTreeSet<String> = listed.iter().cloned().collect();

    assert_eq!(described.len(), listed.len(), "a face is described twice");
    assert_eq!(described, font_files());
}

#[test]
fn every_face_is_the_recorded_one() {
    for face in manifest().face {
        let bytes = read(&face.file);
        assert_eq!(bytes.len(), face.bytes, "{}", face.file);
        assert_eq!(sha256(&bytes), face.sha256, "{}", face.file);
    }
}

#[test]
fn the_engine_knows_every_face_by_its_family_and_weight() {
    for face in manifest().face {
        let info = FontInfo::new(&read(&face.file), 0).expect("the engine reads the face");
        assert_eq!(info.family, face.family, "{}", face.file);
        assert_eq!(info.variant.weight.to_number(), face.weight, "{}", face.file);
    }
}

#[test]
fn a_converted_face_measures_what_its_original_did() {
    for face in manifest().face {
        assert_eq!(face.converted, face.original.is_some(), "{}", face.file);
        let Some(original) = face.original else {
            continue;
        };

        let shipped = measured(&read(&face.file));
        assert_ne!(shipped.sha256, original.sha256, "{} was not converted", face.file);
        let sha256 = original.sha256.clone();
        assert_eq!(Figures { sha256, ..shipped }, original, "{}", face.file);
    }
}

#[test]
fn a_converted_face_sets_its_glyphs_where_its_bearings_say() {
    for face in manifest().face.iter().filter(|face| face.converted) {
        let bytes = read(&face.file);
        let parsed = parse(&bytes);
        for (glyph, left, _) in edges(&parsed) {
            let bearing = parsed.glyph_hor_side_bearing(glyph);
            assert_eq!(bearing, Some(left), "{} {glyph:?}", face.file);
        }
    }
}

#[test]
fn every_face_tells_its_origin_and_carries_its_licence() {
    for Face { file, origin, licence, licence_files, .. } in manifest().face {
        for told in [origin.package, origin.version, origin.path, licence] {
            assert!(!told.is_empty(), "{file}");
        }
        assert!(!licence_files.is_empty(), "{file}");
        for path in licence_files {
            assert!(path.starts_with("licences/"), "{file}: {path}");
            assert!(folder().join(&path).is_file(), "{file}: {path} is missing");
        }
    }
}

#[test]
fn every_role_is_set_in_a_face_we_ship() {
    let Manifest { fallback, roles, face: faces } = manifest();
    let ships = |family: &String| faces.iter().any(|face| face.family == *family);

    assert!(!fallback.is_empty() && fallback.iter().all(ships), "{fallback:?}");
    for (name, role) in &roles {
        assert!(!role.chinese.is_empty(), "{name} has no Chinese name");
        assert!(role.families.iter().all(ships), "{name}: {:?}", role.families);
        let first = role.families.first().expect("a role names a family");
        let ships = |family: &String, weight: u16| {
            faces.iter().any(|face| face.family == *family && face.weight == weight)
        };
        assert!(ships(first, role.weight), "{name}: no {first} of weight {}", role.weight);
        let companion = &roles["latin"].families[0];
        let weight = role.latin.unwrap_or(role.weight);
        assert!(ships(companion, weight), "{name}: no {companion} of weight {weight}");
    }
}

#[test]
fn every_role_can_set_the_text_of_a_bulletin() {
    let sample = "〇一二脱贫攻坚简报（总第176期）“领导批示”：《意见》，40%—50%、①②。";
    let Manifest { mut roles, face: faces, .. } = manifest();
    // It stands beside the others.
    roles.remove("latin");
    for (name, role) in roles {
        let file = faces.iter().find(|face| Some(&face.family) == role.families.first());
        let bytes = read(&file.expect("the role's face is described").file);
        let missing: String =
            sample.chars().filter(|&c| parse(&bytes).glyph_index(c).is_none()).collect();
        assert_eq!(missing, "", "{name}");
    }
}

/// Returns the font folder.
fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts")
}

/// Returns the parsed manifest.
fn manifest() -> Manifest {
    let text = fs::read_to_string(folder().join("manifest.toml")).expect("the manifest is there");
    toml::from_str(&text).expect("the manifest is well formed")
}

/// Returns the names of all font files in the folder.
fn font_files() -> BTreeSet<String> {
    fs::read_dir(folder())
        .expect("the font folder is there")
        .map(|entry| entry.expect("the entry is readable").file_name())
        .map(|name| name.into_string().expect("the name is UTF-8"))
        .filter(|name| [".ttf", ".otf", ".ttc"].iter().any(|ending| name.ends_with(ending)))
        .collect()
}

/// Returns the bytes of a font file.
fn read(file: &str) -> Vec<u8> {
    fs::read(folder().join(file)).expect("the face is there")
}

/// Returns the parsed form of a font file.
fn parse(bytes: &[u8]) -> ttf_parser::Face<'_> {
    ttf_parser::Face::parse(bytes, 0).expect("the face is well formed")
}

/// Returns the figures of a font file, the ones `convert.py figures` prints.
fn measured(bytes: &[u8]) -> Figures {
    let face = parse(bytes);
    let characters = characters(&face);
    let all = || (0..face.number_of_glyphs()).map(GlyphId);
    let width = |glyph| face.glyph_hor_advance(glyph).expect("every glyph has a width");
    let height = |glyph| face.glyph_ver_advance(glyph).expect("every glyph has a height");
    Figures {
        sha256: sha256(bytes),
        units_per_em: face.units_per_em(),
        glyphs: face.number_of_glyphs(),
        hhea_ascender: face.tables().hhea.ascender,
        hhea_descender: face.tables().hhea.descender,
        typo_ascender: face.typographic_ascender().expect("OS/2 is there"),
        typo_descender: face.typographic_descender().expect("OS/2 is there"),
        vhea_ascender: face.vertical_ascender().expect("vhea is there"),
        vhea_descender: face.vertical_descender().expect("vhea is there"),
        vertical_origin: vertical_origin(&face),
        characters: characters.len(),
        characters_sha256: digest(characters.iter().map(|(code, glyph)| format!("{code} {glyph}"))),
        widths_sha256: digest(all().map(width)),
        heights_sha256: digest(all().map(height)),
    }
}

/// Returns the glyph of every mapped character.
fn characters(face: &ttf_parser::Face) -> BTreeMap<u32, u16> {
    let mut glyphs = BTreeMap::new();
    for subtable in face.tables().cmap.expect("cmap is there").subtables {
        if subtable.is_unicode() {
            subtable.codepoints(|code| {
                if let Some(GlyphId(glyph)) = subtable.glyph_index(code) {
                    glyphs.insert(code, glyph);
                }
            });
        }
    }
    glyphs
}

/// Returns the one height above the baseline from which all glyphs hang in vertical text.
fn vertical_origin(face: &ttf_parser::Face) -> i16 {
    let hangs = |(glyph, _, top)| {
        face.glyph_ver_side_bearing(glyph).expect("every glyph has a top bearing") + top
    };
    let origins: BTreeSet<i16> = edges(face).map(hangs).collect();
    assert_eq!(origins.len(), 1, "{origins:?}");
    origins.into_iter().next().expect("some glyph has an outline")
}

/// Iterates over the glyphs that have an outline, with its left and its top edge.
fn edges(face: &ttf_parser::Face) -> impl Iterator<Item = (GlyphId, i16, i16)> {
    let outlines = face.tables().glyf.expect("the outlines are TrueType");
    (0..face.number_of_glyphs())
        .map(GlyphId)
        .filter_map(move |glyph| Some((glyph, outlines.bbox(glyph)?)))
        .map(|(glyph, bounds)| (glyph, bounds.x_min, bounds.y_max))
}

/// Returns the SHA-256 of a list written one item per line, with a line end after each.
fn digest(lines: impl Iterator<Item = impl Display>) -> String {
    sha256(lines.map(|line| format!("{line}\n")).collect::<String>().as_bytes())
}

/// Returns the SHA-256 of some bytes in hexadecimal.
fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
