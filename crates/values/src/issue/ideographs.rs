//! Ideographs (汉字) that stand in Unicode twice: as radicals, strokes and compatibility characters, too, which look
//! the same, and which PDFs hand out instead.

use std::sync::LazyLock;

/// The other character, and the unified ideograph, in hexadecimal: `Equivalent_Unified_Ideograph` (UAX #44), and the
/// canonical decompositions of the blocks of compatibility ideographs, of Unicode 15.0.
const TABLE: &str = include_str!("ideographs.txt");

static PAIRS: LazyLock<Vec<(char, char)>> = LazyLock::new(|| {
    let letter = |hex: &str| char::from_u32(u32::from_str_radix(hex, 16).ok()?);
    let pair = |pair: &str| {
        let (other, ideograph) = pair.trim().split_once(' ')?;
        Some((letter(other)?, letter(ideograph)?))
    };
    TABLE.split([',', '\n']).filter_map(pair).collect()
});

/// Returns the unified ideograph that a character looks like, or the character itself.
pub fn unified(c: char) -> char {
    let may_be = matches!(c, '\u{2e80}'..='\u{2fdf}' | '\u{31c0}'..='\u{31ef}' | '\u{f900}'..='\u{faff}'
        | '\u{2f800}'..='\u{2fa1f}');
    if !may_be {
        return c;
    }
    let found = PAIRS.binary_search_by_key(&c, |(other, _)| *other);
    found.map_or(c, |at| PAIRS[at].1)
}

#[cfg(test)]
mod tests {
    use super::{PAIRS, TABLE, unified};

    #[test]
    fn the_table_is_whole_and_in_order() {
        assert_eq!(
            PAIRS.len(),
            TABLE.split([',', '\n']).filter(|it| !it.trim().is_empty()).count()
        );
        assert!(PAIRS.is_sorted_by(|a, b| a.0 < b.0));
        assert!(PAIRS.iter().all(|(other, ideograph)| unified(*other) == *ideograph));
        assert!(PAIRS.iter().all(|(_, ideograph)| unified(*ideograph) == *ideograph));
    }

    #[test]
    fn radicals_and_compatibility_characters_have_a_twin() {
        let text = "\u{2f45}\u{2f94}\u{2f2f}作\u{2f08}员\u{2ee2}\u{f9c4}，\u{fa0e}";
        assert_eq!(text.chars().map(unified).collect::<String>(), "方言工作人员马龍，\u{fa0e}");
    }
}
