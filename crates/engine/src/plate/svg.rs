//! Inspects drawings (SVG). They are printed as they are, their words in the faces of the issue; of what SVG can do, only
//! what is drawn: nothing that runs, moves, or is fetched from elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use usvg::roxmltree::{Document, Node, ParsingOptions};

use super::negative::DAMAGED;

const LARGE: &str = "it is an SVG of more than 2 MiB";
const EMPTY: &str = "it is an SVG that shows nothing";
const ELSEWHERE: &str = "it is an SVG that takes something from elsewhere";
const MORE: &str = "it is an SVG that does more than draw";
const REPEATED: &str = "it is an SVG that repeats its parts too often";

/// The largest file, in bytes: what is larger is a photograph or a map, and as pixels prints as well.
const LARGEST: usize = 2 << 20;
/// The most elements, texts and comments of a file.
const MOST_NODES: u32 = 200_000;
/// How many elements may lie within one another, and how many times a repeated part may repeat others.
const DEEPEST: usize = 64;
const DEEPEST_REPEATS: usize = 8;
/// How much may be drawn once every repeated part stands where it is repeated, in bytes of the file.
const MOST_DRAWN: u64 = 32 << 20;

const SVG: &str = "http://www.w3.org/2000/svg";
const XHTML: &str = "http://www.w3.org/1999/xhtml";

/// The elements that draw, that hold those that do, and that say something about them.
const SHAPES: [&str; 7] = ["path", "rect", "circle", "ellipse", "line", "polyline", "polygon"];
const OTHERS: [&str; 20] = [
    "svg",
    "g",
    "defs",
    "use",
    "symbol",
    "text",
    "tspan",
    "linearGradient",
    "radialGradient",
    "stop",
    "pattern",
    "clipPath",
    "mask",
    "marker",
    "style",
    "title",
    "desc",
    "metadata",
    "view",
    "a",
];
/// The elements that are drawn again for each shape that names them.
const SERVERS: [&str; 4] = ["pattern", "mask", "clipPath", "marker"];

/// Returns the characters that a drawing has, and refuses one that cannot be printed, or not safely.
///
/// # Errors
/// Why it cannot be printed.
pub(super) fn inspect(bytes: &[u8]) -> Result<BTreeSet<char>, &'static str> {
    if bytes.len() > LARGEST {
        return Err(LARGE);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| DAMAGED)?;
    // Entities make much out of little; the declaration that names the language makes nothing.
    if text.contains("<!ENTITY") {
        return Err(MORE);
    }
    let options =
        ParsingOptions { allow_dtd: true, nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options).map_err(|_| DAMAGED)?;
    document.descendants().try_for_each(inspect_node)?;
    bearable(&document)?;
    let fetch_nothing = usvg::ImageHrefResolver {
        resolve_data: Box::new(|_, _, _| None),
        resolve_string: Box::new(|_, _| None),
    };
    let options = usvg::Options { image_href_resolver: fetch_nothing, ..usvg::Options::default() };
    let tree = usvg::Tree::from_xmltree(&document, &options).map_err(|_| DAMAGED)?;
    // Words are drawn by the press, which has the faces.
    let characters = characters(&document);
    if draws(tree.root()) || !characters.is_empty() { Ok(characters) } else { Err(EMPTY) }
}

fn draws(group: &usvg::Group) -> bool {
    group.children().iter().any(|node| match node {
        usvg::Node::Group(inner) => draws(inner),
        _ => true,
    })
}

fn characters(document: &Document<'_>) -> BTreeSet<char> {
    let words = document.descendants().filter(|node| node.has_tag_name((SVG, "text")));
    let texts = words.flat_map(|node| node.descendants()).filter(Node::is_text);
    let characters = texts.filter_map(|node| node.text()).flat_map(str::chars);
    characters.filter(|c| !c.is_whitespace() && !c.is_control()).collect()
}

