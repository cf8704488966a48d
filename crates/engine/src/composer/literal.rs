//! Writes values as literals of Typst's language, so that data can never become code.

use std::fmt::Write;

use minijinja::value::ValueKind;
use minijinja::{Error, ErrorKind, Value};

/// Returns the literal of a value, for the places of a template where Typst expects code.
pub(super) fn literal(value: &Value) -> Result<String, Error> {
    let mut out = String::new();
    write_literal(&mut out, value)?;
    Ok(out)
}

fn write_literal(out: &mut String, value: &Value) -> Result<(), Error> {
    match value.kind() {
        ValueKind::None => out.push_str("none"),
        ValueKind::Bool => out.push_str(if value.is_true() { "true" } else { "false" }),
        ValueKind::Number => write_number(out, value),
        ValueKind::String => write_string(out, value.as_str().unwrap_or_default()),
        ValueKind::Seq | ValueKind::Iterable => {
            out.push('(');
            for item in value.try_iter()? {
                write_literal(out, &item)?;
                out.push(',');
            }
            out.push(')');
        }
        ValueKind::Map => write_dictionary(out, value)?,
        ValueKind::Undefined => return Err(ErrorKind::UndefinedError.into()),
        kind => {
            let words = format!("a value of the kind {kind} cannot be printed");
            return Err(Error::new(ErrorKind::InvalidOperation, words));
        }
    }
    Ok(())
}

/// Writes a number, in parentheses if it is negative: the sign would otherwise join what precedes it.
fn write_number(out: &mut String, value: &Value) {
    let number = value.to_string();
    if number.starts_with('-') {
        out.push('(');
        out.push_str(&number);
        out.push(')');
    } else {
        out.push_str(&number);
    }
}

/// Writes a string. Between quotation marks Typst knows two special characters, `\` and `"`; line
/// ends and control characters are written as escapes so that the galley stays readable.
fn write_string(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '\\' => out.push_str(r"\\"),
            '"' => out.push_str("\\\""),
            '\n' => out.push_str(r"\n"),
            '\r' => out.push_str(r"\r"),
            '\t' => out.push_str(r"\t"),
            c if c.is_control() => {
                // Writing to a string cannot fail.
                let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

fn write_dictionary(out: &mut String, value: &Value) -> Result<(), Error> {
    let mut empty = true;
    out.push('(');
    for key in value.try_iter()? {
        write_string(out, &key.to_string());
        out.push_str(": ");
        write_literal(out, &value.get_item(&key)?)?;
        out.push_str(", ");
        empty = false;
    }
    out.push_str(if empty { ":)" } else { ")" });
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::literal;
    use minijinja::Value;

    #[test]
    fn every_kind_has_its_literal() {
        let cases = [
            (Value::from("a\"b\\c\n#[]"), r#""a\"b\\c\n#[]""#),
            (Value::from(()), "none"),
            (Value::from(true), "true"),
            (Value::from(-5), "(-5)"),
            (Value::from(5.25), "5.25"),
            (Value::from(Vec::<i32>::new()), "()"),
            (Value::from(vec!["甲"]), "(\"甲\",)"),
            (minijinja::context! { k => 1 }, "(\"k\": 1, )"),
            (minijinja::context! {}, "(:)"),
        ];
        for (value, wanted) in cases {
            assert_eq!(literal(&value).unwrap(), wanted);
        }
    }
}
