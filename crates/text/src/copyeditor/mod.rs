//! The copy-editor (审校): reads the text of an issue for slips of punctuation, figures, wording and
//! structure. Each rule is one function; the catalogue has its words.

mod addresses;
mod approximate;
mod bounds;
mod brackets;
mod bylines;
mod calendar;
mod clause;
mod counting;
mod dashes;
mod dates;
mod decimals;
mod digits;
mod document_number;
mod ellipses;
mod emails;
mod estimate;
mod events;
mod figures;
mod finding;
mod halves;
mod hyphens;
mod intervals;
mod levels;
mod magnitude;
mod marks;
mod markup;
mod measure;
mod note;
mod numeral;
mod offices;
mod ordinals;
mod outline;
mod pairs;
mod pauses;
mod phones;
mod quotes;
mod ratio;
mod reading;
mod recipients;
mod relative;
mod serials;
mod spaces;
mod terms;
mod text;
mod titles;
mod totals;
mod twins;
mod unit;
mod until;
mod words;

use std::collections::BTreeMap;
use std::ops::Range;

use briefing_values::error::Code;
use briefing_values::error::codes::{number, punct, structure, wording};
use briefing_values::issue::Issue;
use briefing_values::passage::Passage;

pub use finding::{At, Finding};
pub use note::Note;
pub use reading::Reading;
pub use serials::compare;

