//! Rules on telephone numbers.

use std::ops::Range;

use briefing_values::passage::{Part, Passage};

use super::Note;

/// Finds impossible telephone numbers, in the contact line and after 电话： in the text.
///
/// Fixed lines have 7 or 8 digits, before them an area code of 3 (010, 02x) or 4 (03xx to 09xx); mobiles
/// have 11, 400 and 800 numbers 10, service numbers 3, 5 or 6. How their groups are joined is another
/// rule's concern.
pub(super) fn impossible(passage: &Passage) -> Vec<Note> {
    let text = &passage.text;
    let wrong = match passage.part {
        Part::Phone => in_contact(text),
        Part::Body | Part::Note => in_prose(text),
        _ => return Vec::new(),
    };
    wrong.into_iter().map(|range| Note::on(range.clone()).with("found", &text[range])).collect()
}

/// Returns the impossible numbers in a field that holds nothing else, except labels and notes in
/// Chinese.
fn in_contact(text: &str) -> Vec<Range<usize>> {
    // Numbers that are masked on purpose are not a slip.
    if text.contains(['*', '＊', '×', 'X', 'x']) {
        return Vec::new();
    }
    let mut wrong = Vec::new();
    let mut any = false;
    let mut from = 0;
    while let Some(run) = next_run(text, from) {
        from = run.end;
        let follows =
            any && text[..run.start].ends_with(['、', '/', '／', '，', ',', '或', '和', '至']);
        any = true;
        wrong.extend(impossible_in(text, run, follows));
    }
    if !any {
        wrong.push(0..text.len());
    }
    wrong
}

/// Returns the impossible numbers after a label in running text.
fn in_prose(text: &str) -> Vec<Range<usize>> {
    let mut wrong = Vec::new();
    for label in ["电话：", "手机：", "传真：", "热线："] {
        for (at, _) in text.match_indices(label) {
            let start = at + label.len();
            if !text[start..].trim_start_matches(OPENS).starts_with(is_digit) {
                continue;
            }
            let Some(run) = next_run(text, start) else { continue };
            let rest = &text[run.end..];
            // 热线：24小时 is not a number.
            if rest.is_empty()
                || rest.starts_with(['。', '，', '；', '、', '（', '）', '转', '/', '“'])
            {
                wrong.extend(impossible_in(text, run, false));
            }
        }
    }
    wrong
}

/// Returns whether a character may be part of a number, as a digit, a joint or a typing error.
fn of_number(c: char) -> bool {
    is_digit(c) || "-—–－~～ ()（）+OoIl".contains(c)
}

/// What a number may begin with, before its first digit; with typing errors.
const OPENS: [char; 7] = ['+', '(', '（', 'O', 'o', 'I', 'l'];

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

/// Finds the next run of digits and what joins them.
fn next_run(text: &str, from: usize) -> Option<Range<usize>> {
    let first = from + text[from..].find(is_digit)?;
    let start = from + text[from..first].trim_end_matches(OPENS).len();
    let end = text.len() - text[first..].trim_start_matches(of_number).len();
    let end = start + text[start..end].trim_end_matches(|c| !is_digit(c) && of_number(c)).len();
    Some(start..end)
}

/// Returns the impossible numbers in a run; `follows` says whether another number precedes it.
fn impossible_in(text: &str, run: Range<usize>, follows: bool) -> Vec<Range<usize>> {
    let label = text[..run.start].trim_end_matches([':', '：', ' ']);
    let possible = |range: &Range<usize>| {
        let number = Number::of(&text[range.clone()]);
        let digits = number.digits().len();
        let extension = label.ends_with(['转', '机']) && !label.ends_with("手机");
        let inside = ["短号", "小号", "内线", "虚拟网", "集群号"];
        let inside = inside.iter().any(|word| label.ends_with(word));
        ((extension || inside) && digits <= 8) || (follows && digits <= 4) || number.is_possible()
    };
    if possible(&run) {
        return Vec::new();
    }
    // 2806239 2806240 and 2806239（13800138000） are two.
    let mut parts = Vec::new();
    let mut start = run.start;
    for part in text[run.clone()].split([' ', '(', ')', '（', '）', '～', '~']) {
        parts.push(start..start + part.len());
        let next = start + part.len();
        start = next + text[next..].chars().next().map_or(0, char::len_utf8);
    }
    parts.retain(|part| !part.is_empty());
    let all = parts.iter().all(possible);
    if all { Vec::new() } else { vec![run] }
}

