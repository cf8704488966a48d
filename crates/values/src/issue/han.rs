//! Numbers in Chinese numerals (汉字数字).

const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// Returns a number digit by digit, as years are written: 二〇二六.
pub(super) fn digits(number: u32) -> String {
    let digit = |digit: char| digit.to_digit(10).and_then(|n| DIGITS.get(n as usize));
    number.to_string().chars().filter_map(digit).collect()
}

/// Returns a number as it is counted: 十七, 一百〇五, 一万二千.
pub(super) fn counted(number: u32) -> String {
    if number == 0 {
        return "〇".into();
    }
    let mut words = String::new();
    for (size, unit) in [(100_000_000, "亿"), (10_000, "万"), (1, "")] {
        let group = number / size % 10_000;
        if group == 0 {
            continue;
        }
        // Between two groups a 〇 stands for what is left out.
        if !words.is_empty() && group < 1_000 {
            words.push('〇');
        }
        thousands(group, &mut words);
        words.push_str(unit);
    }
    // A number that begins with one ten is called by the ten.
    words
        .strip_prefix('一')
        .filter(|rest| rest.starts_with('十'))
        .map(String::from)
        .unwrap_or(words)
}

/// Adds a number below 10,000.
fn thousands(number: u32, words: &mut String) {
    let (mut begun, mut skipped) = (false, false);
    for (size, unit) in [(1_000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = number / size % 10;
        if digit == 0 {
            skipped = begun;
            continue;
        }
        if skipped {
            words.push('〇');
        }
        words.push(DIGITS[digit as usize]);
        words.push_str(unit);
        (begun, skipped) = (true, false);
    }
}

#[cfg(test)]
mod tests {
    use super::{counted, digits};

    #[test]
    fn numbers_are_written_as_they_are_said() {
        for (number, words) in [
            (0, "〇"),
            (1, "一"),
            (10, "十"),
            (17, "十七"),
            (20, "二十"),
            (51, "五十一"),
            (100, "一百"),
            (105, "一百〇五"),
            (110, "一百一十"),
            (117, "一百一十七"),
            (1_005, "一千〇五"),
            (2_010, "二千〇一十"),
            (12_000, "一万二千"),
            (10_010, "一万〇一十"),
            (100_017, "十万〇一十七"),
        ] {
            assert_eq!(counted(number), words);
        }
        assert_eq!(digits(2026), "二〇二六");
    }
}
