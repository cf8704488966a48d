//! Dates as editors write them, and as TOML has them.

use super::slips::half_width;

/// Reads a date at the beginning of a text: 2018年4月27日, 2018-4-27, 2018/4/27 or 2018.4.27, in
/// full-width digits too. Returns its length in bytes, and the form 2018-04-27.
pub(super) fn written(text: &str) -> Option<(usize, String)> {
    let mut rest = text;
    let year = number(&mut rest, 4..=4)?;
    let chinese = rest.trim_start_matches([' ', '\u{3000}']).starts_with('年');
    mark(&mut rest, &['年', '-', '－', '/', '／', '.', '．'])?;
    let month = number(&mut rest, 1..=2)?;
    mark(&mut rest, &['月', '-', '－', '/', '／', '.', '．'])?;
    let day = number(&mut rest, 1..=2)?;
    if chinese {
        mark(&mut rest, &['日', '号'])?;
    }
    Some((text.len() - rest.len(), format!("{year:04}-{month:02}-{day:02}")))
}

/// Takes a number of so many digits off the beginning of a text.
fn number(rest: &mut &str, digits: std::ops::RangeInclusive<usize>) -> Option<u32> {
    let read: String = rest.chars().map(half_width).take_while(char::is_ascii_digit).collect();
    let length: usize = rest.chars().take(read.len()).map(char::len_utf8).sum();
    *rest = &rest[length..];
    digits.contains(&read.len()).then(|| read.parse().ok()).flatten()
}

/// Takes a mark off the beginning of a text, with the spaces around it.
fn mark(rest: &mut &str, marks: &[char]) -> Option<()> {
    *rest = rest.trim_start_matches([' ', '\u{3000}']).strip_prefix(marks)?;
    if rest.starts_with([' ', '\u{3000}']) && !rest.trim_start().is_empty() {
        let next = rest.trim_start_matches([' ', '\u{3000}']);
        if next.starts_with(|c| half_width(c).is_ascii_digit()) {
            *rest = next;
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::written;

    #[test]
    fn dates_are_read_in_every_form_of_the_office() {
        for text in [
            "2018年4月27日",
            "2018-4-27",
            "２０１８年４月２７日",
            "2018/04/27",
            "2018.4.27",
            "2018 年 4 月 27 日",
        ] {
            assert_eq!(written(text), Some((text.len(), "2018-04-27".to_owned())), "{text}");
        }
        assert_eq!(written("2018-04-27 # 印发"), Some((10, "2018-04-27".to_owned())));
    }

    #[test]
    fn other_numbers_are_no_dates() {
        for text in ["2018", "20180427", "3.14", "2018年", "2018年4月", "18年4月27日", "1234.5"]
        {
            assert_eq!(written(text), None, "{text}");
        }
    }
}
