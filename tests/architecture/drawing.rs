//! The drawing of the crates in ARCHITECTURE.md: it shows the arrows that hold, and no others.

use std::collections::BTreeSet;
use std::fs;

use briefing_support::office::project;

use crate::parts::{ANY, ARROWS, PARTED};

/// The most lines of a drawing that fits on a screen.
const SCREEN: usize = 40;

/// An arrow between two parts of a crate: the crate, and the parts.
type Arrow = (String, String, String);

/// Returns the lines of the drawing.
fn drawing() -> Vec<String> {
    let text = fs::read_to_string(project("ARCHITECTURE.md")).expect("it can be read");
    let from_here = text.lines().skip_while(|line| !line.starts_with("    briefing   "));
    let lines = from_here.take_while(|line| line.is_empty() || line.starts_with("    "));
    lines.map(str::to_owned).collect()
}

/// Returns the arrows between parts that the drawing shows. Items are three spaces apart, and an item is a chain of
/// parts; whatever stands below the name of a crate belongs to it.
fn drawn() -> BTreeSet<Arrow> {
    let mut arrows = BTreeSet::new();
    let mut of = String::new();
    for line in drawing() {
        let line = line.replace("├─►", "   ").replace(['│', '▼'], " ");
        for item in line.split("   ").map(str::trim).filter(|item| !item.is_empty()) {
            if PARTED.contains(&item) && line.find(item).is_some_and(|at| at < 14) {
                item.clone_into(&mut of);
            }
            let chain: Vec<Vec<_>> =
                item.split("─►").map(|step| step.split(',').map(str::trim).collect()).collect();
            for (from, to) in chain.windows(2).flat_map(|pair| across(&pair[0], &pair[1])) {
                arrows.insert((of.clone(), from.to_owned(), to.to_owned()));
            }
        }
    }
    arrows
}

/// Returns each of some with each of others.
fn across<'n>(some: &[&'n str], others: &[&'n str]) -> Vec<(&'n str, &'n str)> {
    some.iter().flat_map(|from| others.iter().map(|to| (*from, *to))).collect()
}

/// Returns the arrows between parts of one crate that the code may have.
fn allowed() -> BTreeSet<Arrow> {
    let mut arrows = BTreeSet::new();
    for (part, targets) in ARROWS.iter().filter(|(_, targets)| *targets != ANY) {
        let (of, from) = part.split_once("::").expect("a part belongs to a crate");
        let is_own = |to: &&&str| ARROWS.iter().any(|(part, _)| *part == format!("{of}::{to}"));
        let own = targets.iter().filter(is_own);
        arrows.extend(own.map(|to| (of.to_owned(), from.to_owned(), (*to).to_owned())));
    }
    arrows
}

#[test]
fn the_drawing_shows_every_arrow_between_the_parts_of_a_crate() {
    let (drawn, allowed) = (drawn(), allowed());
    assert!(allowed.len() > 10, "{allowed:?}");
    let is_drawn = |(of, from, to): &Arrow| {
        let over = drawn.iter().filter(|(its, start, _)| its == of && start == from);
        drawn.contains(&(of.clone(), from.clone(), to.clone()))
            || over
                .into_iter()
                .any(|(_, _, by)| drawn.contains(&(of.clone(), by.clone(), to.clone())))
    };
    let missing: Vec<_> = allowed.iter().filter(|arrow| !is_drawn(arrow)).collect();
    assert!(missing.is_empty(), "not in the drawing of ARCHITECTURE.md: {missing:?}");
}

#[test]
fn the_drawing_shows_no_arrow_that_does_not_hold() {
    let allowed = allowed();
    let holds = |(of, from, to): &Arrow| {
        let any = ARROWS.iter().any(|(part, to)| *part == format!("{of}::{from}") && *to == ANY);
        to == "error" || any || allowed.contains(&(of.clone(), from.clone(), to.clone()))
    };
    // Of the fonts every crate sees only the one, and what another crate holds is told by the manifests.
    let wrong: Vec<_> = drawn()
        .into_iter()
        .filter(|arrow| PARTED.contains(&&*arrow.0) && arrow.2 != "fonts" && !holds(arrow))
        .collect();
    assert!(wrong.is_empty(), "only in the drawing of ARCHITECTURE.md: {wrong:?}");
}

#[test]
fn the_drawing_fits_on_a_screen() {
    let lines = drawing();
    assert!((10..SCREEN).contains(&lines.len()), "{} lines", lines.len());
    for line in lines {
        assert!(line.chars().count() <= 120, "{line}");
    }
}
