//! Fills in the words that a style has of its own: `共印{copies}份`, `{day} {month_name} {year}`.

use minijinja::value::Kwargs;
use minijinja::{Error, ErrorKind, Value};

use briefing_values::issue::month_name;

#[expect(clippy::needless_pass_by_value, reason = "minijinja passes them so")]
/// Returns words with values in the places of their names in braces.
pub(super) fn fill(words: &str, values: Kwargs) -> Result<String, Error> {
    let mut filled = words.to_owned();
    for name in values.args() {
        let value: Value = values.get(name)?;
        filled = put(&filled, name, &value.to_string())?;
    }
    values.assert_all_used()?;
    Ok(filled)
}

/// Returns a day as words say it that have `{year}`, `{month}` or `{month_name}`, and `{day}` in them.
pub(super) fn date(day: &Value, words: &str) -> Result<String, Error> {
    let mut filled = words.to_owned();
    for name in ["year", "month", "day"] {
        let part = day.get_attr(name)?;
        if part.is_undefined() {
            let said = format!("`date` prints a day, and {day} is none");
            return Err(Error::new(ErrorKind::InvalidOperation, said));
        }
        filled = filled.replace(&format!("{{{name}}}"), &part.to_string());
    }
    let month = usize::try_from(day.get_attr("month")?).ok().and_then(month_name);
    Ok(filled.replace("{month_name}", month.unwrap_or_default()))
}

/// Puts a value in the place of its name; words that have none would leave it out in silence.
fn put(words: &str, name: &str, value: &str) -> Result<String, Error> {
    let place = format!("{{{name}}}");
    if words.contains(&place) {
        return Ok(words.replace(&place, value));
    }
    let said = format!("the words “{words}” have no {place} in them");
    Err(Error::new(ErrorKind::InvalidOperation, said))
}

#[cfg(test)]
mod tests {
    use minijinja::value::Kwargs;
    use minijinja::{Value, context};

    use super::{date, fill};

    #[test]
    fn values_take_the_places_of_their_names() {
        let copies: Kwargs = [("copies", Value::from(60))].into_iter().collect();
        assert_eq!(fill("共印{copies}份", copies.clone()).expect("it has a place"), "共印60份");
        assert!(fill("共印若干份", copies).is_err());
    }

    #[test]
    fn a_day_is_written_as_its_style_says() {
        let day = context! { year => 2026, month => 3, day => 5 };
        for (words, wanted) in [
            ("{year}年{month}月{day}日", "2026年3月5日"),
            ("{day} {month_name} {year}", "5 March 2026"),
        ] {
            assert_eq!(date(&day, words).expect("it is a day"), wanted);
        }
    }
}
