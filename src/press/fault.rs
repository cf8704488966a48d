//! Turns what the engine says into faults at places that a template designer can edit.

use std::ops::Range;

use typst::WorldExt;
use typst::diag::SourceDiagnostic;
use typst::syntax::DiagSpan;

use crate::error::{Fault, Problem};
use crate::galley::Galley;

use super::world::GalleyWorld;

/// Returns the fault that a diagnostic of the engine tells of.
pub(super) fn fault(world: &GalleyWorld<'_>, galley: &Galley, said: &SourceDiagnostic) -> Fault {
    let mut hints: Vec<String> = said.hints.iter().map(|hint| hint.v.to_string()).collect();
    let place = place_of(world, galley, said.span);
    // The deepest call is where the fault shows, the outermost where the template asked for it.
    for called in said.trace.iter().filter_map(|trace| place_of(world, galley, trace.span.into())) {
        if place.as_ref() != Some(&called) {
            hints.push(format!("called at {called}"));
        }
    }
    Fault { problem: Problem::Engine { words: said.message.to_string(), hints }, place }
}

fn place_of(
    world: &GalleyWorld<'_>,
    galley: &Galley,
    span: DiagSpan,
) -> Option<crate::error::Place> {
    let range: Range<usize> = world.range(span)?;
    let mut place = galley.place(range.start)?;
    let end = place.range.start + range.len();
    if place.range.len() == 1 && end <= place.text.len() {
        place.range.end = place.text.ceil_char_boundary(end);
    }
    Some(place)
}
