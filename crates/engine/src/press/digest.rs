//! The digest of a page, by which two pages that look the same are recognised, whatever their source.

use std::hash::{DefaultHasher, Hash, Hasher};

use typst::layout::{Frame, FrameItem};
use typst::text::TextItem;

/// Returns a number that two pages share if they show the same marks in the same positions.
///
/// The engine's own hash of a page also covers positions in the source, which shift throughout the issue
/// when a paragraph is added.
pub(super) fn page(page: &typst_layout::Page) -> u64 {
    let mut digest = DefaultHasher::new();
    (page.frame.size(), &page.fill).hash(&mut digest);
    walk(&page.frame, &mut digest);
    digest.finish()
}

fn walk(frame: &Frame, digest: &mut DefaultHasher) {
    for (at, item) in frame.items() {
        match item {
            FrameItem::Group(group) => {
                (1, at, group.transform, &group.clip).hash(digest);
                walk(&group.frame, digest);
                2.hash(digest);
            }
            FrameItem::Text(text) => {
                (3, at).hash(digest);
                run(text, digest);
            }
            FrameItem::Shape(shape, _) => (4, at, shape).hash(digest),
            FrameItem::Image(image, size, _) => (5, at, image, size).hash(digest),
            // Neither can be seen.
            FrameItem::Link(..) | FrameItem::Tag(_) => {}
        }
    }
}

fn run(text: &TextItem, digest: &mut DefaultHasher) {
    (&text.font, text.size, &text.fill, &text.stroke, text.glyphs.len()).hash(digest);
    for glyph in &text.glyphs {
        let across = (glyph.x_advance, glyph.x_offset);
        (glyph.id, across, glyph.y_advance, glyph.y_offset).hash(digest);
    }
}
