//! The remarks (附注) that editors leave in comments: what they say about an issue's number and date is
//! updated, or dropped.

use briefing_values::issue::{Date, Numbers};

use super::numbering::Numbering;

/// Rewrites remarks on one issue into remarks on the next.
pub(super) struct Remarks {
    pub(super) old: Numbering,
    pub(super) new: Numbering,
}

impl Remarks {
    /// Returns the text with the comments at its head renewed. A line that still states the old issue's
    /// date, in whatever form, is dropped; `#:` lines are meant for programs and stay.
    pub(super) fn head(&self, text: &str) -> String {
        let mut renewed = String::new();
        let mut rest = text;
        while rest.starts_with(['#', '\n', ' ', '\t']) {
            let (line, below) = rest.split_at(rest.find('\n').map_or(rest.len(), |end| end + 1));
            if !line.trim().is_empty() && !line.trim_start().starts_with('#') {
                break;
            }
            rest = below;
            if line.starts_with("#:") {
                renewed.push_str(line);
                continue;
            }
            let new = self.renew(line);
            if new != line || !self.tells_the_day(line) {
                renewed.push_str(&new);
            }
        }
        renewed + rest
    }

    /// Returns a comment with the numbers and the date of the new issue in place of the old one's.
    pub(super) fn renew(&self, comment: &str) -> String {
        let mut comment = self.renumber(comment);
        if let (Some(old), Some(new)) = (self.old.numbers.period, self.new.numbers.period) {
            comment = comment.replace(&old.to_string(), &new.to_string());
            comment = comment.replace(&old.in_words(), &new.in_words());
        }
        if let (Some(old), Some(new)) = (self.old.print_date, self.new.print_date) {
            comment = comment.replace(&old.to_string(), &new.to_string());
            comment = comment.replace(&in_words(old), &in_words(new));
        }
        comment
    }

    /// Renews 2018年第14期, 第14期 and 总第176期; other numbers belong to other issues.
    fn renumber(&self, comment: &str) -> String {
        let forms = |of: &Numbering| {
            let Numbers { year, number, serial, .. } = of.numbers;
            [
                year.zip(number).map(|(year, number)| format!("{year}年第{number}期")),
                serial.map(|serial| format!("总第{}期", serial.0)),
                number.map(|number| format!("第{number}期")),
            ]
        };
        let (old, new) = (forms(&self.old), forms(&self.new));
        let renewed = comment.split_inclusive('期').map(|words| {
            let mut pairs = old.iter().zip(&new);
            let found = pairs
                .find_map(|(old, new)| Some((words.strip_suffix(old.as_deref()?)?, new.as_ref()?)));
            match found {
                // 2017年第14期 and 总第14期 end in 第14期, but are not this issue.
                Some((before, new)) if new.starts_with('第') && before.ends_with(['年', '总']) => {
                    words.to_owned()
                }
                Some((before, new)) => before.to_owned() + new,
                None => words.to_owned(),
            }
        });
        renewed.collect()
    }

    /// Returns whether a line has the year and the day of the old issue's print date among its numbers, as
    /// in 27 April 2018.
    fn tells_the_day(&self, line: &str) -> bool {
        let has = |number: u16| {
            let mut numbers = line.split(|c: char| !c.is_ascii_digit());
            numbers.any(|digits| digits.parse() == Ok(number))
        };
        self.old.print_date.is_some_and(|date| has(date.year) && has(date.day.into()))
    }
}

/// Returns a day as it is written in Chinese: 2018年4月27日.
fn in_words(date: Date) -> String {
    format!("{}年{}月{}日", date.year, date.month, date.day)
}

#[cfg(test)]
mod tests {
    use super::Remarks;
    use crate::next_issue::Numbering;
    use briefing_values::issue::{Date, Numbers, Serial, Series};

    fn numbering(year: u16, number: u32, serial: u32, day: &str) -> Numbering {
        let series = Series::Regular;
        Numbering {
            numbers: Numbers {
                series,
                year: Some(year),
                number: Some(number),
                serial: Some(Serial(serial)),
                period: None,
            },
            print_date: Date::parse(day),
        }
    }

    fn remarks() -> Remarks {
        Remarks {
            old: numbering(2018, 14, 176, "2018-04-27"),
            new: numbering(2019, 1, 177, "2019-01-08"),
        }
    }

    #[test]
    fn the_numbers_of_the_issue_are_renewed() {
        for (old, new) in [
            ("# 广西简报 2018年第14期（总第176期）", "# 广西简报 2019年第1期（总第177期）"),
            ("# 本年第14期", "# 本年第14期"),
            ("# 第14期", "# 第1期"),
            ("# 2018-04-27印发，4月27日送出", "# 2019-01-08印发，4月27日送出"),
            ("# 2018年4月27日", "# 2019年1月8日"),
        ] {
            assert_eq!(remarks().renew(old), new);
        }
    }

    #[test]
    fn the_numbers_of_other_issues_stay() {
        for words in
            ["# 2017年第14期", "# 总第14期", "# 第176期", "# 第114期", "# 2018年第13期", "# 14期"]
        {
            assert_eq!(remarks().renew(words), words);
        }
    }

    #[test]
    fn the_head_leaves_the_old_day_behind() {
        let head = "#:schema issue.schema.json\n# 2018年第14期\n# The record of 27 April 2018\n# 字段说明见 README.md\n\n";
        let rest = "[masthead]\n# The record of 27 April 2018\n";
        let new = remarks().head(&(head.to_owned() + rest));
        let wanted = "#:schema issue.schema.json\n# 2019年第1期\n# 字段说明见 README.md\n\n";
        assert_eq!(new, wanted.to_owned() + rest);
        assert_eq!(remarks().head(""), "");
    }
}
