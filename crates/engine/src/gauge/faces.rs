//! The face and the size of each role.

use std::collections::BTreeMap;

use briefing_values::error::codes;
use briefing_values::issue::Issue;

use super::figure::Figure;
use super::roles::{Letter, Role};
use super::stream::is_han;
use super::{Quantity, Required, Row, Verdict};

/// The PostScript names of the faces that set each role of the house, the first choice first.
pub type Faces = BTreeMap<String, Vec<String>>;

/// Returns the rows on sizes. The three levels of headings share one.
pub(super) fn sizes(issue: &Issue, letters: &[Letter<'_>]) -> Vec<Row> {
    let row = |role: Role, item| {
        let (house, field) = role.house_size(issue);
        let heading = |role| matches!(role, Role::First | Role::Second | Role::Third);
        let same = |it: &&Letter<'_>| it.role == role || (heading(role) && heading(it.role));
        let sized = |it: &&Letter<'_>| role == Role::Folio || is_han(it.character);
        let set = letters.iter().filter(same).filter(sized);
        let figure = Figure {
            code: codes::page::SIZE,
            item,
            clause: role.clause(),
            unit: Quantity::Pt,
            standard: role.size(),
            tolerance: role.tolerance(),
            house,
            field: Some(field),
        };
        figure.row(set.map(|it| (it.page, it.run.size)))
    };
    vec![
        row(Role::Text, "text-size"),
        row(Role::Title, "title-size"),
        row(Role::First, "heading-size"),
        row(Role::Colophon, "colophon-size"),
        row(Role::Folio, "folio-size"),
    ]
}

/// Returns the rows on faces. A face is judged by its name; one whose name says nothing counts as what
/// the house uses it for.
pub(super) fn faces(letters: &[Letter<'_>], faces: &Faces) -> Vec<Row> {
    let row = |role: Role| {
        let (item, wanted) = asked(role);
        let row = Row::new(codes::page::FACE, item)
            .clause(role.clause())
            .asks(Required::exactly(Quantity::Word(wanted)));
        let Some((face, page)) = usual(role, letters) else { return row };
        let of_house = faces.get(role.house_name()).and_then(|names| names.first());
        let chosen = of_house.is_some_and(|first| first == face);
        let verdict = match design(face) {
            Some(design) if design == wanted || (wanted, design) == ("xiaobiaosong", "song") => {
                Verdict::Kept
            }
            None if chosen => Verdict::Kept,
            _ if chosen => Verdict::Deviates,
            _ => Verdict::Broken,
        };
        let row = row.found(Quantity::Text(face.to_owned()), verdict).on(page);
        let field = format!("faces.{}", role.house_name());
        if verdict == Verdict::Deviates { row.field(field) } else { row }
    };
    Role::ALL.into_iter().map(row).collect()
}

/// Returns the row's name, and the design that the standard requires of a role.
fn asked(role: Role) -> (&'static str, &'static str) {
    match role {
        Role::Text => ("text-face", "fangsong"),
        Role::Title => ("title-face", "xiaobiaosong"),
        Role::First => ("first-level-face", "heiti"),
        Role::Second => ("second-level-face", "kaiti"),
        Role::Third => ("third-level-face", "fangsong"),
        Role::Colophon => ("colophon-face", "fangsong"),
        Role::Folio => ("folio-face", "song"),
    }
}

/// Returns the design (仿宋, 楷体, 黑体, 小标宋, 宋体) that the name of a face indicates.
fn design(face: &str) -> Option<&'static str> {
    const MARKS: [(&str, &str); 14] = [
        ("fang", "fangsong"),
        ("fzfs", "fangsong"),
        ("kai", "kaiti"),
        ("fzkt", "kaiti"),
        ("hei", "heiti"),
        ("fzht", "heiti"),
        ("sans", "heiti"),
        ("fzxbs", "xiaobiaosong"),
        ("xiaobiao", "xiaobiaosong"),
        ("song", "song"),
        ("simsun", "song"),
        ("fzss", "song"),
        ("serif", "song"),
        ("ming", "song"),
    ];
    let face = face.to_lowercase();
    MARKS.iter().find(|(mark, _)| face.contains(mark)).map(|(_, design)| *design)
}

/// Returns the face that sets most letters of a role, and the first page where it does.
pub(super) fn usual<'l>(role: Role, letters: &[Letter<'l>]) -> Option<(&'l str, usize)> {
    let mut found: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let sized = |it: &&Letter<'_>| role == Role::Folio || is_han(it.character);
    for letter in letters.iter().filter(|it| it.role == role).filter(sized) {
        found.entry(&letter.run.face).or_insert((0, letter.page)).0 += 1;
    }
    let most = found.into_iter().max_by_key(|(_, (count, _))| *count);
    most.map(|(face, (_, page))| (face, page))
}

#[cfg(test)]
mod tests {
    use super::design;

    #[test]
    fn names_of_faces_speak_of_their_design() {
        for (face, wanted) in [
            ("FandolFang-Regular", Some("fangsong")),
            ("STFangsong", Some("fangsong")),
            ("FZXBSJW--GB1-0", Some("xiaobiaosong")),
            ("KaiTi_GB2312", Some("kaiti")),
            ("LXGWWenKai-Regular", Some("kaiti")),
            ("SimHei", Some("heiti")),
            ("NotoSerifCJKsc-Regular", Some("song")),
            ("SimSun", Some("song")),
            ("Office-Regular", None),
        ] {
            assert_eq!(design(face), wanted, "{face}");
        }
    }
}
