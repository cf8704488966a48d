//! Every problem that the program can report, and the words for it.

use std::fmt;

#[expect(
    missing_docs,
    reason = "the fields are named for what they hold, and each is in the words"
)]
/// What is wrong. The words are in `Display`, what to do about it in [`Problem::hint`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// A file could not be read, made or written.
    Access { action: &'static str, path: String, reason: String },
    /// A page shows words beyond the edge of the sheet.
    BeyondThePage { page: usize, words: String },
    /// A character that cannot be printed, or that changes how others are.
    Character { character: char },
    /// The command line contradicts itself.
    CommandLine { words: String },
    /// A value must not be empty.
    Empty { field: String },
    /// The engine stopped, or warned.
    Engine { words: String, hints: Vec<String> },
    /// A first page with an even number would stand on the left.
    EvenFirstPage { found: u32 },
    /// A field that the data needs is not there.
    Missing { field: String },
    /// No face has a glyph for the character.
    MissingGlyph { character: char, field: Option<String> },
    /// A date that the calendar does not have.
    NoSuchDay { found: String },
    /// A marker in a body for a table or picture that the article does not have.
    NoSuchFigure { marker: String },
    /// A style that neither the project nor the program has.
    NoSuchStyle { name: String, known: Vec<String> },
    /// Page 1 shows none of the text.
    NoTextOnFirstPage,
    /// Words of the issue are not on its pages.
    NotPrinted { field: String, words: String },
    /// The file is not UTF-8.
    NotUtf8 { path: String },
    /// A field of the house file in an issue's file.
    OnlyForTheHouse { field: String },
    /// A number outside its range.
    OutOfRange { field: String, least: u32, most: u32 },
    /// A picture that the engine cannot read.
    Picture { file: String, reason: String },
    /// A picture's path leads out of the folder.
    PicturePath { file: String },
    /// A template cannot set what a field holds.
    Refused { field: String, words: String },
    /// A table whose row or list is not as long as its header.
    RowLength { found: usize, wanted: usize },
    /// Words that are printed over others.
    RunTogether { words: String, onto: String },
    /// A template that minijinja refuses.
    Template { words: String },
    /// A title of more lines than the page has room for.
    TitleLines { found: usize },
    /// The data is not TOML, or not of the right form.
    Toml { words: String },
    /// More lines than the page has room for.
    TooManyLines { found: u32 },
    /// A role that is set in a family that no face has.
    UnknownFace { role: String, family: String, known: Vec<String> },
    /// A role that the program does not know.
    UnknownRole { role: String, known: Vec<String> },
}

/// Whose turn it is to act; of several, the last decides how the program ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The editor: the data must be fixed.
    Data,
    /// The template designer: the template must be fixed.
    Template,
    /// The person at the command line.
    CommandLine,
    /// The person who looks after the machine: files, faces, disks.
    Environment,
}

impl Kind {
    /// Returns the program's exit code.
    pub fn exit_code(self) -> u8 {
        match self {
            Self::Data | Self::Template => 1,
            Self::CommandLine => 2,
            Self::Environment => 3,
        }
    }
}

impl Problem {
    /// Returns the kind of the problem.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Engine { .. } | Self::Template { .. } => Kind::Template,
            Self::CommandLine { .. } => Kind::CommandLine,
            Self::Access { .. } | Self::UnknownFace { .. } => Kind::Environment,
            _ => Kind::Data,
        }
    }

    /// Returns what to do about it, where the words alone do not say.
    pub fn hint(&self) -> Option<String> {
        Some(match self {
            Self::BeyondThePage { .. } | Self::RunTogether { .. } => {
                "shorten the text, or give it more room: a line of its own, a wider column".into()
            }
            Self::Character { character } => match character {
                '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}' => {
                    "it turns the direction of the text around it; delete it".into()
                }
                _ => "delete it; it often comes along when text is pasted".into(),
            },
            Self::Engine { hints, .. } if !hints.is_empty() => hints.join("; "),
            Self::EvenFirstPage { .. } => "page 1 of a printed issue is a right-hand page".into(),
            Self::MissingGlyph { .. } => {
                "replace it, or put a face that has it into the project's fonts/ folder and name it in [faces]".into()
            }
            Self::Missing { field } if field.starts_with("masthead.") => {
                "write it here, or for all issues in briefing.toml".into()
            }
            Self::NoTextOnFirstPage => "make the space for the instruction, or the note above the article, smaller".into(),
            Self::NoSuchDay { .. } => "write the day alone: 2026-03-05".into(),
            Self::NoSuchFigure { .. } => {
                "add the [[article.table]] or [[article.picture]], or delete the marker".into()
            }
            Self::NotPrinted { .. } => {
                "the template leaves the field out; if it is meant to, name the field under `omits` in style.toml".into()
            }
            Self::NotUtf8 { .. } => "it may be GBK or UTF-16, as older editors write it; save it as UTF-8".into(),
            Self::PicturePath { .. } => "put the picture beside the issue's file, or in a folder below it".into(),
            Self::NoSuchStyle { known, .. } | Self::UnknownFace { known, .. } | Self::UnknownRole { known, .. } => {
                format!("known: {}", known.join(", "))
            }
            _ => return None,
        })
    }
}

