//! Shows what a style consists of.

use std::fmt::Write;

use briefing_desk::styles;
use briefing_engine::house::House;
use briefing_engine::style::{Standard, Style};
use briefing_text::fields::{OwnField, StyleFields};
use briefing_values::catalogue::{Lang, phrase};
use briefing_values::error::{Result, codes};

use crate::command::plan::refusal;
use crate::command::{list, outputs};

/// Prints a style, or the text of one of its templates.
pub(super) fn show(house: &House, name: &str, file: Option<&str>, lang: Lang) -> Result<()> {
    let style = house.style(name)?;
    let Some(file) = file else {
        let fields = styles::fields_of(&style)?;
        return outputs::print(described(&style, &fields, lang).as_bytes());
    };
    let Some(template) = style.templates.get(file) else {
        let words = [("name", file), ("style", name)];
        return Err(refusal(codes::template::NO_SUCH_TEMPLATE, &words));
    };
    outputs::print(template.text.as_bytes())
}

fn described(style: &Style, fields: &StyleFields, lang: Lang) -> String {
    let mut text = format!("{} {}\n{}", style.name, style.title(lang == Lang::Zh), facts(style));
    let templates = style.templates.iter().map(|(name, template)| {
        let blocks: Vec<_> = style.blocks_of(name).into_iter().collect();
        vec![format!("  {name}"), template.file.to_string(), blocks.join(" ")]
    });
    let pair = |name: &str, words: &str| vec![format!("  {name}"), words.to_owned()];
    let strings = style.strings.iter().map(|(name, words)| pair(name, words));
    let values = fields.values();
    let values = values.iter().map(|(name, value)| pair(name, value));
    let own = fields.own.iter().map(|field| of_field(field, lang));
    for (heading, rows) in [
        ("style-templates", templates.collect::<Vec<_>>()),
        ("style-strings", strings.collect()),
        ("style-defaults", values.collect()),
        ("style-fields", own.collect()),
    ] {
        if !rows.is_empty() {
            // Writing to a string cannot fail.
            let _ = write!(text, "\n{}\n{}", phrase(heading, lang), list::columns(&rows));
        }
    }
    text
}

/// Returns what the manifests say in a word, a line each.
fn facts(style: &Style) -> String {
    let standard = match style.standard {
        Standard::GbT9704 => "gb-t-9704",
        Standard::None => "none",
    };
    let bases: Vec<_> = style.manifests.iter().skip(1).map(|base| base.style.as_str()).collect();
    let facts = [
        ("extends", bases.join(" < ")),
        ("entry", style.entry.clone()),
        ("standard", standard.to_owned()),
        ("omits", style.omits.join(", ")),
        ("assets", style.assets.keys().cloned().collect::<Vec<_>>().join(", ")),
    ];
    let said = facts.into_iter().filter(|(_, fact)| !fact.is_empty());
    said.fold(String::new(), |all, (name, fact)| all + name + " " + &fact + "\n")
}

fn of_field(field: &OwnField, lang: Lang) -> Vec<String> {
    let columns: Vec<_> = field.columns().into_iter().map(|(name, _)| name.to_owned()).collect();
    let required = if field.required { phrase("style-required", lang) } else { String::new() };
    vec![
        format!("  {}", field.place()),
        format!("{:?}", field.kind).to_lowercase(),
        columns.join(" "),
        required,
        field.title.in_lang(lang).to_owned(),
    ]
}