/// How a rule looks at an issue.
enum Check {
    /// At each passage alone.
    Passage(fn(&Passage) -> Vec<Note>),
    /// At all passages together; each note comes with the index of its passage.
    Whole(fn(&Reading<'_>) -> Vec<(usize, Note)>),
    /// At the fields of a faultless issue that are not text; each note comes with the name of its field.
    Fields(fn(&Issue) -> Vec<(&'static str, Note)>),
}

/// A rule of the copy-editor.
pub struct Rule {
    code: Code,
    check: Check,
}

impl Rule {
    const fn of_passage(code: Code, check: fn(&Passage) -> Vec<Note>) -> Self {
        Self { code, check: Check::Passage(check) }
    }

    const fn of_whole(code: Code, check: fn(&Reading<'_>) -> Vec<(usize, Note)>) -> Self {
        Self { code, check: Check::Whole(check) }
    }

    const fn of_fields(code: Code, check: fn(&Issue) -> Vec<(&'static str, Note)>) -> Self {
        Self { code, check: Check::Fields(check) }
    }

    /// Returns the code of what the rule finds.
    pub fn code(&self) -> Code {
        self.code
    }

    /// Reads an issue, and returns what the rule finds.
    pub fn read(&self, reading: &Reading<'_>) -> Vec<Finding> {
        let in_passage = |(n, note)| (At::Passage(n), note);
        let found: Vec<(At, Note)> = match &self.check {
            Check::Passage(check) => {
                let passages = reading.passages.iter().enumerate();
                let notes = |(n, passage)| check(passage).into_iter().map(move |note| (n, note));
                passages.flat_map(notes).map(in_passage).collect()
            }
            Check::Whole(check) => check(reading).into_iter().map(in_passage).collect(),
            Check::Fields(check) => {
                let notes = reading.issue.into_iter().flat_map(check);
                notes.map(|(field, note)| (At::Field(field), note)).collect()
            }
        };
        found.into_iter().map(|(at, note)| Finding { code: self.code, at, note }).collect()
    }
}

/// Every rule.
static RULES: &[Rule] = &[
    Rule::of_passage(punct::HALF_WIDTH_PAREN, brackets::half_width),
    Rule::of_passage(punct::MIXED_PAREN, brackets::mixed),
    Rule::of_passage(punct::HALF_WIDTH_MARK, marks::half_width),
    Rule::of_passage(punct::STRAIGHT_QUOTE, quotes::straight),
    Rule::of_whole(punct::UNPAIRED, halves::unpaired),
    Rule::of_passage(punct::NESTED_QUOTE, quotes::nested),
    Rule::of_passage(punct::STOP_IN_QUOTE, quotes::stop),
    Rule::of_whole(punct::PAUSE_BETWEEN_QUOTES, pauses::between_quotes),
    Rule::of_passage(punct::PAUSE_BEFORE_CONJUNCTION, pauses::before_conjunction),
    Rule::of_passage(punct::PAUSE_BEFORE_DENG, pauses::before_deng),
    Rule::of_passage(punct::RANGE_DASH, hyphens::long_in_amounts),
    Rule::of_passage(punct::RANGE_HYPHEN, hyphens::short_in_ranges),
    Rule::of_passage(punct::PHONE_DASH, hyphens::long_in_phones),
    Rule::of_passage(punct::ELLIPSIS, ellipses::form),
    Rule::of_passage(punct::DOUBLED_MARK, marks::doubled),
    Rule::of_passage(punct::SPACE_IN_HAN, spaces::in_han),
    Rule::of_passage(punct::SPACE_AT_DIGITS, spaces::at_digits),
    Rule::of_passage(punct::DOCUMENT_NUMBER, document_number::brackets),
    Rule::of_passage(punct::DASH, dashes::broken),
    Rule::of_passage(punct::MARKUP, markup::left),
    Rule::of_whole(structure::BYLINE_FORM, bylines::in_one_form),
    Rule::of_whole(structure::BYLINE_MISSING, bylines::missing),
    Rule::of_fields(structure::DATE_ORDER, dates::after_print),
    Rule::of_whole(structure::DUPLICATE_RECIPIENT, recipients::twice),
    Rule::of_passage(structure::EMAIL, emails::impossible),
    Rule::of_whole(structure::EVENT_AFTER_PRINT, events::after_print),
    Rule::of_passage(structure::LEVEL_MARK, levels::marks),
    Rule::of_whole(structure::LEVEL_ORDER, levels::order),
    Rule::of_passage(structure::LIST_MARK, recipients::own_mark),
    Rule::of_whole(structure::OFFICE, offices::differing),
    Rule::of_passage(structure::PHONE, phones::impossible),
    Rule::of_fields(structure::PRINT_YEAR, dates::print_year),
    Rule::of_fields(structure::SERIAL, serials::above),
    Rule::of_passage(structure::TITLE_MARK, titles::end_mark),
    Rule::of_passage(structure::TITLE_SPACE, titles::half_width_space),
    Rule::of_passage(number::APPROXIMATE, approximate::doubled),
    Rule::of_passage(number::BARE_WAN, magnitude::bare),
    Rule::of_passage(number::DAY_HAO, calendar::day_hao),
    Rule::of_passage(number::DECIMALS, decimals::uneven),
    Rule::of_passage(number::FULL_WIDTH_DIGIT, digits::full_width),
    Rule::of_passage(number::LEADING_ZERO, digits::leading_zero),
    Rule::of_passage(number::MEASURE_WORD, measure::missing),
    Rule::of_passage(number::RANGE_UNIT, magnitude::range),
    Rule::of_passage(number::RATIO, ratio::contradictions),
    Rule::of_passage(number::SHORT_YEAR, calendar::short_year),
    Rule::of_passage(wording::DOUBLED_TOTAL, totals::doubled),
    Rule::of_whole(wording::HOUSE_WORD, words::house),
    Rule::of_passage(wording::JIEZHI, until::jiezhi),
    Rule::of_whole(wording::LEXICON, words::built_in),
    Rule::of_passage(wording::LOOK_ALIKE, twins::look_alikes),
    Rule::of_whole(wording::QUOTED_TERM, terms::bare),
    Rule::of_whole(wording::RELATIVE_TIME, relative::times),
];

/// Reads an issue, and returns what all rules find, in the order of the text.
pub fn read(reading: &Reading<'_>) -> Vec<Finding> {
    let mut findings: Vec<_> = RULES.iter().flat_map(|rule| rule.read(reading)).collect();
    findings.sort_by_key(|finding| (finding.at, finding.note.range.start, finding.code));
    let mut markup = BTreeMap::<At, Vec<Range<usize>>>::new();
    for finding in findings.iter().filter(|finding| finding.code == punct::MARKUP) {
        markup.entry(finding.at).or_default().push(finding.note.range.clone());
    }
    // What is wrong with marks of Markdown or HTML as text follows from their being there.
    findings.retain(|Finding { code, at, note }| {
        *code == punct::MARKUP || !markup.get(at).is_some_and(|all| touches(all, &note.range))
    });
    findings
}

/// Returns whether a range overlaps one of the others, which are in order.
fn touches(others: &[Range<usize>], range: &Range<usize>) -> bool {
    let next = others.partition_point(|other| other.end <= range.start);
    others.get(next).is_some_and(|other| other.start < range.end)
}

/// Lists the rules.
pub fn rules() -> &'static [Rule] {
    RULES
}
