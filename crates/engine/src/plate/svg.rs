//! Inspects drawings (SVG). They are printed as they are, their words in the faces of the issue; of what SVG can do, only
//! what is drawn: nothing that runs, moves, or is fetched from elsewhere.

use std::collections::BTreeSet;

use usvg::roxmltree::{Document, Node, ParsingOptions};

use super::extent::{is_near, is_small};
use super::negative::DAMAGED;
use super::repeats::{REPEATED, bearable};

const LARGE: &str = "it is an SVG of more than 2 MiB";
const EMPTY: &str = "it is an SVG that shows nothing";
const ELSEWHERE: &str = "it is an SVG that takes something from elsewhere";
const FAR: &str = "it is an SVG with numbers that no page has room for";
const MORE: &str = "it is an SVG that does more than draw";

/// The largest file, in bytes: what is larger is a photograph or a map, and as pixels prints as well.
const LARGEST: usize = 2 << 20;
/// The most elements, texts and comments of a file.
const MOST_NODES: u32 = 200_000;
/// How many elements may lie within one another; PDF/A allows 28 nested states of a page, of which some take two.
const DEEPEST: usize = 20;
/// How many attributes an element may have, how many parts a text, and all texts together characters.
const MOST_ATTRIBUTES: usize = 100;
const MOST_SPANS: usize = 500;
const MOST_CHARACTERS: usize = 50_000;

const SVG: &str = "http://www.w3.org/2000/svg";
/// The namespaces of what a browser runs.
const RUNNING: [&str; 2] = ["http://www.w3.org/1999/xhtml", "http://www.w3.org/2001/xml-events"];

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
    if !is_near(tree.root()) {
        return Err(FAR);
    }
    // Words are drawn by the press, which has the faces.
    let characters = characters(&document)?;
    if draws(tree.root()) || !characters.is_empty() { Ok(characters) } else { Err(EMPTY) }
}

fn draws(group: &usvg::Group) -> bool {
    group.children().iter().any(|node| match node {
        usvg::Node::Group(inner) => draws(inner),
        _ => true,
    })
}

/// Returns the characters of all texts.
///
/// # Errors
/// Texts that are too long.
fn characters(document: &Document<'_>) -> Result<BTreeSet<char>, &'static str> {
    let words = document.descendants().filter(|node| node.has_tag_name((SVG, "text")));
    let texts = words.flat_map(|node| node.descendants()).filter(Node::is_text);
    let characters = texts.filter_map(|node| node.text()).flat_map(str::chars);
    if characters.clone().nth(MOST_CHARACTERS).is_some() {
        return Err(REPEATED);
    }
    Ok(characters.filter(|c| !c.is_whitespace() && !c.is_control()).collect())
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
        // A browser that is shown the drawing of a PDF would run it. What has no namespace the engine takes for SVG.
        Some(namespace) if RUNNING.contains(&namespace) => return Err(MORE),
        None | Some("") => return Err(MORE),
        // What programs note for themselves is not drawn.
        _ => {}
    }
    if name.name() == "style" {
        // A browser reads as one what a comment has parted.
        let texts = node.descendants().filter(Node::is_text).filter_map(|it| it.text());
        let rules = texts.collect::<String>();
        // Which elements a rule is for, and so how often it draws what it names, is not known here.
        if rules.to_ascii_lowercase().contains("url(") && inspect_style(&rules).is_ok() {
            return Err(MORE);
        }
        inspect_style(&rules)?;
        if !is_small(&rules) {
            return Err(FAR);
        }
    }
    if node.attributes().count() > MOST_ATTRIBUTES
        || name.name() == "text" && spans(node) > MOST_SPANS
    {
        return Err(REPEATED);
    }
    // What programs note for themselves has a name of theirs, and what is said to readers is not drawn.
    let noted = |name: &str| name.starts_with("data-") || name.starts_with("aria-");
    let own = node.attributes().filter(|it| it.namespace().is_none());
    for attribute in own.filter(|it| !noted(it.name())) {
        let (key, value) = (attribute.name(), attribute.value());
        let running = key.len() > 2 && key.to_ascii_lowercase().starts_with("on");
        if running || key == "filter" && value != "none" {
            return Err(MORE);
        }
        inspect_style(value)?;
        if !is_small(value) && !matches!(key, "id" | "class") {
            return Err(FAR);
        }
    }
    let mut hrefs = node.attributes().filter(|it| it.name() == "href");
    match (hrefs.next(), hrefs.next()) {
        // Programs differ in which of two they follow.
        (Some(_), Some(_)) => Err(MORE),
        (Some(href), None) if !href.value().trim_start().starts_with('#') => Err(ELSEWHERE),
        _ => Ok(()),
    }
}

