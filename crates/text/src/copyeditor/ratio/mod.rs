//! Figures that contradict each other: a share, rate, growth, average or sum that does not follow from
//! the figures next to it.
//!
//! A relation is only assumed if the words state it: 占…的, 由…增加到…，增长, 其中贫困…贫困发生率, 合计.
//! If several figures may be the base, one that fits is enough.

mod average;
mod change;
mod claim;
mod ledger;
mod part;
mod rate;
mod share;
mod sum;

use briefing_values::passage::Passage;

use super::Note;
use claim::Claim;
use ledger::Ledger;

/// Checks whether a figure should follow from others by one relation, but does not.
type Relation = fn(&Ledger<'_>, usize) -> Option<Claim>;

const RELATIONS: [Relation; 9] = [
    share::of_stated_base,
    share::of_earlier_base,
    rate::poverty,
    rate::progress,
    change::between,
    change::against,
    average::of,
    sum::of_list,
    part::of_whole,
];

/// Finds figures that contradict those next to them.
pub(super) fn contradictions(passage: &Passage) -> Vec<Note> {
    if !passage.part.is_prose() {
        return Vec::new();
    }
    let ledger = Ledger::of(&passage.text);
    let claim = |n| RELATIONS.iter().find_map(|relation| relation(&ledger, n));
    (0..ledger.figures.len()).filter_map(claim).map(Claim::note).collect()
}

#[cfg(test)]
mod tests {
    use super::contradictions;
    use briefing_values::passage::{Part, Passage};

    /// Returns what is said of the figures of a text.
    fn said(text: &str) -> Vec<String> {
        let characters = text.char_indices().map(|(at, c)| (c, at..at + c.len_utf8()));
        let passage = Passage::new(Part::Body, Some(0), "article.0.body".into(), characters);
        let words = |words: Vec<(&str, String)>| {
            let words: Vec<_> = words.into_iter().map(|(_, word)| word).collect();
            words.join(" ")
        };
        contradictions(&passage).into_iter().map(|note| words(note.words)).collect()
    }

    #[test]
    fn the_calculation_is_shown() {
        let poverty = "全村641户2741人，其中贫困145户467人，贫困发生率为20.68%。";
        assert_eq!(said(poverty), ["20.68% 467÷2741 17.04%"]);
        let growth = "收入由200万元增加到500万元，增长100%。";
        assert_eq!(said(growth), ["100% （500万−200万）÷200万 150%"]);
        assert_eq!(
            said("财政300万元、社会250万元，合计560万元。"),
            ["560万元 300万+250万 550万元"]
        );
        assert_eq!(said("共有党员78名，其中预备党员86名。"), ["86名 78−86 -8名"]);
    }

    #[test]
    fn rounding_and_estimates_are_forgiven() {
        for text in [
            "完成投资1.7亿元，占年度计划5亿元的33%。",
            "完成投资近2亿元，占年度计划5亿元的38%。",
            "贫困人口由5万人减少到3万人，下降38.2%。",
            "共1000多户，其中贫困户200户，占18%。",
        ] {
            assert_eq!(said(text), [""; 0], "{text}");
        }
    }
}
