//! Checks the laid-out pages against the issue: every character must be there, and be visible.

mod remains;

use briefing_values::error::Problem;
use briefing_values::issue::{Block, Issue, Text};
use briefing_values::proof::{MM_PER_PT, Page, Proof, Run};

use crate::style::{Standard, Style};

use remains::{Remains, visible};

/// How many characters of a run a message shows.
const SHOWN: usize = 20;

/// Something that is wrong on the pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The field whose words are wrong, if there is one.
    pub field: Option<String>,
    /// The words in the field.
    pub words: String,
    /// What is wrong with them.
    pub problem: Problem,
}

/// Returns everything that is wrong with the pages of an issue in a style.
pub fn read(issue: &Issue, proof: &Proof, style: &Style) -> Vec<Finding> {
    let mut texts = issue.texts();
    texts.retain(|text| !style.omits(&text.field));
    let mut findings = missing_glyphs(&texts, proof);
    if findings.is_empty() {
        findings = beyond_the_page(&texts, proof);
        findings.extend(run_together(&texts, proof));
        findings.extend(not_printed(&texts, proof));
        if style.standard == Standard::GbT9704 {
            findings.extend(late_start(issue, proof));
        }
    }
    findings
}

/// Returns what is wrong with pages that belong to no single issue: characters that no face has, and
/// text beyond the sheet.
pub fn look_over(proof: &Proof) -> Vec<Problem> {
    let findings = missing_glyphs(&[], proof).into_iter().chain(beyond_the_page(&[], proof));
    findings.map(|finding| finding.problem).collect()
}

/// Finds the characters without a glyph, in every field that has them.
fn missing_glyphs(texts: &[Text], proof: &Proof) -> Vec<Finding> {
    let runs = proof.pages.iter().flat_map(|page| &page.runs);
    let mut missing: Vec<char> = runs.flat_map(|run| run.missing.iter().copied()).collect();
    missing.sort_unstable();
    missing.dedup();
    let mut findings = Vec::new();
    for character in missing {
        let with = texts.iter().filter(|text| text.words.contains(character));
        let mut fields: Vec<_> = with.map(|text| Some(text.field.clone())).collect();
        fields.dedup();
        if fields.is_empty() {
            fields.push(None);
        }
        findings.extend(fields.into_iter().map(|field| Finding {
            field: field.clone(),
            words: character.to_string(),
            problem: Problem::MissingGlyph { character, field },
        }));
    }
    findings
}

/// Finds the runs that extend beyond the sheet.
fn beyond_the_page(texts: &[Text], proof: &Proof) -> Vec<Finding> {
    let off = |page: &&Page, run: &Run| {
        // Half of the last punctuation mark may be blank, and the last advance may include a gap;
        // neither is visible.
        let unseen = run.size * MM_PER_PT;
        run.x < 0.0
            || run.top() < 0.0
            || run.bottom() > page.height
            || run.x + run.width - unseen > page.width
    };
    let mut findings = Vec::new();
    for (n, page) in proof.pages.iter().enumerate() {
        if let Some(run) = page.runs.iter().find(|run| off(&page, run)) {
            let words: String = run.text.chars().take(SHOWN).collect();
            let field = texts.iter().find(|text| text.words.contains(&run.text));
            findings.push(Finding {
                field: field.map(|text| text.field.clone()),
                problem: Problem::BeyondThePage { page: n + 1, words: words.clone() },
                words,
            });
        }
    }
    findings
}

/// Finds runs that overlap by more than a tenth of a character, as in a column that is too narrow.
fn run_together(texts: &[Text], proof: &Proof) -> Vec<Finding> {
    let covers = |a: &Run, b: &Run| {
        let little = 0.1 * a.size.min(b.size) * MM_PER_PT;
        (a.y - b.y).abs() < little
            && a.x <= b.x
            && b.x + little < a.x + a.width
            && !b.text.trim().is_empty()
    };
    let mut findings = Vec::new();
    for page in &proof.pages {
        for (n, run) in page.runs.iter().enumerate() {
            let others =
                page.runs.iter().enumerate().filter(|&(m, other)| m != n && covers(run, other));
            for (_, other) in others {
                let words: String = run.text.chars().take(SHOWN).collect();
                let field = texts.iter().find(|text| text.words.contains(&run.text));
                let onto = other.text.chars().take(SHOWN).collect();
                let problem = Problem::RunTogether { words: words.clone(), onto };
                findings.push(Finding {
                    field: field.map(|text| text.field.clone()),
                    words,
                    problem,
                });
            }
        }
    }
    findings
}

/// Finds the fields whose words are on no page.
fn not_printed(texts: &[Text], proof: &Proof) -> Vec<Finding> {
    let finding = |text: &Text| Finding {
        field: Some(text.field.clone()),
        words: text.words.clone(),
        problem: Problem::NotPrinted { field: text.field.clone(), words: text.words.clone() },
    };
    Remains::new(proof).missing(texts).into_iter().map(finding).collect()
}

/// Checks that page 1 shows the beginning of the text (GB/T 9704-2012, 7.3.3: 公文首页必须显示正文).
fn late_start(issue: &Issue, proof: &Proof) -> Option<Finding> {
    let first = issue.articles.first()?;
    let page = proof.pages.first()?;
    let (text, title) = (page.text(), visible(&first.title.concat()));
    let after = text.find(&title).map_or("", |at| &text[at + title.len()..]);
    let words = match first.blocks.first()? {
        Block::Paragraph(paragraph) => format!("{}{}", paragraph.lead, paragraph.rest),
        Block::Table(table) => table.opening()?.to_owned(),
        Block::Chart(chart) => chart.labels.first()?.clone(),
        block if page.pictures.len() < block.pictures().len() => "\0".into(),
        Block::Picture(_) | Block::Pictures { .. } => return None,
    };
    let opening: String = visible(&words).chars().take(2).collect();
    (!after.contains(&opening)).then(|| Finding {
        field: Some("article.0.body".into()),
        words: words.chars().take(2).collect(),
        problem: Problem::NoTextOnFirstPage,
    })
}
