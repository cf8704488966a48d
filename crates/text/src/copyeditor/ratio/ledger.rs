//! The ledger: the figures of a paragraph in order, and the words between them.

use super::super::figures::{Figure, figures, sharpen};

/// How many figures back a relation is looked for; no sentence that people write has more.
pub(super) const NEAR: usize = 40;
/// How many bytes of a sentence are read before a figure; nor has any so many words.
const WORDS: usize = 900;

/// The figures of a paragraph.
pub(super) struct Ledger<'a> {
    /// The paragraph.
    pub(super) text: &'a str,
    /// Its figures, in order.
    pub(super) figures: Vec<Figure<'a>>,
    /// The byte at which the sentence of each figure begins.
    sentences: Vec<usize>,
    /// The byte at which its clause begins.
    clauses: Vec<usize>,
}

impl<'a> Ledger<'a> {
    /// Returns the ledger of a paragraph.
    pub(super) fn of(text: &'a str) -> Self {
        let mut figures = figures(text);
        let sentences = starts(text, &figures, &['。', '！', '？']);
        let clauses = starts(text, &figures, &CLAUSE);
        let mut from = 0;
        for sentence in sentences.chunk_by(|one, other| one == other) {
            sharpen(&mut figures[from..from + sentence.len()]);
            from += sentence.len();
        }
        Self { text, figures, sentences, clauses }
    }

    /// Returns a figure.
    pub(super) fn figure(&self, n: usize) -> &Figure<'a> {
        &self.figures[n]
    }

    /// Returns where the sentence of a figure begins.
    pub(super) fn sentence(&self, n: usize) -> usize {
        self.sentences[n]
    }

    /// Lists the figures before one in its sentence, the nearest first.
    pub(super) fn before(&self, n: usize) -> impl DoubleEndedIterator<Item = usize> + use<'_, 'a> {
        let alike = move |other: &usize| self.sentences[*other] == self.sentences[n];
        (n.saturating_sub(NEAR)..n).rev().take_while(alike).collect::<Vec<_>>().into_iter()
    }

    /// Lists those of them that have a unit, the nearest first.
    pub(super) fn alike(
        &self,
        n: usize,
        unit: &'a str,
    ) -> impl Iterator<Item = usize> + use<'_, 'a> {
        self.before(n).filter(move |other| self.figures[*other].unit == unit && !unit.is_empty())
    }

    /// Lists a figure and those directly before it, the nearest first: 145户467人.
    pub(super) fn group(&self, n: usize) -> impl Iterator<Item = usize> + use<'_, 'a> {
        let first =
            (n.saturating_sub(NEAR)..=n).rev().find(|m| !self.gap(*m).is_empty()).unwrap_or(n);
        (first..=n).rev()
    }

    /// Returns the words between a figure and the previous one, or the start of the sentence.
    pub(super) fn gap(&self, n: usize) -> &'a str {
        let last = n.checked_sub(1).filter(|last| self.sentences[*last] == self.sentences[n]);
        let last = last.map(|last| self.figures[last].range.end);
        &self.text[last.unwrap_or(self.sentences[n])..self.figures[n].range.start]
    }

    /// Returns the words of its sentence before a figure; those of other figures too.
    pub(super) fn words(&self, n: usize) -> &'a str {
        self.near(n, self.sentences[n])
    }

    /// Returns the words before a figure in its clause; those of other figures too.
    pub(super) fn lead(&self, n: usize) -> &'a str {
        self.near(n, self.sentences[n].max(self.clauses[n]))
    }

    /// Returns the words before a figure, from a byte on, or from where they are near.
    fn near(&self, n: usize, start: usize) -> &'a str {
        let end = self.figures[n].range.start;
        let start = start.max(end.saturating_sub(WORDS));
        &self.text[self.text.ceil_char_boundary(start)..end]
    }

    /// Returns the figures that a relation of one may be about, the one among them.
    pub(super) fn nearby(&self, n: usize) -> std::ops::Range<usize> {
        n.saturating_sub(NEAR)..(n + NEAR).min(self.figures.len())
    }

    /// Returns the words between two figures.
    pub(super) fn between(&self, one: usize, other: usize) -> &'a str {
        &self.text[self.figures[one].range.end..self.figures[other].range.start]
    }

    /// Returns the text after a figure.
    pub(super) fn behind(&self, n: usize) -> &'a str {
        &self.text[self.figures[n].range.end..]
    }
}

/// The marks between clauses.
const CLAUSE: [char; 7] = ['，', '；', '：', '（', '）', ',', ';'];

/// Returns, for each figure, the end of the last of some marks before it.
fn starts(text: &str, figures: &[Figure<'_>], marks: &[char]) -> Vec<usize> {
    let mut ends = text.match_indices(marks).map(|(at, mark)| at + mark.len()).peekable();
    let mut start = 0;
    let of_figure = |figure: &Figure<'_>| {
        while let Some(end) = ends.next_if(|end| *end <= figure.range.start) {
            start = end;
        }
        start
    };
    figures.iter().map(of_figure).collect()
}

/// Strips from the end of some words whatever only leads to a figure: 为, 达到, 约.
pub(super) fn bare(words: &str) -> &str {
    const LEADS: [&str; 22] = [
        "达到", "约为", "超过", "高达", "仅为", "只有", "接近", "不足", "不到", "大约", "将近",
        "为", "达", "约", "近", "仅", "是", "有", "超", "了", "逾", "率先",
    ];
    let mut words = words.trim_end();
    while let Some(shorter) = LEADS.iter().find_map(|lead| words.strip_suffix(lead)) {
        words = shorter;
    }
    words
}

/// Returns whether words contain one of some others.
pub(super) fn has(words: &str, any: &[&str]) -> bool {
    any.iter().any(|one| words.contains(one))
}

/// Returns whether words are only about rural people. Rates and averages of a county or a town are often
/// those of its rural people, who may be fewer than all that are named.
pub(super) fn is_rural(words: &str) -> bool {
    const PEOPLE: [&str; 4] = ["农业人口", "农村人口", "乡村人口", "户籍人口"];
    const VILLAGE: [&str; 5] = ["全村", "该村", "本村", "村民小组", "屯"];
    const LARGER: [&str; 8] = ["全县", "全镇", "全乡", "全市", "全区", "该县", "该镇", "该乡"];
    has(words, &PEOPLE) || has(words, &VILLAGE) && !has(words, &LARGER)
}

#[cfg(test)]
mod tests {
    use super::{Ledger, bare};

    #[test]
    fn words_stand_between_figures() {
        let ledger = Ledger::of("甲。全村641户2741人，其中贫困人口467人，占比约为17%。");
        assert_eq!(ledger.gap(0), "全村");
        assert_eq!(ledger.gap(2), "，其中贫困人口");
        assert_eq!(ledger.lead(2), "其中贫困人口");
        assert_eq!(bare(ledger.lead(3)), "占比");
        assert_eq!(ledger.alike(3, "人").collect::<Vec<_>>(), [2, 1]);
    }
}
