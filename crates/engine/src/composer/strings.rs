//! Fills in the words that a style has of its own: `共印{copies}份`, `{day} {month_name} {year}`.

use minijinja::value::Kwargs;
use minijinja::{Error, ErrorKind, Value};

use briefing_values::issue::month_name;

/// Returns words with values in the places of their names, each of which must have one.
#[expect(clippy::needless_pass_by_value, reason = "minijinja passes them so")]
pub(super) fn fill(words: &str, values: Kwargs) -> Result<String, Error> {
    let mut used = Vec::new();
    let filled = filled(words, |name| {
        used.push(name.to_owned());
        values.get::<Value>(name).map(|value| value.to_string()).ok()
    })?;
    if let Some(name) = values.args().find(|name| used.iter().all(|it| it != name)) {
        let said = format!("the words “{words}” have no {{{name}}} in them");
        return Err(Error::new(ErrorKind::InvalidOperation, said));
    }
    Ok(filled)
}

/// Returns a day as words say it that have `{year}`, `{month}` or `{month_name}`, and `{day}` in them.
pub(super) fn date(day: &Value, words: &str) -> Result<String, Error> {
    let part = |name: &str| day.get_attr(name).ok().filter(|part| !part.is_undefined());
    if part("year").is_none() {
        let said = format!("`date` prints a day, and {day} is none");
        return Err(Error::new(ErrorKind::InvalidOperation, said));
    }
    filled(words, |name| match name {
        "month_name" => {
            let month = part("month").and_then(|month| usize::try_from(month).ok());
            month.and_then(month_name).map(String::from)
        }
        "year" | "month" | "day" => part(name).map(|part| part.to_string()),
        _ => None,
    })
}

/// Fills in the places of words once; a place that nothing is known for would be printed as it stands.
fn filled(words: &str, mut value: impl FnMut(&str) -> Option<String>) -> Result<String, Error> {
    let (mut filled, mut rest) = (String::new(), words);
    while let Some((before, inner)) = rest.split_once('{') {
        let Some((name, after)) = inner.split_once('}') else { break };
        let Some(value) = value(name) else {
            let said = format!("nothing is known for {{{name}}} in the words “{words}”");
            return Err(Error::new(ErrorKind::InvalidOperation, said));
        };
        filled.push_str(before);
        filled.push_str(&value);
        rest = after;
    }
    filled.push_str(rest);
    Ok(filled)
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
        assert!(fill("共印若干份", copies.clone()).is_err());
        assert!(fill("共印{copies}{share}", copies).is_err());
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
        assert!(date(&day, "{dya}").is_err() && date(&Value::from("3月"), "{day}").is_err());
    }
}
