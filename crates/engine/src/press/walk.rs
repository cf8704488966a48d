//! Walks the frames of a page and notes what is where.

use ttf_parser::GlyphId;
use typst::introspection::{Location, Tag};
use typst::layout::{Abs, Em, Frame, FrameItem, Point, Transform};
use typst::pdf::ArtifactElem;
use typst::text::TextItem;
use typst::visualize::{Color, Geometry, Paint};

use briefing_values::proof::{self, MM_PER_PT, Page, Run};

/// Stands for the hyphen where the engine parts a word.
const HYPHEN: char = '\u{ad}';

/// Whether the ink of characters is looked up.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Ink {
    Found,
    Left,
}

/// Returns what is on a page.
pub(super) fn page(page: &typst_layout::Page, ink: Ink) -> Page {
    let size = page.frame.size();
    let (width, height) = (mm(size.x), mm(size.y));
    let blank = Page { width, height, runs: vec![], shapes: vec![], pictures: vec![] };
    let mut walker = Walker { page: blank, ink, artifacts: Vec::new() };
    walker.walk(&page.frame, Transform::identity());
    walker.page
}

struct Walker {
    page: Page,
    ink: Ink,
    /// The artifacts that are open.
    artifacts: Vec<Location>,
}

impl Walker {
    fn walk(&mut self, frame: &Frame, to_page: Transform) {
        for (at, item) in frame.items() {
            let here = to_page.pre_concat(Transform::translate(at.x, at.y));
            match item {
                FrameItem::Group(group) => {
                    self.walk(&group.frame, here.pre_concat(group.transform));
                }
                // A combining mark has the text of its letter, which has come before.
                FrameItem::Text(text) if is_mark(text) => {}
                FrameItem::Text(text) => {
                    let at = Point::zero().transform(here);
                    let ink = if self.ink == Ink::Found { ink(text, at) } else { Vec::new() };
                    let artifact = !self.artifacts.is_empty();
                    let run = run(text, at, artifact);
                    // What is turned by a quarter runs down the page, and is as wide as its type is high.
                    let width = if here.sx.get().abs() < 1e-6 { mm(text.size) } else { run.width };
                    self.page.runs.push(Run { ink, width, ..run });
                }
                FrameItem::Shape(found, _) => self.page.shapes.push(shape(found, here)),
                FrameItem::Image(_, size, _) => self.page.pictures.push(spanning(*size, here)),
                FrameItem::Tag(Tag::Start(element, _)) if element.is::<ArtifactElem>() => {
                    self.artifacts.extend(element.location());
                }
                FrameItem::Tag(Tag::End(location, ..)) => {
                    self.artifacts.retain(|begun| begun != location);
                }
                FrameItem::Tag(_) | FrameItem::Link(..) => {}
            }
        }
    }
}

/// Returns whether all that a run has is marks above or below the letters before it.
fn is_mark(text: &TextItem) -> bool {
    text.glyphs.iter().all(|glyph| glyph.id != 0 && glyph.x_advance == Em::zero())
}

fn shape(shape: &typst::visualize::Shape, here: Transform) -> proof::Shape {
    let stroke = shape.stroke.as_ref();
    proof::Shape {
        frame: boxed(&shape.geometry, here),
        colour: colour(shape.fill.as_ref().or(stroke.map(|stroke| &stroke.paint))),
        stroke: stroke.map(|stroke| mm(stroke.thickness)),
    }
}

fn run(text: &TextItem, at: Point, artifact: bool) -> Run {
    let missing = text.glyphs.iter().filter(|glyph| glyph.id == 0);
    let missing = missing.flat_map(|glyph| text.text[glyph.range()].chars());
    Run {
        x: mm(at.x),
        y: mm(at.y),
        width: mm(text.width() - unseen(text)),
        size: round(text.size.to_pt()),
        face: text.font.post_script_name().unwrap_or_default(),
        colour: colour(Some(&text.fill)),
        // Where the engine parts a word, its hyphen is none of the text's characters.
        text: text.text.chars().filter(|c| *c != HYPHEN).collect(),
        artifact,
        dash: dash(text, at),
        ink: Vec::new(),
        missing: missing.collect(),
    }
}

/// Returns what justification added after the last glyph of a run, which is invisible.
fn unseen(text: &TextItem) -> Abs {
    let Some(last) = text.glyphs.last() else { return Abs::zero() };
    let own = text.font.x_advance(last.id).unwrap_or(last.x_advance);
    (last.x_advance - own).at(text.size).max(Abs::zero())
}

/// Returns from where to where the ink of each glyph of a run goes.
fn ink(text: &TextItem, at: Point) -> Vec<(f64, f64)> {
    let face = text.font.ttf();
    let per_unit = 1.0 / f64::from(face.units_per_em());
    let mut x = at.x;
    let inks = text.glyphs.iter().filter_map(|glyph| {
        let origin = x + glyph.x_offset.at(text.size);
        x += glyph.x_advance.at(text.size);
        let ink = face.glyph_bounding_box(GlyphId(glyph.id))?;
        let edge = |units: i16| mm(origin + text.size * (f64::from(units) * per_unit));
        Some((edge(ink.x_min), edge(ink.x_max)))
    });
    inks.collect()
}

/// Returns the height of the stroke of a run's first dash, which differs from face to face.
fn dash(text: &TextItem, at: Point) -> Option<f64> {
    if !text.text.contains('—') {
        return None;
    }
    let face = text.font.ttf();
    let ink = face.glyph_index('—').and_then(|glyph| face.glyph_bounding_box(glyph))?;
    let middle = f64::midpoint(ink.y_min.into(), ink.y_max.into());
    Some(mm(at.y - text.size * (middle / f64::from(face.units_per_em()))))
}

fn boxed(geometry: &Geometry, here: Transform) -> proof::Frame {
    match geometry {
        Geometry::Line(end) => spanning(typst::layout::Size::new(end.x, end.y), here),
        Geometry::Rect(size) => spanning(*size, here),
        Geometry::Curve(curve) => spanning(curve.bbox(None).size(), here),
    }
}

/// Returns the box between two corners, whatever the sign of the size.
fn spanning(size: typst::layout::Size, here: Transform) -> proof::Frame {
    let (a, b) = (Point::zero().transform(here), size.to_point().transform(here));
    proof::Frame {
        x: mm(a.x.min(b.x)),
        y: mm(a.y.min(b.y)),
        width: mm((b.x - a.x).abs()),
        height: mm((b.y - a.y).abs()),
    }
}

fn colour(paint: Option<&Paint>) -> String {
    match paint {
        Some(Paint::Solid(colour)) => Color::to_hex(colour).into(),
        _ => "none".into(),
    }
}

fn mm(length: Abs) -> f64 {
    round(length.to_pt() * MM_PER_PT)
}

/// Rounds to a thousandth, so that a proof can be read and compared as text.
fn round(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0 + 0.0
}
