//! Walks over the frames of a page and notes what stands where.

use typst::layout::{Abs, Frame, FrameItem, Point, Transform};
use typst::text::TextItem;
use typst::visualize::{Color, FixedStroke, Geometry, Paint};

use crate::proof::{self, MM_PER_PT, Page, Run};

/// Returns what stands on a page.
pub(super) fn page(page: &typst_layout::Page) -> Page {
    let size = page.frame.size();
    let mut found = Page {
        width: mm(size.x),
        height: mm(size.y),
        runs: Vec::new(),
        shapes: Vec::new(),
        pictures: Vec::new(),
    };
    walk(&page.frame, Transform::identity(), &mut found);
    found
}

fn walk(frame: &Frame, to_page: Transform, page: &mut Page) {
    for (at, item) in frame.items() {
        let here = to_page.pre_concat(Transform::translate(at.x, at.y));
        match item {
            FrameItem::Group(group) => {
                walk(&group.frame, here.pre_concat(group.transform), page);
            }
            FrameItem::Text(text) => page.runs.push(run(text, Point::zero().transform(here))),
            FrameItem::Shape(shape, _) => {
                let stroke = shape.stroke.as_ref();
                page.shapes.push(proof::Shape {
                    frame: boxed(&shape.geometry, here),
                    colour: colour(
                        shape.fill.as_ref().or(stroke.map(|stroke: &FixedStroke| &stroke.paint)),
                    ),
                    stroke: stroke.map(|stroke| mm(stroke.thickness)),
                });
            }
            FrameItem::Image(_, size, _) => page.pictures.push(spanning(*size, here)),
            FrameItem::Link(..) | FrameItem::Tag(_) => {}
        }
    }
}

fn run(text: &TextItem, at: Point) -> Run {
    let missing = text.glyphs.iter().filter(|glyph| glyph.id == 0);
    let missing = missing.flat_map(|glyph| text.text[glyph.range()].chars());
    Run {
        x: mm(at.x),
        y: mm(at.y),
        width: mm(text.width()),
        size: round(text.size.to_pt()),
        face: text.font.post_script_name().unwrap_or_default(),
        colour: colour(Some(&text.fill)),
        text: text.text.to_string(),
        glyphs: text.glyphs.len(),
        missing: missing.collect(),
    }
}

fn boxed(geometry: &Geometry, here: Transform) -> proof::Frame {
    match geometry {
        Geometry::Line(end) => spanning(typst::layout::Size::new(end.x, end.y), here),
        Geometry::Rect(size) => spanning(*size, here),
        Geometry::Curve(curve) => spanning(curve.bbox(None).size(), here),
    }
}

/// Returns the box between two corners, whichever way the size leads.
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
