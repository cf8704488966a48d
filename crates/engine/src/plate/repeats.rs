//! How much is drawn of a drawing (SVG): a few lines may repeat a part thousands of times, in parts that are repeated.

use std::collections::BTreeMap;

use usvg::roxmltree::{Document, Node};

/// What is said of a drawing of which too much is drawn.
pub(super) const REPEATED: &str = "it is an SVG that repeats its parts too often";

/// How many times a repeated part may repeat others.
const DEEPEST: usize = 4;
/// How much may be drawn once every repeated part stands where it is repeated, in bytes of the file.
const MOST: u64 = 32 << 20;

/// Refuses a drawing of which too much is drawn.
///
/// # Errors
/// What is said of it.
pub(super) fn bearable(document: &Document<'_>) -> Result<(), &'static str> {
    let elements = document.descendants().filter(Node::is_element);
    let mut ids = BTreeMap::new();
    for node in elements.clone() {
        // Of several, the engine takes the first.
        if let Some(id) = node.attribute("id") {
            ids.entry(id).or_insert(node);
        }
    }
    let mut repeats = Repeats { ids, known: BTreeMap::new() };
    let all = repeats.within(document.root_element(), 0)?;
    let styles = elements.clone().filter(|node| node.tag_name().name() == "style");
    let styles: String =
        styles.flat_map(|node| node.descendants()).filter_map(|it| it.text()).collect();
    // Which elements a rule is for is not asked: it may be for all.
    let total = all.bytes.saturating_add((styles.len() as u64).saturating_mul(all.nodes));
    if total > MOST { Err(REPEATED) } else { Ok(()) }
}

/// How much is drawn of an element and of all within it, once what it repeats stands in it.
#[derive(Clone, Copy, Default)]
struct Drawn {
    bytes: u64,
    nodes: u64,
    depth: usize,
}

impl Drawn {
    /// Adds what is drawn of another so many times.
    fn add(&mut self, other: Self, times: u64) {
        self.bytes = self.bytes.saturating_add(other.bytes.saturating_mul(times));
        self.nodes = self.nodes.saturating_add(other.nodes.saturating_mul(times));
        self.depth = self.depth.max(other.depth + 1);
    }
}

/// What the elements that are repeated draw.
struct Repeats<'a, 'input> {
    ids: BTreeMap<&'a str, Node<'a, 'input>>,
    /// `None` for those that are being looked at: one of them that is met again repeats itself.
    known: BTreeMap<usize, Option<Drawn>>,
}

impl<'a, 'input> Repeats<'a, 'input> {
    fn within(&mut self, node: Node<'a, 'input>, level: usize) -> Result<Drawn, &'static str> {
        if level > DEEPEST {
            return Err(REPEATED);
        }
        if let Some(known) = self.known.get(&node.id().get_usize()) {
            return known.filter(|it| level + it.depth <= DEEPEST).ok_or(REPEATED);
        }
        self.known.insert(node.id().get_usize(), None);
        let mut all = Drawn::default();
        for element in node.descendants().filter(Node::is_element) {
            all.bytes = all.bytes.saturating_add(written(element));
            all.nodes = all.nodes.saturating_add(1);
            self.referred(element, level, &mut all)?;
        }
        self.known.insert(node.id().get_usize(), Some(all));
        Ok(all)
    }

    /// Adds what an element refers to: a part that stands in its place, and what fills, cuts or marks it and all within it.
    fn referred(
        &mut self,
        element: Node<'a, 'input>,
        level: usize,
        all: &mut Drawn,
    ) -> Result<(), &'static str> {
        let inner = element.descendants().filter(Node::is_element);
        let (mut nodes, mut bytes) = (0_u64, 0_u64);
        let mut servers = Vec::new();
        for attribute in element.attributes() {
            let value = attribute.value().trim();
            if attribute.name() == "href" {
                let id = value.strip_prefix('#').unwrap_or_default();
                if let Some(target) = self.ids.get(id).copied() {
                    let target = self.within(target, level + 1)?;
                    all.add(target, 1);
                    (nodes, bytes) = (target.nodes, target.bytes);
                }
            } else if value.contains("url(") {
                // A path is marked at each of its points, of which it has no more than bytes.
                let at_points = attribute.name().starts_with("marker") || value.contains("marker");
                servers.extend(referred_ids(value).map(|id| (id, at_points)));
            }
        }
        if servers.is_empty() {
            return Ok(());
        }
        for one in inner {
            nodes += 1;
            bytes = bytes.saturating_add(written(one));
        }
        for (id, at_points) in servers {
            if let Some(server) = self.ids.get(id).copied() {
                let server = self.within(server, level + 1)?;
                all.add(server, if at_points { bytes } else { nodes });
            }
        }
        Ok(())
    }
}

