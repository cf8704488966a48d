//! Dates as editors write them, and as TOML wants them.

use super::slips::half_width;

/// The marks between the numbers of a date: any that may stand for 年, and for 月, in 2018年4月27日.
const AFTER_YEAR: [char; 9] = ['年', '-', '－', '—', '–', '/', '／', '.', '．'];
const AFTER_MONTH: [char; 9] = ['月', '-', '－', '—', '–', '/', '／', '.', '．'];

/// Reads a date at the start of a text: 2018年4月27日, 2018-4-27, 2018/4/27, 2018.4.27 or
/// 二〇一八年四月二十七日, also in full-width digits. Returns its length in bytes, and the date as
/// 2018-04-27.
pub(super) fn written(text: &str) -> Option<(usize, String)> {
    let mut rest = text;
    let year = number(&mut rest).filter(|year| (1000..10_000).contains(year))?;
    let chinese = rest.trim_start_matches([' ', '\u{3000}']).starts_with('年');
    mark(&mut rest, &AFTER_YEAR)?;
    let month = number(&mut rest).filter(|month| *month < 100)?;
    mark(&mut rest, &AFTER_MONTH)?;
    let day = number(&mut rest).filter(|day| *day < 100)?;
    if chinese {
        mark(&mut rest, &['日', '号'])?;
    }
    Some((text.len() - rest.len(), format!("{year:04}-{month:02}-{day:02}")))
}

/// Strips a number from the start of a text, in digits or in Chinese.
fn number(rest: &mut &str) -> Option<u32> {
    let end = rest.find(|c| !half_width(c).is_ascii_digit()).unwrap_or(rest.len());
    let (figures, behind) = rest.split_at(end);
    if !figures.is_empty() {
        *rest = behind;
        let read: String = figures.chars().map(half_width).collect();
        return read.parse().ok();
    }
    let end = rest.find(|c| c != '十' && numeral(c).is_none()).unwrap_or(rest.len());
    let (words, behind) = rest.split_at(end);
    *rest = behind;
    match words.split_once('十') {
        Some((tens, ones)) => {
            let tens = if tens.is_empty() { Some(1) } else { digits(tens) };
            let ones = if ones.is_empty() { Some(0) } else { digits(ones) };
            Some(10 * tens.filter(|tens| *tens < 10)? + ones.filter(|ones| *ones < 10)?)
        }
        None => digits(words),
    }
}

/// Reads Chinese numerals one by one: 二〇一八 is 2018.
fn digits(words: &str) -> Option<u32> {
    let fits = (1..=4).contains(&words.chars().count());
    fits.then(|| words.chars().try_fold(0, |sum, c| Some(10 * sum + numeral(c)?)))?
}

fn numeral(c: char) -> Option<u32> {
    let at = "〇一二三四五六七八九".chars().position(|known| known == c);
    at.or(matches!(c, '零' | '○').then_some(0)).and_then(|at| at.try_into().ok())
}

/// Strips a mark from the start of a text, with the spaces around it.
fn mark(rest: &mut &str, marks: &[char]) -> Option<()> {
    let space = [' ', '\u{3000}'];
    *rest = rest.trim_start_matches(space).strip_prefix(marks)?;
    let next = rest.trim_start_matches(space);
    if next.starts_with(|c| half_width(c).is_ascii_digit()) {
        *rest = next;
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
            "2018—4—27",
            "二〇一八年四月二十七日",
        ] {
            assert_eq!(written(text), Some((text.len(), "2018-04-27".to_owned())), "{text}");
        }
        assert_eq!(written("2018-04-27 # 印发"), Some((10, "2018-04-27".to_owned())));
    }

    #[test]
    fn chinese_numerals_are_read() {
        for (text, iso) in [
            ("二零二六年十月十日", "2026-10-10"),
            ("二○二六年十二月三十一日", "2026-12-31"),
            ("二〇二六年三月五日", "2026-03-05"),
        ] {
            assert_eq!(written(text), Some((text.len(), iso.to_owned())));
        }
        assert_eq!(written("三月五日"), None);
    }

    #[test]
    fn other_numbers_are_no_dates() {
        for text in ["2018", "20180427", "3.14", "2018年", "2018年4月", "18年4月27日", "1234.5"]
        {
            assert_eq!(written(text), None, "{text}");
        }
    }
}
