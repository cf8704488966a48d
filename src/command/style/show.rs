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
    let mut text = format!("{} {}\n", style.name, style.title(lang == Lang::Zh));
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
    for (name, fact) in facts.into_iter().filter(|(_, fact)| !fact.is_empty()) {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{name} {fact}");
    }
    let templates = style.templates.iter().map(|(name, template)| {
        let blocks: Vec<_> = style.blocks_of(name).into_iter().collect();
        vec![format!("  {name}"), template.file.to_string(), blocks.join(" ")]
    });
    let title = |name| phrase(name, lang);
    let _ = write!(
        text,
        "\n{}\n{}",
        title("style-templates"),
        list::columns(&templates.collect::<Vec<_>>())
    );
    let strings =
        style.strings.iter().map(|(name, words)| vec![format!("  {name}"), words.clone()]);
    let _ = write!(
        text,
        "\n{}\n{}",
        title("style-strings"),
        list::columns(&strings.collect::<Vec<_>>())
    );
    let values = fields.values().into_iter();
    let values: Vec<_> = values.map(|(name, value)| vec![format!("  {name}"), value]).collect();
    let own: Vec<_> = fields.own.iter().map(|field| of_field(field, lang)).collect();
    for (heading, rows) in [("style-defaults", values), ("style-fields", own)] {
        if !rows.is_empty() {
            let _ = write!(text, "\n{}\n{}", title(heading), list::columns(&rows));
        }
    }
    text
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