/// Returns how much of the file an element is without those within it, in bytes.
fn written(element: Node<'_, '_>) -> u64 {
    let attributes: usize = element.attributes().map(|it| it.value().len() + 16).sum();
    let texts: usize =
        element.children().filter(Node::is_text).filter_map(|it| it.text()).map(str::len).sum();
    (attributes + texts + 16) as u64
}

/// Returns the elements that a value names: `url(#a)`, `url('#a')`.
fn referred_ids(value: &str) -> impl Iterator<Item = &str> {
    value.split("url(").skip(1).filter_map(|place| {
        let id = place.trim_start_matches([' ', '\'', '"']).strip_prefix('#')?;
        id.split([')', '\'', '"', ' ']).next()
    })
}

#[cfg(test)]
mod tests {
    use super::{REPEATED, bearable};
    use usvg::roxmltree::Document;

    fn verdict(inner: &str) -> Result<(), &'static str> {
        let text = format!("<svg xmlns='http://www.w3.org/2000/svg'>{inner}</svg>");
        bearable(&Document::parse(&text).expect("it is XML"))
    }

    /// Returns a path, and parts each of which repeats the one before twice.
    fn doubled(n: usize) -> String {
        let twice = |n| format!("<g id='g{}'><use href='#g{n}'/><use href='#g{n}'/></g>", n + 1);
        format!("<path id='g0' d='M0 0L1 1'/>{}", (0..n).map(twice).collect::<String>())
    }

    #[test]
    fn parts_within_parts_are_counted_where_they_stand() {
        assert_eq!(verdict(&doubled(4)), Ok(()));
        assert_eq!(verdict(&doubled(5)), Err(REPEATED));
        assert_eq!(verdict(&(doubled(3) + &"<use href='#g3'/>".repeat(40_000))), Err(REPEATED));
        let itself = "<g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g>";
        assert_eq!(verdict(itself), Err(REPEATED));
        let words = format!("<text id='t'>{}</text>", "字".repeat(30_000));
        assert_eq!(verdict(&(words + &"<use href='#t'/>".repeat(2_000))), Err(REPEATED));
    }

    #[test]
    fn the_first_of_two_names_is_the_one_that_is_drawn() {
        let large = format!("<path id='a' d='{}'/>", "M0 0L1 1".repeat(9_000));
        let small = "<path id='a' d='M0 0'/>";
        let uses = "<use href='#a'/>".repeat(2_000);
        assert_eq!(verdict(&format!("{large}{uses}{small}")), Err(REPEATED));
        assert_eq!(verdict(&format!("{small}{uses}{large}")), Ok(()));
    }

    #[test]
    fn what_fills_cuts_and_marks_is_counted_for_each_shape() {
        let server = |name: &str, n: usize| {
            format!("<{name} id='p'><path d='{}'/></{name}>", "M0 0L1 1".repeat(n))
        };
        let filled = "<rect fill='url(#p)' width='3' height='3'/>";
        assert_eq!(verdict(&(server("pattern", 900) + &filled.repeat(9_000))), Err(REPEATED));
        assert_eq!(verdict(&(server("pattern", 9) + &filled.repeat(9_000))), Ok(()));
        let group = format!("<g clip-path='url(#p)'>{}</g>", "<rect/>".repeat(9_000));
        assert_eq!(verdict(&(server("clipPath", 900) + &group)), Err(REPEATED));
        let marked = format!("<path marker-mid='url(#p)' d='{}'/>", "L1 1".repeat(9_000));
        assert_eq!(verdict(&(server("marker", 900) + &marked)), Err(REPEATED));
        assert_eq!(verdict(&(server("marker", 9) + &marked)), Ok(()));
        // Many parts of a picture, each with its own small clip, and a mask that fades.
        let clip = |n| {
            let part = format!("<g clip-path='url(#c{n})'><path d='M0 0'/></g>");
            format!("<clipPath id='c{n}'><rect width='9'/></clipPath>{part}")
        };
        let clips = (0..3_000).map(clip).collect::<Vec<_>>().concat();
        let rules = format!("<style>{}</style>", "rect { fill: red } ".repeat(9_000));
        assert_eq!(verdict(&(rules + &"<rect/>".repeat(900))), Err(REPEATED));
        let fade =
            "<linearGradient id='l'/><mask id='m'><rect fill='url(#l)'/></mask><g mask='url(#m)'/>";
        assert_eq!(verdict(&(clips + fade)), Ok(()));
    }
}
