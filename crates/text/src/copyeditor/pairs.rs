//! Pairs: the marks of a text that come in twos, matched with each other.

use std::collections::BTreeMap;

use super::text::{at, before, is_han};

/// What kind of pair a mark belongs to. Both widths of a bracket are one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum PairKind {
    /// “”
    Quote,
    /// ‘’
    InnerQuote,
    /// 《》
    Book,
    /// 〈〉
    InnerBook,
    /// （）
    Round,
    /// ［］
    Square,
    /// 〔〕
    Tortoise,
    /// 【】
    Lenticular,
    /// 「」
    Corner,
    /// 『』
    WhiteCorner,
}

/// Half of a pair, in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Half {
    /// The first byte.
    pub at: usize,
    /// The character.
    pub mark: char,
    /// What it is half of.
    pub kind: PairKind,
}

/// Two marks that belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pair {
    /// The mark that opens.
    pub open: Half,
    /// The mark that closes.
    pub close: Half,
}

/// The marks of a text.
#[derive(Debug, Default)]
pub(super) struct Pairing {
    /// Those that are matched, in the order of their ends.
    pub pairs: Vec<Pair>,
    /// Those that are not, in the order of the text.
    pub loose: Vec<Half>,
}

impl Half {
    /// Returns the first byte after the mark.
    pub(super) fn end(&self) -> usize {
        self.at + self.mark.len_utf8()
    }

    /// Returns whether the mark opens a pair.
    pub(super) fn is_open(&self) -> bool {
        side(self.mark).is_some_and(|(_, side)| side == Side::Open)
    }
}

impl Pair {
    /// Returns what is between the marks.
    pub(super) fn inside<'a>(&self, text: &'a str) -> &'a str {
        &text[self.open.end()..self.close.at]
    }
}

impl Pairing {
    /// Matches the marks of a text; each kind by itself, the innermost first.
    pub(super) fn of(text: &str) -> Self {
        let mut pairing = Self::default();
        let mut open: BTreeMap<PairKind, Vec<Half>> = BTreeMap::new();
        for (n, mark) in text.char_indices() {
            let Some((kind, side)) = side(mark) else { continue };
            let half = Half { at: n, mark, kind };
            if side == Side::Open {
                open.entry(kind).or_default().push(half);
                continue;
            }
            if mark == '’' && is_apostrophe(text, n) {
                continue;
            }
            match open.get_mut(&kind).and_then(Vec::pop) {
                Some(open) => pairing.pairs.push(Pair { open, close: half }),
                None if ends_number(text, half) => {}
                None => pairing.loose.push(half),
            }
        }
        pairing.loose.extend(open.into_values().flatten());
        pairing.loose.sort_by_key(|half| half.at);
        pairing
    }

    /// Returns, for each of some bytes in order, the narrowest of the wanted pairs around it.
    pub(super) fn around(
        &self,
        places: impl IntoIterator<Item = usize>,
        wanted: impl Fn(PairKind) -> bool,
    ) -> Vec<Option<&Pair>> {
        let mut pairs: Vec<_> = self.pairs.iter().filter(|pair| wanted(pair.open.kind)).collect();
        pairs.sort_by_key(|pair| pair.open.at);
        let mut coming = pairs.into_iter().peekable();
        let mut open: Vec<&Pair> = Vec::new();
        let narrowest = |at| {
            while let Some(pair) = coming.next_if(|pair| pair.open.at < at) {
                open.push(pair);
            }
            // What was closed by now holds no later place either.
            while open.pop_if(|pair| pair.close.at <= at).is_some() {}
            open.last().copied()
        };
        places.into_iter().map(narrowest).collect()
    }
}

#[derive(PartialEq, Eq)]
enum Side {
    Open,
    Close,
}

/// Returns what a mark is half of, and which half.
fn side(mark: char) -> Option<(PairKind, Side)> {
    let (kind, opens) = match mark {
        '“' | '”' => (PairKind::Quote, mark == '“'),
        '‘' | '’' => (PairKind::InnerQuote, mark == '‘'),
        '《' | '》' => (PairKind::Book, mark == '《'),
        '〈' | '〉' => (PairKind::InnerBook, mark == '〈'),
        '(' | ')' | '（' | '）' => (PairKind::Round, matches!(mark, '(' | '（')),
        '[' | ']' | '［' | '］' => (PairKind::Square, matches!(mark, '[' | '［')),
        '〔' | '〕' => (PairKind::Tortoise, mark == '〔'),
        '【' | '】' => (PairKind::Lenticular, mark == '【'),
        '「' | '」' => (PairKind::Corner, mark == '「'),
        '『' | '』' => (PairKind::WhiteCorner, mark == '『'),
        _ => return None,
    };
    Some((kind, if opens { Side::Open } else { Side::Close }))
}

/// Returns whether a ’ is within a Latin word: Xi’an, it’s.
fn is_apostrophe(text: &str, n: usize) -> bool {
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    letter(before(text, n)) && letter(at(text, n + '’'.len_utf8()))
}

/// Returns whether a bracket that nothing opened ends the number of an item, as in 1）甲；2）乙.
fn ends_number(text: &str, half: Half) -> bool {
    let head = &text[..half.at];
    let numeral = |c: char| c.is_ascii_alphanumeric() || "一二三四五六七八九十".contains(c);
    let rest = head.trim_end_matches(numeral);
    let number = head[rest.len()..].chars().take(4).count();
    // A numeral within a word is not the number of an item.
    let fresh = before(rest, rest.len()).is_none_or(|c| !is_han(c));
    half.kind == PairKind::Round && (1..=3).contains(&number) && fresh
}

#[cfg(test)]
mod tests {
    use super::Pairing;

    fn shape(text: &str) -> (Vec<&str>, String) {
        let pairing = Pairing::of(text);
        let pairs = pairing.pairs.iter().map(|pair| &text[pair.open.at..pair.close.end()]);
        (pairs.collect(), pairing.loose.iter().map(|half| half.mark).collect())
    }

    #[test]
    fn marks_are_matched_from_the_inside() {
        assert_eq!(shape("《〈甲〉乙》"), (vec!["〈甲〉", "《〈甲〉乙》"], String::new()));
        assert_eq!(shape("(甲）"), (vec!["(甲）"], String::new()));
        assert_eq!(shape("“甲，“乙”"), (vec!["“乙”"], "“".into()));
        assert_eq!(shape("”甲“"), (vec![], "”“".into()));
    }

    #[test]
    fn a_place_is_in_the_narrowest_pair_around_it() {
        // Pairs of two kinds may cross.
        let pairing = Pairing::of("（甲“乙）丙”丁");
        let around = pairing.around([0, 3, 9, 15, 21], |_| true);
        let found: Vec<_> = around.iter().map(|pair| pair.map(|pair| pair.open.mark)).collect();
        assert_eq!(found, [None, Some('（'), Some('“'), Some('“'), None]);
        let round = pairing.around([9, 15], |kind| kind == super::PairKind::Round);
        assert!(round[0].is_some() && round[1].is_none());
    }

    #[test]
    fn numbers_of_items_and_apostrophes_are_no_halves() {
        for text in ["1）甲；2）乙", "a)甲", "Xi’an"] {
            assert_eq!(shape(text), (vec![], String::new()), "{text}");
        }
        assert_eq!(shape("贫困户3）").1, "）");
    }
}