impl fmt::Display for Problem {
    #[expect(clippy::too_many_lines, reason = "one sentence for each problem, in one place")]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Access { action, path, reason } => write!(f, "cannot {action} {path}: {reason}"),
            Self::BeyondThePage { page, words } => {
                write!(f, "“{words}” runs beyond the edge of page {page}")
            }
            Self::Character { character } => {
                write!(f, "the character U+{:04X} cannot be printed", u32::from(*character))
            }
            Self::CommandLine { words } | Self::Template { words } | Self::Toml { words } => {
                f.write_str(words)
            }
            Self::Empty { field } => write!(f, "`{}` is empty", named(field)),
            Self::Engine { words, .. } => f.write_str(words),
            Self::EvenFirstPage { found } => write!(f, "`first_page` is {found}, but must be odd"),
            Self::Missing { field } => write!(f, "`{}` is missing", named(field)),
            Self::MissingGlyph { character, field } => {
                let code = u32::from(*character);
                write!(f, "no face has the character “{character}” (U+{code:04X}) ")?;
                match field {
                    Some(field) => write!(f, "of `{}`", named(field)),
                    None => f.write_str("of the template"),
                }
            }
            Self::NoTextOnFirstPage => f.write_str("page 1 shows no text of the first article"),
            Self::NoSuchDay { found } => write!(f, "{found} is not a day of the calendar"),
            Self::NoSuchFigure { marker } => {
                write!(f, "the article has nothing for the marker {marker}")
            }
            Self::NoSuchStyle { name, .. } => write!(f, "there is no style “{name}”"),
            Self::NotUtf8 { path } => write!(f, "{path} is not UTF-8 text"),
            Self::NotPrinted { field, words } => {
                write!(f, "`{}` is not on the pages: “{words}”", named(field))
            }
            Self::OnlyForTheHouse { field } => write!(f, "`{field}` belongs in briefing.toml"),
            Self::OutOfRange { field, least, most: u32::MAX } => {
                write!(f, "`{}` must be {least} or more", named(field))
            }
            Self::OutOfRange { field, least, most } => {
                write!(f, "`{}` must be between {least} and {most}", named(field))
            }
            Self::Picture { file, reason } => {
                write!(f, "cannot print the picture {file}: {reason}")
            }
            Self::PicturePath { file } => {
                write!(f, "the path {file} leads out of the issue's folder")
            }
            Self::RowLength { found, wanted } => {
                write!(f, "the table's header has {wanted} columns, but this list has {found}")
            }
            Self::TitleLines { found } => {
                write!(f, "the title has {found} lines, but only two are printed")
            }
            Self::RunTogether { words, onto } => write!(f, "“{words}” is printed over “{onto}”"),
            Self::Refused { field, words } => write!(f, "`{}`: {words}", named(field)),
            Self::TooManyLines { found } => {
                write!(f, "{found} lines of this size do not fit between the margins")
            }
            Self::UnknownFace { role, family, .. } => {
                write!(
                    f,
                    "the role `{role}` is set in “{family}”, but no face of that name is here"
                )
            }
            Self::UnknownRole { role, .. } => write!(f, "there is no role `{role}`"),
        }
    }
}

/// Names a field for an editor, who counts from 1: `article.0.body` is `article 1, body`.
fn named(field: &str) -> String {
    let mut name = String::new();
    let mut after_number = false;
    for part in field.split('.') {
        let number = part.parse::<usize>().ok();
        let joint = match number {
            Some(_) => " ",
            None if name.is_empty() => "",
            None if after_number => ", ",
            None => ".",
        };
        name.push_str(joint);
        name.push_str(&number.map_or_else(|| part.to_owned(), |number| (number + 1).to_string()));
        after_number = number.is_some();
    }
    name
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn fields_are_named_as_an_editor_counts() {
        assert_eq!(named("masthead.name"), "masthead.name");
        assert_eq!(named("article.0.body"), "article 1, body");
        assert_eq!(named("article.2.table.0.rows.1.3"), "article 3, table 1, rows 2 4");
    }
}
