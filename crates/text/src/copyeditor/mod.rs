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
mod unit;
mod until;
mod words;

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

/// Every rule, under its code.
const RULES: &[(Code, Check)] = &[
    (punct::HALF_WIDTH_PAREN, Check::Passage(brackets::half_width)),
    (punct::MIXED_PAREN, Check::Passage(brackets::mixed)),
    (punct::HALF_WIDTH_MARK, Check::Passage(marks::half_width)),
    (punct::STRAIGHT_QUOTE, Check::Passage(quotes::straight)),
    (punct::UNPAIRED, Check::Whole(halves::unpaired)),
    (punct::NESTED_QUOTE, Check::Passage(quotes::nested)),
    (punct::STOP_IN_QUOTE, Check::Passage(quotes::stop)),
    (punct::PAUSE_BETWEEN_QUOTES, Check::Whole(pauses::between_quotes)),
    (punct::PAUSE_BEFORE_CONJUNCTION, Check::Passage(pauses::before_conjunction)),
    (punct::PAUSE_BEFORE_DENG, Check::Passage(pauses::before_deng)),
    (punct::RANGE_DASH, Check::Passage(hyphens::long_in_amounts)),
    (punct::RANGE_HYPHEN, Check::Passage(hyphens::short_in_ranges)),
    (punct::PHONE_DASH, Check::Passage(hyphens::long_in_phones)),
    (punct::ELLIPSIS, Check::Passage(ellipses::form)),
    (punct::DOUBLED_MARK, Check::Passage(marks::doubled)),
    (punct::SPACE_IN_HAN, Check::Passage(spaces::in_han)),
    (punct::SPACE_AT_DIGITS, Check::Passage(spaces::at_digits)),
    (punct::DOCUMENT_NUMBER, Check::Passage(document_number::brackets)),
    (punct::DASH, Check::Passage(dashes::broken)),
    (structure::BYLINE_FORM, Check::Whole(bylines::in_one_form)),
    (structure::BYLINE_MISSING, Check::Whole(bylines::missing)),
    (structure::DATE_ORDER, Check::Fields(dates::after_print)),
    (structure::DUPLICATE_RECIPIENT, Check::Whole(recipients::twice)),
    (structure::EMAIL, Check::Passage(emails::impossible)),
    (structure::EVENT_AFTER_PRINT, Check::Whole(events::after_print)),
    (structure::LEVEL_MARK, Check::Passage(levels::marks)),
    (structure::LEVEL_ORDER, Check::Whole(levels::order)),
    (structure::LIST_MARK, Check::Passage(recipients::own_mark)),
    (structure::OFFICE, Check::Whole(offices::differing)),
    (structure::PHONE, Check::Passage(phones::impossible)),
    (structure::PRINT_YEAR, Check::Fields(dates::print_year)),
    (structure::SERIAL, Check::Fields(serials::above)),
    (structure::TITLE_MARK, Check::Passage(titles::end_mark)),
    (structure::TITLE_SPACE, Check::Passage(titles::half_width_space)),
    (number::APPROXIMATE, Check::Passage(approximate::doubled)),
    (number::BARE_WAN, Check::Passage(magnitude::bare)),
    (number::DAY_HAO, Check::Passage(calendar::day_hao)),
    (number::DECIMALS, Check::Passage(decimals::uneven)),
    (number::FULL_WIDTH_DIGIT, Check::Passage(digits::full_width)),
    (number::LEADING_ZERO, Check::Passage(digits::leading_zero)),
    (number::MEASURE_WORD, Check::Passage(measure::missing)),
    (number::RANGE_UNIT, Check::Passage(magnitude::range)),
    (number::RATIO, Check::Passage(ratio::contradictions)),
    (number::SHORT_YEAR, Check::Passage(calendar::short_year)),
    (wording::DOUBLED_TOTAL, Check::Passage(totals::doubled)),
    (wording::HOUSE_WORD, Check::Whole(words::house)),
    (wording::JIEZHI, Check::Passage(until::jiezhi)),
    (wording::LEXICON, Check::Whole(words::built_in)),
    (wording::QUOTED_TERM, Check::Whole(terms::bare)),
    (wording::RELATIVE_TIME, Check::Whole(relative::times)),
];

/// Reads an issue, and returns what the rules find, in the order of the text.
pub fn read(reading: &Reading<'_>) -> Vec<Finding> {
    let in_passage = |(n, note)| (At::Passage(n), note);
    let mut findings = Vec::new();
    for &(code, ref check) in RULES {
        let found: Vec<(At, Note)> = match check {
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
        findings.extend(found.into_iter().map(|(at, note)| Finding { code, at, note }));
    }
    findings.sort_by_key(|finding| (finding.at, finding.note.range.start, finding.code));
    findings
}

/// Lists the codes of the rules.
pub fn codes() -> impl Iterator<Item = Code> {
    RULES.iter().map(|(code, _)| *code)
}
