//! The line of the masthead that prints the numbers of an issue (期号行), made after a pattern.

use super::{Numbers, Period, Series, han};

/// What is wrong with a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LineFault {
    /// A place that names nothing of which an issue has a number.
    Unknown(String),
    /// A place for a number that the issue does not have.
    Missing(&'static str),
    /// A supplement whose line does not say so.
    Supplement,
}

/// Returns the line that a pattern makes of the numbers of an issue: in `{year}年第{number:001}期` each place in braces is
/// filled in. What follows a colon shows how the number is written: `001` with zeros in front, `一` in Chinese numerals,
/// `〇` digit by digit.
///
/// # Errors
/// What is wrong with the pattern.
pub fn issue_line(pattern: &str, numbers: &Numbers) -> Result<String, LineFault> {
    let mut line = String::new();
    let mut rest = pattern;
    let mut says_supplement = numbers.series == Series::Regular;
    while let Some(at) = rest.find(['{', '}']) {
        line.push_str(&rest[..at]);
        let inner = rest[at..].strip_prefix('{').and_then(|inner| inner.split_once('}'));
        let Some((place, after)) = inner else {
            return Err(LineFault::Unknown(rest[at..].to_owned()));
        };
        let (name, shape) = place.split_once(':').unwrap_or((place, ""));
        says_supplement |= name == "supplement";
        let value = value(name, numbers).ok_or_else(|| unknown(place))??;
        line.push_str(&written(&value, shape).ok_or_else(|| unknown(place))?);
        rest = after;
    }
    line.push_str(rest);
    if says_supplement { Ok(line) } else { Err(LineFault::Supplement) }
}

fn unknown(place: &str) -> LineFault {
    LineFault::Unknown(format!("{{{place}}}"))
}

/// The names that places may have, with what the field is called that fills them in.
fn value(name: &str, numbers: &Numbers) -> Option<Result<Value, LineFault>> {
    let number = |number: Option<u32>, field| {
        Some(number.map(Value::Number).ok_or(LineFault::Missing(field)))
    };
    // A period of another kind has no such part.
    let part = |part: fn(Period) -> Option<u8>| match numbers.period.map(part) {
        Some(None) => None,
        Some(Some(value)) => number(Some(value.into()), "masthead.period"),
        None => number(None, "masthead.period"),
    };
    match name {
        "year" => number(numbers.counted_year().map(u32::from), "masthead.year"),
        "number" => number(numbers.number, "masthead.number"),
        "serial" => number(numbers.serial.map(|serial| serial.0), "masthead.serial"),
        "month" => part(|period| match period {
            Period::Months { first, .. } => Some(first),
            Period::Day(date) => Some(date.month),
            _ => None,
        }),
        "last_month" => part(|period| match period {
            Period::Months { last, .. } => Some(last),
            _ => None,
        }),
        "day" => part(|period| if let Period::Day(date) = period { Some(date.day) } else { None }),
        "week" => part(|period| if let Period::Week(_, week) = period { Some(week) } else { None }),
        "quarter" => part(|period| match period {
            Period::Quarter(_, quarter) => Some(quarter),
            _ => None,
        }),
        "half" => part(|period| if let Period::Half(_, half) = period { Some(half) } else { None }),
        "period" => {
            let words = numbers.period.map(|period| Value::Words(period.in_words()));
            Some(words.ok_or(LineFault::Missing("masthead.period")))
        }
        "supplement" => {
            let words = if numbers.series == Series::Supplement { "增刊" } else { "" };
            Some(Ok(Value::Words(words.into())))
        }
        _ => None,
    }
}

/// What is filled in.
enum Value {
    Number(u32),
    Words(String),
}

/// Writes a value in a shape; `None` if there is no such shape.
fn written(value: &Value, shape: &str) -> Option<String> {
    match (value, shape) {
        (Value::Number(number), "") => Some(number.to_string()),
        (Value::Number(number), "一") => Some(han::counted(*number)),
        (Value::Number(number), "〇") => Some(han::digits(*number)),
        (Value::Number(number), zeros)
            if zeros.len() <= 9 && zeros.bytes().all(|it| it.is_ascii_digit()) =>
        {
            Some(format!("{number:0width$}", width = zeros.len()))
        }
        (Value::Words(words), "") => Some(words.clone()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{LineFault, issue_line};
    use crate::issue::{Numbers, Serial, Series};

    const OF_2018: Numbers = Numbers {
        series: Series::Regular,
        year: Some(2018),
        number: Some(14),
        serial: Some(Serial(176)),
        period: None,
    };

    fn usual(numbers: &Numbers) -> String {
        issue_line(&numbers.usual_line(), numbers).expect("a line")
    }

    #[test]
    fn what_is_given_is_printed() {
        let period =
            |word: &str| Numbers { period: Some(word.parse().expect(word)), ..Numbers::default() };
        let supplement = Numbers { series: Series::Supplement, ..OF_2018 };
        for (numbers, line) in [
            (OF_2018, "2018年第14期（总第176期）"),
            (supplement, "2018年增刊第14期（增刊总第176期）"),
            (Numbers { serial: None, ..OF_2018 }, "2018年第14期"),
            (Numbers { year: None, serial: None, ..OF_2018 }, "第14期"),
            (Numbers { year: None, number: None, ..OF_2018 }, "总第176期"),
            (Numbers { number: None, ..OF_2018 }, "总第176期"),
            (period("2026-06"), "2026年6月"),
            (period("2026-06/07"), "2026年6—7月"),
            (Numbers { number: Some(6), ..period("2026-06") }, "2026年6月（第6期）"),
            (
                Numbers { serial: Some(Serial(51)), ..period("2026-W34") },
                "2026年第34周（总第51期）",
            ),
        ] {
            assert_eq!(usual(&numbers), line);
        }
    }

    #[test]
    fn a_pattern_shows_how_numbers_are_written() {
        for (pattern, line) in [
            ("第{number:001}期", "第014期"),
            ("第{number:一}期", "第十四期"),
            ("〔{year}〕{number}号", "〔2018〕14号"),
            ("{year:〇}年第{number}期", "二〇一八年第14期"),
            ("No. {serial}", "No. 176"),
            ("内部资料", "内部资料"),
        ] {
            assert_eq!(issue_line(pattern, &OF_2018), Ok(line.into()), "{pattern}");
        }
    }

    #[test]
    fn what_cannot_be_filled_in_is_told() {
        let unknown = |place: &str| Err(LineFault::Unknown(place.into()));
        for (pattern, fault) in [
            ("第{numbr}期", unknown("{numbr}")),
            ("第{number:甲}期", unknown("{number:甲}")),
            ("第{number期", unknown("{number期")),
            ("第number}期", unknown("}期")),
            ("{month}月", Err(LineFault::Missing("masthead.period"))),
        ] {
            assert_eq!(issue_line(pattern, &OF_2018), fault, "{pattern}");
        }
        let supplement = Numbers { series: Series::Supplement, ..OF_2018 };
        assert_eq!(issue_line("第{number}期", &supplement), Err(LineFault::Supplement));
    }
}
