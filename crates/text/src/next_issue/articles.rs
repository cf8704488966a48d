//! Takes the articles out of a file, and puts an empty one with examples in their place.

use toml_edit::{DocumentMut, Item, RawString, Table, TomlError};

/// The empty article, and below it the examples.
const EMPTY: &str = include_str!("article.toml");
/// The field that holds the articles.
const ARTICLE: &str = "article";

/// Replaces the articles, and the comments that belong to them. A comment belongs to what is directly below
/// it or, if a blank line follows, to what is above.
pub(super) fn replace(file: &mut DocumentMut) -> Result<(), TomlError> {
    let mut empty: DocumentMut = EMPTY.parse()?;
    let examples = words(Some(empty.trailing())).to_owned();
    let headers = headers(file);
    let insertion = insertion(file, &headers);

    let mut article = empty.remove(ARTICLE).unwrap_or_default();
    tables(&mut article, &mut |table| {
        let own = words(table.decor().prefix()).to_owned();
        table.decor_mut().set_prefix(insertion.above.replace(&own, "") + &own);
        table.set_position(Some(insertion.position));
    });
    file.insert(ARTICLE, article);

    let mut given = Some(examples);
    for position in behind(&headers) {
        let given = given.take().unwrap_or_default();
        tables(file.as_item_mut(), &mut |table| {
            if table.position() == Some(position) {
                let own = attached(words(table.decor().prefix())).to_owned();
                table.decor_mut().set_prefix(format!("{given}\n{own}"));
            }
        });
    }
    let ends_in_article = headers.last().is_none_or(|header| header.in_article);
    match given {
        Some(examples) => file.set_trailing(examples),
        None if ends_in_article => file.set_trailing(""),
        None => {}
    }
    Ok(())
}

/// The header of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Header {
    position: isize,
    in_article: bool,
}

/// Lists the headers in the order of the file.
fn headers(file: &mut DocumentMut) -> Vec<Header> {
    let mut headers = Vec::new();
    for (key, item) in file.iter_mut() {
        let in_article = key == ARTICLE;
        tables(item, &mut |table| {
            if let (Some(position), false) = (table.position(), table.is_implicit()) {
                headers.push(Header { position, in_article });
            }
        });
    }
    headers.sort();
    headers
}

/// Lists the positions of the headers that follow an article's.
fn behind(headers: &[Header]) -> Vec<isize> {
    let behind = headers.windows(2).filter(|pair| pair[0].in_article && !pair[1].in_article);
    behind.map(|pair| pair[1].position).collect()
}

/// Where the articles begin, and what stays above them.
struct Insertion {
    position: isize,
    above: String,
}

/// Returns the place of the first article, or the end of a file that has none.
fn insertion(file: &mut DocumentMut, headers: &[Header]) -> Insertion {
    let Some(first) = headers.iter().find(|header| header.in_article) else {
        let position = headers.last().map_or(0, |last| last.position + 1);
        return Insertion { position, above: words(Some(file.trailing())).to_owned() + "\n" };
    };
    let opens_the_file = headers.first() == Some(first) && file.as_table().get_values().is_empty();
    let mut above = String::new();
    tables(file.as_item_mut(), &mut |table| {
        if table.position() == Some(first.position) {
            let prefix = words(table.decor().prefix());
            let kept =
                if opens_the_file { prefix.len() } else { prefix.len() - attached(prefix).len() };
            prefix[..kept].clone_into(&mut above);
        }
    });
    Insertion { position: first.position, above }
}

/// Visits every table of an item, including itself.
fn tables(item: &mut Item, show: &mut dyn FnMut(&mut Table)) {
    match item {
        Item::Table(table) => {
            show(table);
            table.iter_mut().for_each(|(_, item)| tables(item, show));
        }
        Item::ArrayOfTables(all) => {
            for table in all.iter_mut() {
                show(table);
                table.iter_mut().for_each(|(_, item)| tables(item, show));
            }
        }
        Item::None | Item::Value(_) => {}
    }
}

/// Returns the comment at the end of what is above a header, up to the nearest blank line.
fn attached(above: &str) -> &str {
    let mut start = above.len();
    for line in above.split_inclusive('\n').rev().take_while(|line| !line.trim().is_empty()) {
        start -= line.len();
    }
    &above[start..]
}

fn words(raw: Option<&RawString>) -> &str {
    raw.and_then(RawString::as_str).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{EMPTY, replace};

    /// Returns a file with its articles replaced; the empty article and the examples are abbreviated.
    fn replaced(file: &str) -> String {
        let mut file = file.parse().unwrap();
        replace(&mut file).unwrap();
        let text = file.to_string();
        let (article, examples) = EMPTY.split_once("\"\"\"\n\"\"\"\n").unwrap();
        let article = article.to_owned() + "\"\"\"\n\"\"\"\n";
        assert!(text.contains(&article) && text.contains(examples), "{text}");
        text.replace(&article, "ARTICLE\n").replace(examples, "EXAMPLES\n")
    }

    #[test]
    fn comments_stay_with_what_they_belong_to() {
        let file = "\
# head

[masthead]
serial = 1

# of the masthead

# of the article
[[article]] # of the article
# of the title
title = \"t\" # of the title
body = \"b\"

# of the article

# of the colophon
[colophon]
copies = 1

# of the colophon
";
        let wanted = "\
# head

[masthead]
serial = 1

# of the masthead

ARTICLE
EXAMPLES

# of the colophon
[colophon]
copies = 1

# of the colophon
";
        assert_eq!(replaced(file), wanted);
    }

    #[test]
    fn articles_at_the_end_take_what_is_below_with_them() {
        let file =
            "[masthead]\n\n[[article]]\ntitle = 1\n[[article.table]]\nx = 1\n# of the table\n";
        assert_eq!(replaced(file), "[masthead]\n\nARTICLE\nEXAMPLES\n");
    }

    #[test]
    fn articles_apart_from_each_other_come_together() {
        let file =
            "[[article]]\na = 1\n[colophon]\n[[article]]\n# a\n\n[contact]\n[[article]]\n#\n";
        assert_eq!(replaced(file), "ARTICLE\nEXAMPLES\n\n[colophon]\n\n[contact]\n");
    }

    #[test]
    fn a_file_without_articles_gets_one_at_its_end() {
        assert_eq!(replaced("[masthead]\n# x\n"), "[masthead]\n# x\n\nARTICLE\nEXAMPLES\n");
        assert_eq!(replaced("article = []\n[masthead]\n"), "[masthead]\n\nARTICLE\nEXAMPLES\n");
    }

    #[test]
    fn a_file_that_was_replaced_stays_as_it_is() {
        for file in ["[masthead]\n[[article]]\na = 1\n[colophon]\n", "# a\n[[article]]\n", ""] {
            let mut once = file.parse().unwrap();
            replace(&mut once).unwrap();
            let mut twice = once.to_string().parse().unwrap();
            replace(&mut twice).unwrap();
            assert_eq!(once.to_string(), twice.to_string());
        }
    }
}
