//! Rules on articles as a whole.

use crate::passage::{Part, Passage};

/// Finds the articles that stand in an issue twice: pairs of the first and its repetition, of equal
/// title and body, counted from 0.
pub fn duplicates(passages: &[Passage]) -> Vec<(usize, usize)> {
    let mut articles: Vec<(usize, Vec<(Part, &str)>)> = Vec::new();
    for passage in passages {
        let Some(article) = passage.article else { continue };
        if !matches!(passage.part, Part::Title | Part::Body) {
            continue;
        }
        if articles.last().is_none_or(|(last, _)| *last != article) {
            articles.push((article, Vec::new()));
        }
        if let Some((_, words)) = articles.last_mut() {
            words.push((passage.part, &passage.text));
        }
    }
    // What has no title or no body yet is not written, let alone twice.
    let has = |words: &[(Part, &str)], part| words.iter().any(|(other, _)| *other == part);
    articles.retain(|(_, words)| has(words, Part::Title) && has(words, Part::Body));
    let first = |n: usize| articles[..n].iter().find(|(_, words)| *words == articles[n].1);
    (0..articles.len()).filter_map(|n| Some((first(n)?.0, articles[n].0))).collect()
}
