//! Binds the issues of a year into one volume.

use briefing_archive::archive::{Archive, Entry};
use briefing_archive::index;
use briefing_archive::lines::Lines;
use briefing_archive::lock::Inputs;
use briefing_engine::edition::Edition;
use briefing_engine::house::VOLUME_STYLE;
use briefing_engine::press::{PdfSettings, Press, Standard, Warnings};
use briefing_engine::proofreader;
use briefing_engine::volume::{BoundArticle, BoundIssue, Volume};
use briefing_text::manuscript::Manuscript;
use briefing_values::error::{Error, Fault, Problem, Result, codes};
use briefing_values::issue::Issue;
use briefing_values::sheet::{self, Sheet};

use crate::desk::Desk;

impl Desk {
    /// Binds issues of the archive, as they were printed, into the volume of a year.
    ///
    /// With this engine, a PDF that embeds pages of others can be neither PDF/A nor PDF/UA, so the
    /// volume is plain PDF 1.7; the issues in the archive stay as they are.
    ///
    /// # Errors
    /// No issue at all; a missing or damaged file of the archive; a title that no face can set.
    pub fn bind(&self, archive: &Archive, entries: &[&Entry], year: u16) -> Result<Edition> {
        let volume = volume(archive, entries, year)?;
        let nothing = || Problem::Noted {
            code: codes::archive::NOT_THERE,
            words: vec![("words", year.to_string())],
        };
        let date = volume.date().ok_or_else(nothing)?;
        let bound = self.house_faces().and_then(|faces| {
            let galley = self.style_of(VOLUME_STYLE)?.composer.bind(&volume, &faces, date)?;
            let forme = self.press.impose(galley, Warnings::Deny)?;
            let wrong = proofreader::look_over(&forme.proof());
            Error::unless(wrong.into_iter().map(Fault::from).collect(), ())?;
            let standards = vec![Standard::V_1_7];
            forme.print(&PdfSettings { standards, ..PdfSettings::default() })
        });
        Press::clean();
        bound
    }
}

/// Returns the volume of a year, ready to be set.
fn volume(archive: &Archive, entries: &[&Entry], year: u16) -> Result<Volume> {
    let mut issues = Vec::new();
    let mut head = (String::new(), year, String::new());
    for entry in entries {
        let lock = archive.lock(entry)?;
        let inputs = archive.inputs(&lock)?;
        let issue = issue(archive, &inputs)?;
        head.0.clone_from(&issue.masthead.name);
        head.2.clone_from(&issue.masthead.office);
        let lines = Lines::read(&archive.text(lock.output.lines)?).unwrap_or_default();
        issues.push(BoundIssue {
            stem: entry.issue.stem(),
            supplement: entry.issue.series == briefing_values::issue::Series::Supplement,
            id: entry.issue,
            line: lock.issue.called(),
            plain: lock.issue.is_plain(),
            serial: entry.issue.serial(),
            number: lock.issue.number,
            print_date: lock.issue.print_date,
            pages: lock.output.pages as usize,
            start: 1,
            articles: articles(&issue, &lines),
            pdf: archive.object(lock.output.sha256)?,
        });
    }
    Ok(Volume::new(head, issues, sheet::collation))
}

fn issue(archive: &Archive, inputs: &Inputs) -> Result<Issue> {
    let data = archive.text(inputs.data.sha256)?;
    Ok(Manuscript::parse(Sheet::of(&inputs.data.name, &data), None).examine().0)
}

/// Returns the articles of an issue, with the pages on which they begin. All texts are located in
/// printed order, not the titles alone: a title may be quoted elsewhere.
fn articles(issue: &Issue, lines: &Lines) -> Vec<BoundArticle> {
    let texts = issue.texts();
    let words: Vec<_> = texts.iter().map(|text| text.words.as_str()).collect();
    let places = index::pages(&words, &lines.pages());
    let page = |nth: usize| {
        let field = format!("article.{nth}.title");
        let at = texts.iter().position(|text| text.field == field)?;
        places[at].first().map(|(_, page)| *page as usize)
    };
    let articles = issue.articles.iter().enumerate();
    articles
        .map(|(n, article)| BoundArticle {
            nth: n + 1,
            title: article.title.concat(),
            byline: article.byline.clone(),
            page: page(n).unwrap_or(1),
        })
        .collect()
}
