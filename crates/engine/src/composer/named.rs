//! Names pictures after what they are: the engine believes the ending of a file's name before its bytes.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use briefing_values::issue::{Block, Extra, Issue};

use crate::plate::Format;
use crate::style::Style;

/// The endings by which the engine knows a format.
const KNOWN: [&str; 8] = ["png", "jpg", "jpeg", "gif", "webp", "svg", "svgz", "pdf"];

/// The files that a source reads, by their paths in it.
type Files = BTreeMap<String, Arc<[u8]>>;

/// Returns the issue as templates see it. A picture whose name claims another format stands under a second name
/// there, which is added to the files; the PDF carries it under its own.
pub(super) fn after_contents<'i>(issue: &'i Issue, files: &mut Files) -> Cow<'i, Issue> {
    let mut names = BTreeMap::new();
    for (file, bytes) in files.iter() {
        if let Some(ending) = true_ending(file, bytes) {
            let mut name = format!("{file}.{ending}");
            while files.contains_key(&name) {
                name = format!("{name}.{ending}");
            }
            names.insert(file.clone(), (name, bytes.clone()));
        }
    }
    if names.is_empty() {
        return Cow::Borrowed(issue);
    }
    let mut issue = issue.clone();
    let blocks = issue.articles.iter_mut().flat_map(|article| &mut article.blocks);
    let own = issue.extra.values_mut().flatten().filter_map(Extra::picture_mut);
    let own = own.chain(&mut issue.instruction.picture);
    for picture in blocks.flat_map(Block::pictures_mut).chain(own) {
        if let Some((name, _)) = names.get(&picture.file) {
            picture.file.clone_from(name);
        }
    }
    files.extend(names.into_values());
    Cow::Owned(issue)
}

/// Adds the pictures of a style to the files that a source reads, and returns their paths by their names. No picture
/// of an issue can have such a path: a name with a colon could lead out of the issue's folder.
pub(super) fn assets(style: &Style, files: &mut Files) -> BTreeMap<String, String> {
    let asset = |(name, bytes): (&String, &Arc<[u8]>)| {
        let path = format!("asset:{name}");
        files.insert(path.clone(), bytes.clone());
        (name.clone(), path)
    };
    style.assets.iter().map(asset).collect()
}

/// Returns the ending that a file should have, if its own claims another format.
fn true_ending(file: &str, bytes: &[u8]) -> Option<&'static str> {
    let (_, ending) = file.rsplit_once('.')?;
    let ending = ending.to_ascii_lowercase();
    let endings = Format::of(bytes).ok()?.endings();
    let lies = KNOWN.contains(&ending.as_str()) && !endings.contains(&ending.as_str());
    lies.then_some(endings[0])
}

#[cfg(test)]
mod tests {
    use super::true_ending;

    #[test]
    fn only_a_name_that_lies_is_mended() {
        let (png, jpeg) =
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01");
        for fine in ["a.png", "a.PNG", "图/a.png", "a", "a.b", "a.dat"] {
            assert_eq!(true_ending(fine, png), None, "{fine}");
        }
        for fine in ["a.jpg", "a.JPEG", "a"] {
            assert_eq!(true_ending(fine, jpeg), None, "{fine}");
        }
        assert_eq!(true_ending("a.png", jpeg), Some("jpg"));
        assert_eq!(true_ending("a.JPG", png), Some("png"));
        assert_eq!(true_ending("a.pdf", png), Some("png"));
    }
}