fn inspect_node(node: Node<'_, '_>) -> Result<(), &'static str> {
    if node.is_pi() {
        return Err(ELSEWHERE);
    }
    if node.ancestors().nth(DEEPEST).is_some() {
        return Err(REPEATED);
    }
    if !node.is_element() {
        return Ok(());
    }
    let name = node.tag_name();
    match name.namespace() {
        Some(SVG) if matches!(name.name(), "image" | "feImage") => return Err(ELSEWHERE),
        Some(SVG) if !SHAPES.contains(&name.name()) && !OTHERS.contains(&name.name()) => {
            return Err(MORE);
        }
        // A browser that is shown the drawing of a PDF would run it.
        Some(XHTML) => return Err(MORE),
        // What programs note for themselves is not drawn.
        _ => {}
    }
    if name.name() == "style" {
        inspect_style(node.children().filter_map(|child| child.text()))?;
    }
    for attribute in node.attributes() {
        let (key, value) = (attribute.name(), attribute.value());
        if key.len() > 2 && key.starts_with("on") {
            return Err(MORE);
        }
        let away = key == "href" && !value.trim_start().starts_with('#');
        if away || !refers_to_itself(value) {
            return Err(ELSEWHERE);
        }
    }
    Ok(())
}

fn inspect_style<'a>(mut texts: impl Iterator<Item = &'a str>) -> Result<(), &'static str> {
    texts.try_for_each(|text| match text {
        // What is escaped may be anything.
        _ if text.contains('\\') => Err(MORE),
        _ if text.contains("@import") || !refers_to_itself(text) => Err(ELSEWHERE),
        _ => Ok(()),
    })
}

/// Returns whether all that a text refers to is in the same file.
fn refers_to_itself(text: &str) -> bool {
    let mut places = text.split("url(").skip(1);
    places.all(|place| place.trim_start_matches([' ', '\'', '"']).starts_with('#'))
}

