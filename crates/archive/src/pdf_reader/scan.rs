//! What an archive must know about a PDF: that nothing in it runs by itself, and that it needs nothing
//! from outside.

use std::collections::BTreeSet;

use hayro_syntax::object::{Array, Dict, MaybeRef, Name, Object, Stream};

use super::PdfDocument;

/// The types of actions that do more than go to a page.
const ACTIONS: [&str; 13] = [
    "GoToR",
    "GoToE",
    "Hide",
    "ImportData",
    "JavaScript",
    "Launch",
    "Movie",
    "Named",
    "Rendition",
    "RichMediaExecute",
    "SetOCGState",
    "Sound",
    "SubmitForm",
];
/// The types of annotations that play or run something.
const NOTES: [&str; 6] = ["3D", "Movie", "RichMedia", "Screen", "Sound", "FileAttachment"];
/// The keys of parts that run by themselves.
const TRIGGERS: [&str; 4] = ["AA", "JS", "JavaScript", "XFA"];
/// How deep objects may be nested.
const DEPTH: usize = 32;

impl PdfDocument {
    /// Names what in the PDF runs by itself: scripts, programs, films, forms that submit.
    pub fn active(&self) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for object in self.pdf.objects() {
            look(&object, DEPTH, &mut found);
        }
        let opening = self.catalog().and_then(|catalog| catalog.get::<Dict<'_>>("OpenAction"));
        if let Some(kind) = opening.and_then(|action| name(&action, "S"))
            && kind != "GoTo"
        {
            found.insert(format!("OpenAction {kind}"));
        }
        found
    }

    /// Names the faces that the PDF uses but does not embed.
    pub fn faces_not_carried(&self) -> BTreeSet<String> {
        let mut missing = BTreeSet::new();
        for object in self.pdf.objects() {
            let Object::Dict(face) = object else { continue };
            let described = name(&face, "Type").as_deref() == Some("Font")
                && name(&face, "Subtype").as_deref() != Some("Type0")
                && name(&face, "Subtype").as_deref() != Some("Type3");
            if described && !carries(&face) {
                missing.insert(name(&face, "BaseFont").unwrap_or_else(|| "?".into()));
            }
        }
        missing
    }
}

/// Returns whether the PDF embeds a face.
fn carries(face: &Dict<'_>) -> bool {
    let Some(descriptor) = face.get::<Dict<'_>>("FontDescriptor") else { return false };
    ["FontFile", "FontFile2", "FontFile3"]
        .iter()
        .any(|key| descriptor.get::<Stream<'_>>(*key).is_some())
}

fn look(object: &Object<'_>, depth: usize, found: &mut BTreeSet<String>) {
    match object {
        Object::Dict(dict) => look_into(dict, depth, found),
        Object::Stream(stream) => look_into(stream.dict(), depth, found),
        Object::Array(array) if depth > 0 => look_through(array, depth, found),
        _ => {}
    }
}

fn look_through(array: &Array<'_>, depth: usize, found: &mut BTreeSet<String>) {
    for item in array.raw_iter() {
        if let MaybeRef::NotRef(item) = item {
            look(&item, depth - 1, found);
        }
    }
}

fn look_into(dict: &Dict<'_>, depth: usize, found: &mut BTreeSet<String>) {
    if let Some(kind) = name(dict, "S").filter(|kind| ACTIONS.contains(&kind.as_str())) {
        found.insert(kind);
    }
    let note = name(dict, "Subtype").filter(|kind| NOTES.contains(&kind.as_str()));
    found.extend(note.filter(|_| dict.contains_key("Rect")));
    for trigger in TRIGGERS.iter().filter(|trigger| dict.contains_key(trigger)) {
        found.insert((*trigger).to_owned());
    }
    if depth == 0 {
        return;
    }
    for (_, value) in dict.entries() {
        // A referenced object is visited on its own.
        if let MaybeRef::NotRef(value) = value {
            look(&value, depth - 1, found);
        }
    }
}

fn name(dict: &Dict<'_>, key: &str) -> Option<String> {
    Some(dict.get::<Name<'_>>(key)?.as_str().to_owned())
}
