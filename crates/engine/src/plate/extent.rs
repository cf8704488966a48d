//! How far a drawing (SVG) reaches.

/// The largest number that may come of sizes and places, in pixels: print has no use for more, and the engine counts them in
/// single precision.
const FARTHEST: f32 = 1e6;

/// Returns whether the numbers of an attribute are such as print has a use for.
pub(super) fn is_small(value: &str) -> bool {
    let of_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let value = value.to_ascii_lowercase().replace("e+", "e");
    // What follows a # is a colour or a name: #1f4e79.
    let mut pieces = value.split('#').enumerate().map(|(n, piece)| match n {
        0 => piece,
        _ => piece.trim_start_matches(of_name),
    });
    pieces.all(|piece| {
        let digits = |c: char| c.is_ascii_digit() || matches!(c, '.' | 'e');
        let mut numbers = piece.split(|c| !digits(c)).filter_map(|it| it.parse::<f32>().ok());
        numbers.all(|number| number <= FARTHEST)
    })
}

/// Returns whether all of a group lies where print can have it, once all transformations are done.
pub(super) fn is_near(group: &usvg::Group) -> bool {
    let small = |value: f32| value.is_finite() && value.abs() <= FARTHEST;
    let (turn, frame) = (group.abs_transform(), group.abs_layer_bounding_box());
    let turned = [turn.sx, turn.kx, turn.ky, turn.sy, turn.tx, turn.ty].into_iter().all(small);
    let framed = [frame.x(), frame.y(), frame.width(), frame.height()].into_iter().all(small);
    turned
        && framed
        && group.children().iter().all(|node| {
            let frame = node.abs_stroke_bounding_box();
            let framed =
                [frame.x(), frame.y(), frame.width(), frame.height()].into_iter().all(small);
            let mut inner = true;
            node.subroots(|root| inner = inner && is_near(root));
            framed
                && inner
                && match node {
                    usvg::Node::Group(group) => is_near(group),
                    _ => true,
                }
        })
}

#[cfg(test)]
mod tests {
    use super::is_small;

    #[test]
    fn colours_and_names_are_no_numbers() {
        for fine in [
            "",
            "#1f4e79",
            "fill:#4e9999;stroke:#000",
            "url(#a9e99)",
            "M0-1e-7L1.5.5 3e2-4",
            "1e6",
            "2E+3",
            "type+size",
        ] {
            assert!(is_small(fine), "{fine}");
        }
        for large in ["1e7", "3E38", "10000001", "M0 0L1e+9 1", "#fff 1e9"] {
            assert!(!is_small(large), "{large}");
        }
    }
}