/// A number, in the groups that its joints make.
struct Number {
    groups: Vec<String>,
    /// Whether it begins with a +, or with a country code.
    abroad: bool,
    /// Whether it has a letter in it.
    letters: bool,
}

impl Number {
    fn of(text: &str) -> Self {
        let digit = |c: char| match c {
            '０'..='９' => char::from_digit(c as u32 - '０' as u32, 10),
            _ => c.is_ascii_digit().then_some(c),
        };
        let groups = text.split(|c| digit(c).is_none());
        let groups = groups.map(|group| group.chars().filter_map(digit).collect::<String>());
        let groups = groups.filter(|group| !group.is_empty()).collect();
        let letters = text.contains(|c: char| c.is_ascii_alphabetic());
        Self { groups, abroad: text.starts_with('+'), letters }.at_home()
    }

    /// Strips the country code of China, after which the area code lacks its 0.
    fn at_home(mut self) -> Self {
        let first = self.groups.first().map(String::as_str).unwrap_or_default();
        let code = match first {
            _ if first == "0086" || (first == "86" && self.groups.len() > 1) => first.len(),
            _ if first.starts_with("86") && self.abroad => 2,
            _ => return self,
        };
        self.groups[0].drain(..code);
        self.groups.retain(|group| !group.is_empty());
        self.abroad = false;
        if let Some(first) = self.groups.first_mut()
            && !first.starts_with(['0', '1'])
        {
            first.insert(0, '0');
        }
        self
    }

    fn digits(&self) -> String {
        self.groups.concat()
    }

    fn is_possible(&self) -> bool {
        let all = self.digits();
        let groups: Vec<_> = self.groups.iter().map(String::as_str).collect();
        if self.letters {
            return false;
        }
        if self.abroad {
            return (7..=15).contains(&all.len());
        }
        is_mobile(&all)
            || (all.len() == 10 && (all.starts_with("400") || all.starts_with("800")))
            || match groups.as_slice() {
                [area, rest @ ..] if area.starts_with('0') => is_fixed(area, rest),
                [one] => is_service(one) || is_local(one),
                [line, extension] if is_local(line) || is_service(line) => extension.len() <= 6,
                [_, _] => is_local(&all),
                _ => false,
            }
    }
}

/// Returns whether digits are a mobile number.
fn is_mobile(digits: &str) -> bool {
    let second = digits.chars().nth(1);
    digits.len() == 11
        && digits.starts_with('1')
        && second.is_some_and(|c| ('3'..='9').contains(&c))
}

/// Returns whether digits are a line within its area.
fn is_local(digits: &str) -> bool {
    (7..=8).contains(&digits.len()) && !digits.starts_with('0')
}

/// Returns whether digits are a service number: 110, 12345, 95598, 118114.
fn is_service(digits: &str) -> bool {
    match digits.len() {
        3 => digits.starts_with('1'),
        5 => digits.starts_with('1') || digits.starts_with("95") || digits.starts_with("96"),
        6 => ["11", "95", "96"].iter().any(|start| digits.starts_with(start)),
        _ => false,
    }
}

/// Returns whether an area code and what follows it are a fixed line, with its extension or not.
fn is_fixed(area: &str, rest: &[&str]) -> bool {
    let code = if area.starts_with("01") || area.starts_with("02") { 3 } else { 4 };
    let known = !area.starts_with("00") && (!area.starts_with("01") || area.starts_with("010"));
    let local = |digits: &str| (7..=8).contains(&digits.len());
    if !known || area.len() < code {
        return false;
    }
    let line = &area[code..];
    match rest {
        _ if !line.is_empty() => local(line) && rest.iter().all(|extension| extension.len() <= 6),
        [one] => local(one) || is_service(one),
        [one, more] => (local(one) && more.len() <= 6) || local(&rest.concat()),
        [one, two, more] => local(&[*one, *two].concat()) && more.len() <= 6,
        _ => false,
    }
}