/// Returns how many parts a text has.
fn spans(text: Node<'_, '_>) -> usize {
    text.descendants().filter(Node::is_element).count()
}

/// Refuses a rule or a value of CSS that takes something from elsewhere.
fn inspect_style(text: &str) -> Result<(), &'static str> {
    // What is escaped may be anything.
    let text = text.to_ascii_lowercase();
    if text.contains('\\') || text.contains("filter") {
        return Err(MORE);
    }
    let fetches = ["@import", "image-set(", "src("].iter().any(|word| text.contains(word));
    let refers = |place: &str| place.trim_start_matches([' ', '\'', '"']).starts_with('#');
    if fetches || !text.split("url(").skip(1).all(refers) { Err(ELSEWHERE) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::{ELSEWHERE, EMPTY, FAR, MORE, REPEATED, inspect};

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
            "<style>rect { fill: #123 }</style><rect width='3' height='3'/>",
            "<g aria-label='编号20180427001'><rect width='3e+0' height='3'/></g>",
            "<g id='a1e99' transform='scale(0.5) translate(-4e1,2)'><path d='M0-1e-7L1.5.5 3e2-4'/></g>",
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
            ("<rect filter='blur(5)' width='3' height='3'/>", MORE),
            ("<rect style='filter:blur(5)' width='3' height='3'/>", MORE),
            ("<style>rect { mask: url(#a) }</style>", MORE),
            ("<script xmlns=''>1</script>", MORE),
            ("<rect ONCLICK='a()' width='3' height='3'/>", MORE),
            ("<use href='#a' xlink:href='#b'/>", MORE),
            ("<style>text { font-size: 1e38px }</style><text>字</text>", FAR),
            ("<rect x='-1e38' width='3e38' height='3e38'/>", FAR),
            (
                "<g transform='scale(1e5)'><g transform='scale(1e5)'><rect width='3' height='3'/></g></g>",
                FAR,
            ),
            ("<style>@import 'a.css';</style>", ELSEWHERE),
            ("<style>@imp<!-- -->ort 'a.css';</style>", ELSEWHERE),
            ("<rect fill='URL(http://a/)'/>", ELSEWHERE),
            ("<rect style='fill:u\\72l(http://a/)'/>", MORE),
            ("<rect style='fill:image-set(\"http://a/\")'/>", ELSEWHERE),
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
    fn only_what_says_that_it_is_svg_is_taken_for_it() {
        let plain = "<svg width='9' height='9'><rect width='3' height='3'/></svg>";
        assert_eq!(inspect(plain.as_bytes()), Err(MORE));
    }

    #[test]
    fn long_texts_and_deep_nesting_are_refused() {
        let spans = format!("<text>{}</text>", "<tspan dx='1'>长</tspan>".repeat(501));
        assert_eq!(inspect(drawing(&spans).as_bytes()), Err(REPEATED));
        let long = format!("<text>{}</text>", "长".repeat(50_001));
        assert_eq!(inspect(drawing(&long).as_bytes()), Err(REPEATED));
        let deep = "<g>".repeat(99) + "<circle r='3'/>" + &"</g>".repeat(99);
        assert_eq!(inspect(drawing(&deep).as_bytes()), Err(REPEATED));
    }
}
