//! Checks that the engine reads every value in the galley as the literal that the composer wrote.
//!
//! A value is data, and must never become code. A template that puts `{{ value }}` between quotation
//! marks of its own would end the string and start code; so the engine's own parser is asked, before
//! anything is evaluated.

use typst::syntax::{LinkedNode, Side, Source, SyntaxKind};

use briefing_values::error::{Fault, Problem, Result};

use crate::galley::{Galley, Origin, OriginKind};

/// Refuses a galley in which a value is not read as a single literal.
pub(super) fn check(source: &Source, galley: &Galley) -> Result<()> {
    let root = LinkedNode::new(source.root());
    for origin in galley.origins.iter().filter(|origin| origin.kind == OriginKind::Value) {
        if !is_literal(&root, source.text(), origin) {
            let words = "the value is not read as text here; leave out the quotation marks, and \
                         write {{ … | code }} where the template has code";
            let place = galley.style.place(&origin.template, origin.input.clone());
            return Err(Fault::new(Problem::Template { words: words.into() }, place).into());
        }
    }
    Ok(())
}

fn is_literal(root: &LinkedNode<'_>, text: &str, origin: &Origin) -> bool {
    let output = &text[origin.output.clone()];
    // In markup a value is written `#"…";`, in code `"…"`.
    let in_markup = output.starts_with('#') && output.ends_with(';');
    // In code a `#` means nothing, and the value behind it would be read as if it were not there.
    let hash = root.leaf_at(origin.output.start, Side::After).map(|node| node.kind());
    if in_markup && hash != Some(SyntaxKind::Hash) {
        return false;
    }
    let around = usize::from(in_markup);
    let (start, end) = (origin.output.start + around, origin.output.end - around);
    let Some(mut node) = root.leaf_at(start, Side::After) else {
        return start == end;
    };
    loop {
        let range = node.range();
        if range.start < start {
            return false;
        }
        // A length such as `37mm` is a value followed by the template's unit.
        if (range.end == end && of_data(node.kind())) || node.kind() == SyntaxKind::Numeric {
            return true;
        }
        let Some(parent) = node.parent() else {
            return false;
        };
        node = parent.clone();
    }
}

fn of_data(kind: SyntaxKind) -> bool {
    use SyntaxKind::{Array, Bool, Dict, Float, Int, None, Parenthesized, Str};
    matches!(kind, Str | Int | Float | Bool | None | Array | Dict | Parenthesized)
}