/// Refuses a drawing of which too much is drawn: parts may be repeated, in parts that are repeated.
fn bearable(document: &Document<'_>) -> Result<(), &'static str> {
    let elements = document.descendants().filter(Node::is_element);
    let ids = elements.clone().filter_map(|node| Some((node.attribute("id")?, node))).collect();
    let mut drawn = Repeats { ids, known: BTreeMap::new() };
    let all = drawn.within(document.root_element(), 0)?;
    let servers = elements.filter(|node| SERVERS.contains(&node.tag_name().name()));
    let mut again = 0_u64;
    for server in servers {
        if server.descendants().any(|node| node.attributes().any(|it| it.value().contains("url(")))
        {
            return Err(REPEATED);
        }
        again = again.saturating_add(drawn.within(server, 0)?.bytes);
    }
    let total = all.bytes.saturating_add(again.saturating_mul(all.nodes));
    if total > MOST_DRAWN { Err(REPEATED) } else { Ok(()) }
}

/// How much is drawn of an element and of all within it, once what it repeats stands in it.
#[derive(Clone, Copy)]
struct Drawn {
    bytes: u64,
    nodes: u64,
    depth: usize,
}

/// What the elements that are repeated draw.
struct Repeats<'a, 'input> {
    ids: BTreeMap<&'a str, Node<'a, 'input>>,
    /// `None` for those that are being looked at: one of them that is met again repeats itself.
    known: BTreeMap<usize, Option<Drawn>>,
}

impl<'a, 'input> Repeats<'a, 'input> {
    fn within(&mut self, node: Node<'a, 'input>, level: usize) -> Result<Drawn, &'static str> {
        if level > DEEPEST_REPEATS {
            return Err(REPEATED);
        }
        if let Some(known) = self.known.get(&node.id().get_usize()) {
            return known.filter(|it| level + it.depth <= DEEPEST_REPEATS).ok_or(REPEATED);
        }
        self.known.insert(node.id().get_usize(), None);
        let mut all = Drawn { bytes: 0, nodes: 0, depth: 0 };
        for element in node.descendants().filter(Node::is_element) {
            let written: usize = element.attributes().map(|it| it.value().len() + 16).sum();
            all.bytes = all.bytes.saturating_add(written as u64 + 16);
            all.nodes = all.nodes.saturating_add(1);
            if let Some(target) = self.repeated(element) {
                let target = self.within(target, level + 1)?;
                all.bytes = all.bytes.saturating_add(target.bytes);
                all.nodes = all.nodes.saturating_add(target.nodes);
                all.depth = all.depth.max(target.depth + 1);
            }
        }
        self.known.insert(node.id().get_usize(), Some(all));
        Ok(all)
    }

    fn repeated(&self, element: Node<'a, 'input>) -> Option<Node<'a, 'input>> {
        let href = element.attributes().find(|it| it.name() == "href")?;
        self.ids.get(href.value().trim().strip_prefix('#')?).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::{ELSEWHERE, EMPTY, MORE, REPEATED, inspect};

    fn drawing(inner: &str) -> String {
        format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9">{inner}</svg>"#
        )
    }

    #[test]
    fn what_draws_is_printed() {
        for inner in [
            "<rect width='3' height='3'/>",
            "<text>广元</text>",
            "<defs><path id='a' d='M0 0L1 1' stroke='red'/></defs><use href='#a'/><use xlink:href=' #a'/>",
            "<style>rect { fill: url( '#b') }</style><rect width='3' height='3'/>",
            "<x:note xmlns:x='urn:x'><x:image href='#'/></x:note><circle r='3'/>",
        ] {
            assert!(inspect(drawing(inner).as_bytes()).is_ok(), "{inner}");
        }
        let doctype = format!(
            "<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'http://www.w3.org/a.dtd'>{}",
            drawing("<circle r='3'/>")
        );
        assert!(inspect(doctype.as_bytes()).is_ok());
        let words = drawing("<title>题</title><text>广\n <tspan>元</tspan></text>");
        assert_eq!(inspect(words.as_bytes()), Ok("广元".chars().collect()));
    }

    #[test]
    fn what_runs_moves_or_comes_from_elsewhere_is_refused() {
        for (inner, reason) in [
            ("", EMPTY),
            ("<g/>", EMPTY),
            ("<script>1</script>", MORE),
            ("<rect onclick='a()' width='3' height='3'/>", MORE),
            ("<foreignObject/>", MORE),
            ("<animate attributeName='x'/>", MORE),
            ("<filter/>", MORE),
            ("<p xmlns='http://www.w3.org/1999/xhtml'/>", MORE),
            ("<style>a { fill: u\\72l(x) }</style>", MORE),
            ("<style>@import 'a.css';</style>", ELSEWHERE),
            ("<style>@font-face { src: url(data:,) }</style>", ELSEWHERE),
            ("<image href='#a'/>", ELSEWHERE),
            ("<use href='b.svg#a'/>", ELSEWHERE),
            ("<a href='javascript:1'/>", ELSEWHERE),
            ("<rect fill='url(http://a/#b)'/>", ELSEWHERE),
            ("<?xml-stylesheet href='a'?>", ELSEWHERE),
        ] {
            assert_eq!(inspect(drawing(inner).as_bytes()), Err(reason), "{inner}");
        }
        let entity = format!("<!DOCTYPE svg [<!ENTITY a 'b'>]>{}", drawing("<circle r='3'/>"));
        assert_eq!(inspect(entity.as_bytes()), Err(MORE));
    }

    #[test]
    fn what_repeats_itself_is_bounded() {
        let doubled = |n: usize| {
            let twice =
                |n| format!("<g id='g{}'><use href='#g{n}'/><use href='#g{n}'/></g>", n + 1);
            format!("<path id='g0' d='M0 0L1 1'/>{}", (0..n).map(twice).collect::<String>())
        };
        assert!(inspect(drawing(&doubled(8)).as_bytes()).is_ok());
        assert_eq!(inspect(drawing(&doubled(9)).as_bytes()), Err(REPEATED));
        let wide = "<use href='#g7'/>".repeat(2_000);
        assert_eq!(inspect(drawing(&(doubled(7) + &wide)).as_bytes()), Err(REPEATED));
        let itself = "<g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g>";
        assert_eq!(inspect(drawing(itself).as_bytes()), Err(REPEATED));
        let deep = "<g>".repeat(99) + "<circle r='3'/>" + &"</g>".repeat(99);
        assert_eq!(inspect(drawing(&deep).as_bytes()), Err(REPEATED));
        let hatched = format!(
            "<pattern id='p'><path d='{}'/></pattern>{}",
            "M0 0L1 1".repeat(900),
            "<rect fill='url(#p)' width='3' height='3'/>".repeat(9_000)
        );
        assert_eq!(inspect(drawing(&hatched).as_bytes()), Err(REPEATED));
    }
}
