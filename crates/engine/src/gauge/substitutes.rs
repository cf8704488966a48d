//! Characters that are set in another face than the words around them (字体替换).

use std::collections::{BTreeMap, BTreeSet};

use briefing_values::error::codes;
use briefing_values::issue::{Issue, Text};

use super::faces::{Faces, usual};
use super::places::Places;
use super::roles::{Letter, Role};
use super::stream::is_han;
use super::{Quantity, Required, Row, Verdict};

/// The tables of an issue's file that are printed in the colophon.
const FOOT: [&str; 3] = ["distribution.", "colophon.", "contact."];

/// Characters, by field, page and face.
type Lent<'l> = BTreeMap<(Option<String>, usize, &'l str), BTreeSet<char>>;

/// Returns a row for each field with Han characters that are set in another face than the words around
/// them, because their own has no such character; or one row that says that there are none.
pub(super) fn rows(
    issue: &Issue,
    places: &Places<'_>,
    letters: &[Letter<'_>],
    faces: &Faces,
) -> Vec<Row> {
    let texts = issue.texts();
    let mut lent = in_roles(letters, &texts);
    for (page, face, character) in elsewhere(places, letters, faces) {
        let key = (holder(&texts, character, None), page, face);
        lent.entry(key).or_default().insert(character);
    }
    let row = Row::new(codes::page::SUBSTITUTED_FACE, "substituted")
        .asks(Required::exactly(Quantity::count(0)));
    if lent.is_empty() {
        return vec![row.found(Quantity::count(0), Verdict::Kept)];
    }
    let found = |((field, page, face), characters): (_, BTreeSet<char>)| {
        let row = row.clone().found(Quantity::count(characters.len()), Verdict::Broken).on(page);
        let quote = characters.first().map(char::to_string).unwrap_or_default();
        let characters: String = characters.into_iter().collect();
        Row { field, ..row.quote(quote).with("characters", &characters).with("face", &face) }
    };
    lent.into_iter().map(found).collect()
}

/// Finds the characters of each role that are not set in the face that sets most of them.
fn in_roles<'l>(letters: &[Letter<'l>], texts: &[Text]) -> Lent<'l> {
    let usual = Role::ALL.map(|role| (role, usual(role, letters).map(|(face, _)| face)));
    let strange = |it: &&Letter<'_>| {
        let face = usual.iter().find(|(role, _)| *role == it.role).and_then(|(_, face)| *face);
        is_han(it.character) && face.is_some_and(|face| face != it.run.face)
    };
    let mut lent = Lent::new();
    for it in letters.iter().filter(strange) {
        let holder = || holder(texts, it.character, Some(it.role));
        let key = (it.field.map(String::from).or_else(holder), it.page, it.run.face.as_str());
        lent.entry(key).or_default().insert(it.character);
    }
    lent
}

/// Returns the first field that has a character: one of the colophon's for its letters, else one of the
/// others.
fn holder(texts: &[Text], character: char, role: Option<Role>) -> Option<String> {
    let at_foot = |field: &str| FOOT.iter().any(|table| field.starts_with(table));
    let here = |text: &&Text| at_foot(&text.field) == (role == Some(Role::Colophon));
    let mut here = texts.iter().filter(here);
    here.find(|text| text.words.contains(character)).map(|text| text.field.clone())
}

/// Finds substituted characters outside of the roles: next to words of the same size that are set in the
/// first face of a role, but not in one themselves.
fn elsewhere<'p>(
    places: &Places<'p>,
    letters: &[Letter<'_>],
    faces: &Faces,
) -> Vec<(usize, &'p str, char)> {
    let known: BTreeSet<_> = letters.iter().map(|it| std::ptr::from_ref(it.run)).collect();
    let firsts: BTreeSet<&String> = faces.values().filter_map(|names| names.first()).collect();
    let mut found = Vec::new();
    for (n, page) in places.pages.iter().enumerate() {
        let strange = page.runs.iter().filter(|run| {
            let han = run.text.contains(is_han) && !known.contains(&std::ptr::from_ref(*run));
            han && !firsts.contains(&run.face)
                && page.runs.iter().any(|other| {
                    let beside = (other.y - run.y).abs() < 0.01;
                    let alike = (other.size - run.size).abs() < 0.01;
                    beside && alike && other.text.contains(is_han) && firsts.contains(&other.face)
                })
        });
        let characters = strange.flat_map(|run| {
            run.text.chars().filter(|c| is_han(*c)).map(|c| (n, run.face.as_str(), c))
        });
        found.extend(characters);
    }
    found
}
