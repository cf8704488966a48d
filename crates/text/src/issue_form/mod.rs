//! The form of an issue (文书): lays out its file as fields of plain words, and writes what was filled in
//! back into the file. What the form does not show stays as it is, and so do remarks, except those on what
//! is taken out.

mod articles;
mod json;
mod own;
mod value;
mod write;

use toml_edit::{DocumentMut, Item};

use briefing_values::error::{Fault, Place, Problem, Result, codes};
use briefing_values::sheet::Sheet;

use crate::fields::{EXTRA, Input, OwnField, table};

pub use json::from_json;
pub use own::{OwnInput, own_inputs};
pub use write::Fields;

use write::put;

/// Returns the fields that the form shows outside the articles.
fn shown() -> impl Iterator<Item = (&'static str, Input)> {
    let outside = table().iter().filter(|field| field.parent() != articles::ARTICLE);
    outside.filter_map(|field| Some((field.name.as_str(), field.form?)))
}

/// Reads a file as a form, with the fields that its style has of its own.
///
/// # Errors
/// A file that is not TOML, or that is written in a way which the form cannot show.
pub fn read(sheet: &Sheet, own: &[OwnField]) -> Result<Fields> {
    let file = parse(sheet)?;
    has_form(&file, None, own)?;
    let mut fields = glance(sheet)?;
    articles::read(&file, &mut fields);
    own::read(&file, own, &mut fields);
    Ok(fields)
}

/// Reads the fields outside the articles, even if the form cannot show the whole file.
///
/// # Errors
/// A file that is not TOML.
pub fn glance(sheet: &Sheet) -> Result<Fields> {
    let file = parse(sheet)?;
    Ok(shown().map(|(name, input)| (name.to_owned(), input.words(find(&file, name)))).collect())
}

/// Returns the text of a file with the form's fields written into it. A field that the form does not have,
/// or that says what the file says, changes nothing; an empty one is taken out.
///
/// # Errors
/// A file that is not TOML, or that is written in a way which the form cannot show.
pub fn fill(sheet: &Sheet, own: &[OwnField], fields: &Fields) -> Result<String> {
    has_form(&parse(sheet)?, Some(fields), own)?;
    let (head, rest) = sheet.text.split_at(head(&sheet.text));
    let mut file = parse(&Sheet::of(&sheet.name, rest))?;
    let begins_with_table = !file.iter().any(|(_, item)| item.is_value());
    for (name, input) in shown() {
        if let Some(words) = fields.get(name) {
            put(file.as_table_mut(), name, input, words);
        }
    }
    let last = file.iter_mut().filter_map(|(_, item)| item.as_value_mut()).last();
    if let Some(last) = last.filter(|_| begins_with_table) {
        // A blank line above the table that is no longer first.
        last.decor_mut().set_suffix("\n");
    }
    articles::fill(&mut file, fields);
    own::fill(&mut file, own, fields);
    let text = head.to_owned() + file.to_string().trim_start_matches('\n');
    // New lines end as all the others do; where those differ, nobody can say how they should.
    let ends_in_two = sheet.text.matches("\r\n").count() == sheet.text.matches('\n').count();
    if ends_in_two && sheet.text.contains('\r') {
        return Ok(text.replace("\r\n", "\n").replace('\n', "\r\n"));
    }
    Ok(text)
}

/// Returns where the head of a file ends: remarks above its first field or table, up to an empty line, and
/// directives such as `#:schema`. They belong to the file, whatever comes and goes below them.
fn head(text: &str) -> usize {
    let (mut end, mut at) = (0, 0);
    for line in text.split_inclusive('\n') {
        let words = line.trim();
        if !words.is_empty() && !words.starts_with('#') {
            break;
        }
        at += line.len();
        if words.is_empty() || words.starts_with("#:") {
            end = at;
        }
    }
    end
}

/// The most articles that the form shows. A page of thousands would stall the server and the browser.
const MOST_ARTICLES: usize = 200;

/// Refuses a file with a part that the form would not show, and would therefore overwrite, and one that is too
/// long for a form, now or with the fields that were filled in.
fn has_form(file: &DocumentMut, fields: Option<&Fields>, own: &[OwnField]) -> Result<()> {
    let parts = shown().filter_map(|(name, _)| Some(name.split_once('.')?.0));
    let strange = |part: &&str| file.get(part).is_some_and(|item| item.as_table_like().is_none());
    let article = [articles::ARTICLE].into_iter().filter(|_| !articles::are_plain(file));
    let count = articles::count(file, fields);
    let extra = [EXTRA].into_iter().filter(|_| own::is_strange(file, own));
    match parts.filter(strange).chain(article).chain(extra).next() {
        None if count > MOST_ARTICLES => {
            let words = vec![("count", count.to_string()), ("most", MOST_ARTICLES.to_string())];
            Err(Problem::Noted { code: codes::service::FORM_TOO_LONG, words }.into())
        }
        None => Ok(()),
        Some(part) => {
            let words = vec![("part", part.to_owned())];
            Err(Problem::Noted { code: codes::service::NO_FORM, words }.into())
        }
    }
}

fn find<'f>(file: &'f DocumentMut, name: &str) -> Option<&'f Item> {
    match name.split_once('.') {
        Some((part, key)) => file.get(part)?.as_table_like()?.get(key),
        None => file.get(name),
    }
}

fn parse(sheet: &Sheet) -> Result<DocumentMut> {
    sheet.text.parse().map_err(|error: toml_edit::TomlError| {
        let range = error.span().unwrap_or(0..0);
        let place = Place::new(sheet.name.clone(), sheet.text.clone(), range);
        Fault::at(Problem::Syntax { words: error.message().into() }, place).into()
    })
}

#[cfg(test)]
mod tests;
