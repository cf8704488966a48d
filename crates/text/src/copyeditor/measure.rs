//! The rule on measure words (量词).

use briefing_values::passage::Passage;

use super::Note;
use super::clause::Context;
use super::numeral::{Numeral, numerals};
use super::text::before;

/// Nouns that are counted with a measure word, and the measure word.
const NOUNS: [(&str, &str); 42] = [
    ("青壮年", "名"),
    ("党员", "名"),
    ("干部", "名"),
    ("群众", "名"),
    ("村民", "名"),
    ("农民", "名"),
    ("居民", "名"),
    ("学生", "名"),
    ("学员", "名"),
    ("学子", "名"),
    ("教师", "名"),
    ("老师", "名"),
    ("工人", "名"),
    ("职工", "名"),
    ("民警", "名"),
    ("志愿者", "名"),
    ("青年", "名"),
    ("妇女", "名"),
    ("老人", "名"),
    ("儿童", "名"),
    ("代表", "名"),
    ("专家", "名"),
    ("医生", "名"),
    ("医务人员", "名"),
    ("工作人员", "名"),
    ("队员", "名"),
    ("游客", "名"),
    ("贫困人口", "名"),
    ("贫困群众", "名"),
    ("贫困学生", "名"),
    ("劳动力", "名"),
    ("大户", "名"),
    ("企业", "家"),
    ("合作社", "家"),
    ("贫困村", "个"),
    ("行政村", "个"),
    ("自然村", "个"),
    ("乡镇", "个"),
    ("单位", "个"),
    ("部门", "个"),
    ("项目", "个"),
    ("家庭", "个"),
];

/// Words that qualify a noun.
const KINDS: [&str; 8] = ["乡村", "农村", "贫困", "养殖", "种植", "返乡", "留守", "退休"];

/// Finds counted nouns without a measure word: 500多青壮年. After 万 it may be left out.
pub(super) fn missing(passage: &Passage) -> Vec<Note> {
    if !passage.part.is_prose() {
        return Vec::new();
    }
    let text = &passage.text;
    let context = Context::of(text);
    let note = |numeral: Numeral| {
        let behind = &text[numeral.range.end..];
        let noun = behind.trim_start_matches(['多', '余']);
        let estimated = noun.len() < behind.len();
        let kind = KINDS.iter().find_map(|kind| noun.strip_prefix(kind)).filter(|_| estimated);
        let head = kind.unwrap_or(noun);
        let (word, measure) = NOUNS.iter().find(|(word, _)| head.starts_with(word))?;
        // 10多项目标 is 10多项 of 目标.
        if noun.starts_with("项目标") || noun.starts_with("代表性") {
            return None;
        }
        let start = numeral.range.start;
        if !(estimated || *measure == "名" && is_counted(text, &numeral))
            || context.in_quotes(start)
            || context.in_title(start)
        {
            return None;
        }
        let number = &text[start..text.len() - noun.len()];
        let end = text.len() - head.len() + word.len();
        let counted = &text[text.len() - noun.len()..end];
        let note = Note::on(start..end).with("found", format!("{number}{counted}"));
        Some(note.with("right", format!("{number}{measure}{counted}")))
    };
    numerals(text).into_iter().filter_map(note).collect()
}

/// Returns whether a number without 多 counts: it follows a verb, and is neither a year nor an emergency
/// number.
fn is_counted(text: &str, numeral: &Numeral) -> bool {
    let verb = before(text, numeral.range.start)
        .is_some_and(|c| "织动发训助约近达超过派派出排".contains(c));
    let digits = numeral.range.len();
    let year = digits == 4 && (1900.0..2100.0).contains(&numeral.value);
    let emergency = [110.0, 114.0, 119.0, 120.0, 122.0].contains(&numeral.value);
    verb && (2..=4).contains(&digits) && numeral.decimals == 0 && !year && !emergency
}
