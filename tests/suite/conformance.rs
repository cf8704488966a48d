//! The conformance table: what the gauge measures on pages that were really laid out. Each rule has
//! an issue or a template that breaks it.

use std::fs;

use snapbox::{file, str};
use tempfile::TempDir;

use briefing_desk::Desk;
use briefing_desk::order::{Order, Proofed, SourceText};
use briefing_engine::gauge::{Faces, Quantity, Row, Verdict, measure, table};
use briefing_engine::style::Standard;
use briefing_support::office::assert;
use briefing_values::catalogue::{self, Argument, Lang, codes};
use briefing_values::issue::Limits;
use briefing_values::proof::Proof;
use briefing_values::sheet::Sheet;

use crate::press::{desk, issue, issue_176};

/// The folder of the built-in templates.
const STYLE: &str = "templates/provincial-bulletin";
/// No limits.
const NONE: Limits = Limits { pages: None, characters: None, fit: None };

/// Returns what the gauge finds on the pages of an issue.
fn rows_at(desk: &Desk, text: &str, limits: Limits) -> Vec<Row> {
    let sheet = Sheet::new("issue.toml", text.as_bytes()).expect("a text");
    let copy = SourceText { sheet, pictures: "tests/issues/full".into() };
    let manuscript = desk.read(&copy).expect("the text is an issue");
    let faces = desk.press().names(&desk.faces(&manuscript).expect("the faces are there"));
    let set = |pages: &Proofed| Ok((pages.issue.clone(), pages.forme.inked_proof()));
    let (issue, proof) = desk
        .render(&copy, &Order::default(), &mut |_| {}, set)
        .unwrap_or_else(|error| panic!("{error}"));
    measure(&issue, &proof, &faces, (&limits, Standard::GbT9704))
}

fn rows(text: &str) -> Vec<Row> {
    rows_at(desk(), text, NONE)
}

/// Returns the rows on one item that is measured.
#[track_caller]
fn of(rows: &[Row], item: &str) -> Vec<Row> {
    let rows: Vec<Row> = rows.iter().filter(|row| row.item == item).cloned().collect();
    assert!(!rows.is_empty(), "no row {item}");
    rows
}

/// Returns the only row on an item, as verdict, measure and page.
#[track_caller]
fn one(rows: &[Row], item: &str) -> (Verdict, String, Option<usize>) {
    let rows = of(rows, item);
    assert_eq!(rows.len(), 1, "{rows:?}");
    let measured = rows[0].measured.as_ref().map(|it| it.said(Lang::En)).unwrap_or_default();
    (rows[0].verdict, measured, rows[0].page)
}

/// Asserts that the row on an item is broken, with this measure.
#[track_caller]
fn broken(rows: &[Row], item: &str, measured: &str) {
    let (verdict, found, _) = one(rows, item);
    assert_eq!((verdict, found.as_str()), (Verdict::Broken, measured), "{item}");
}

/// Asserts that the rows on these items are kept.
#[track_caller]
fn kept(rows: &[Row], items: &[&str]) {
    for item in items {
        let found = of(rows, item);
        assert!(found.iter().all(|row| row.verdict == Verdict::Kept), "{found:?}");
    }
}

/// Lists what is broken.
fn faults(rows: &[Row]) -> Vec<&str> {
    rows.iter().filter(|row| row.verdict == Verdict::Broken).map(|row| row.item).collect()
}

/// An office with a house file and with templates of its own, each a built-in one with some words replaced.
fn office(house: &str, edits: &[(&str, &str, &str)]) -> (TempDir, Desk) {
    let folder = tempfile::tempdir().expect("a folder");
    let style = folder.path().join(STYLE);
    fs::create_dir_all(&style).expect("a folder");
    fs::write(folder.path().join("briefing.toml"), house).expect("the house file");
    for (file, from, to) in edits {
        let name = format!("{file}.typ.j2");
        let own = style.join(&name);
        let from_file = if own.exists() { own.clone() } else { format!("{STYLE}/{name}").into() };
        let template = fs::read_to_string(from_file).expect("the template");
        assert!(template.contains(from), "{file} has no “{from}”");
        fs::write(own, template.replace(from, to)).expect("the template");
    }
    let desk = Desk::open(Some(folder.path().to_owned())).expect("the project opens");
    (folder, desk)
}

/// Returns what the gauge finds on the pages of issue 176 in an office.
fn rows_in(house: &str, edits: &[(&str, &str, &str)]) -> Vec<Row> {
    let (_folder, desk) = office(house, edits);
    rows_at(&desk, &issue_176(), NONE)
}

fn han(count: usize) -> String {
    "字".repeat(count)
}

/// Returns an issue without space for an instruction.
fn plain(bodies: &[&str]) -> String {
    issue(bodies, "[instruction]\nstyle = \"none\"\n")
}

#[test]
fn the_table_of_issue_176() {
    let rows = rows(&issue_176());
    assert().eq(table(&rows, Lang::Zh), file!["../gauge/176.zh.txt"].raw());
    assert().eq(table(&rows, Lang::En), file!["../gauge/176.en.txt"].raw());
    let json = serde_json::to_string_pretty(&rows).expect("rows are JSON");
    assert().eq(json + "\n", file!["../gauge/176.json"].raw());
}

#[test]
fn an_issue_with_every_field_is_kept_throughout() {
    let text = fs::read_to_string("tests/issues/full/issue.toml").expect("the issue");
    let rows = rows(&text);
    // Two of its paragraphs end in a line of one character and a mark.
    assert_eq!(faults(&rows), ["last-line"; 2]);
    let faces = ["first-level-face", "second-level-face", "third-level-face", "folio-face"];
    kept(&rows, &faces);
}

#[test]
fn the_original_of_2018_was_set_otherwise_by_its_house() {
    let house = "[layout]\nlines = 23\ncharacters = 28.7\nquotes = \"latin\"\ngap = \"quarter\"\n";
    let rows = rows_in(house, &[]);
    for (item, measured) in [("lines", "23"), ("characters", "28.7"), ("text-size", "15.4 pt")] {
        let (verdict, found, _) = one(&rows, item);
        assert_eq!((verdict, found.as_str()), (Verdict::Deviates, measured), "{item}");
    }
    kept(&rows, &["top-margin", "left-margin", "measure", "depth", "text-face", "substituted"]);
}

#[test]
fn a_column_beside_the_text_does_not_narrow_the_type_area() {
    let rows = rows(&issue_176().replace("style = \"box\"", "style = \"side\""));
    // Beside the instruction, the first article ends at the head of a page.
    let known = ["last-line", "byline-alone"];
    assert!(faults(&rows).iter().all(|item| known.contains(&&**item)), "{:?}", faults(&rows));
    kept(&rows, &["measure", "depth", "lines", "characters", "first-page-lines"]);
}

#[test]
fn a_style_that_is_no_bulletin_is_measured_all_the_same() {
    let (folder, _) = office("style = \"plain\"\n", &[]);
    let style = folder.path().join("templates/plain");
    fs::create_dir_all(&style).expect("a folder");
    for file in ["letter.typ.j2", "style.toml"] {
        fs::copy(format!("tests/styles/plain/{file}"), style.join(file)).expect("the template");
    }
    let desk = Desk::open(Some(folder.path().to_owned())).expect("the project opens");
    let rows = rows_at(&desk, &issue_176(), NONE);
    broken(&rows, "top-margin", "29.7 mm");
    broken(&rows, "left-margin", "30 mm");
    broken(&rows, "text-size", "12 pt");
    broken(&rows, "text-face", "FandolSong-Regular");
    broken(&rows, "folio-form", "none");
    broken(&rows, "colophon-foot", "none");
}

#[test]
fn pages_that_are_not_there_are_not_measured() {
    let sheet = Sheet::new("issue.toml", issue_176().as_bytes()).expect("a text");
    let copy = SourceText { sheet, pictures: "data".into() };
    let issue = desk().read(&copy).and_then(|it| it.issue()).expect("an issue");
    let rows = measure(&issue, &Proof { pages: vec![] }, &Faces::new(), (&NONE, Standard::GbT9704));
    assert!(of(&rows, "depth")[0].verdict == Verdict::NotApplicable);
}

#[test]
fn a_sheet_of_another_size_is_found() {
    let rows = rows_in("", &[("page", "width: 210mm", "width: 216mm")]);
    broken(&rows, "sheet", "216 × 297 mm");
}

#[test]
fn margins_are_measured_on_the_page() {
    let found = rows_in("[layout]\ntop = 30\nleft = 25\n", &[]);
    for (item, measured) in
        [("top-margin", "30 mm"), ("left-margin", "25 mm"), ("measure", "159 mm")]
    {
        let (verdict, found, _) = one(&found, item);
        assert_eq!((verdict, found.as_str()), (Verdict::Deviates, measured), "{item}");
    }
    assert_eq!(of(&found, "top-margin")[0].field.as_deref(), Some("layout.top"));
    let edits = [
        ("page", "left: {{ grid.left | code }}mm,", "left: {{ grid.left | code }}mm + 3mm,"),
        ("page", "top: {{ grid.top | code }}mm - lead", "top: {{ grid.top | code }}mm"),
    ];
    let found = rows_in("", &edits);
    broken(&found, "left-margin", "31 mm");
    broken(&found, "top-margin", "39.4 mm");
}

#[test]
fn margins_within_the_tolerance_are_kept() {
    kept(&rows_in("[layout]\ntop = 37.5\nbottom = 34.5\n", &[]), &["top-margin", "depth"]);
}

#[test]
fn lines_of_a_full_page_are_counted() {
    let (verdict, found, _) = one(&rows_in("[layout]\nlines = 21\n", &[]), "lines");
    assert_eq!((verdict, found.as_str()), (Verdict::Deviates, "21"));
    // The engine's own costs leave the last line of a page empty rather than split a paragraph there.
    let (_folder, desk) = office("", &[("grid", "  costs: (widow: 0%, orphan: 0%),\n", "")]);
    let paragraph = han(26 + 28 + 20);
    let body = vec![paragraph.as_str(); 40].join("\n\n");
    broken(&rows_at(&desk, &plain(&[&body]), NONE), "lines", "21");
    kept(&rows(&plain(&[&body])), &["lines"]);
}

#[test]
fn characters_of_a_full_line_are_counted() {
    let (verdict, found, _) = one(&rows_in("[layout]\ncharacters = 27\n", &[]), "characters");
    assert_eq!((verdict, found.as_str()), (Verdict::Deviates, "27"));
    let rows = rows_in("", &[("grid", "  ..line-box(cell, pitch),", "  ..line-box(16pt, pitch),")]);
    broken(&rows, "characters", "27.6");
    kept(&rows, &["measure", "text-size"]);
}

#[test]
fn sizes_of_type_are_measured() {
    let found = rows_in("[layout.sizes]\ntitle = 20\n", &[]);
    assert_eq!(one(&found, "title-size").0, Verdict::Deviates);
    let edits = [
        ("page", "#let folio-size = {{ grid.sizes.folio | code }}pt", "#let folio-size = 12pt"),
        ("colophon", "#let small = {{ grid.sizes.colophon | code }}pt", "#let small = 13pt"),
        (
            "article",
            "set-in(levels.at(part.level - 1), part.lead)",
            "set-in(levels.at(part.level - 1), part.lead, size: 14pt)",
        ),
    ];
    let found = rows_in("", &edits);
    broken(&found, "folio-size", "12 pt");
    broken(&found, "colophon-size", "13 pt");
    broken(&found, "heading-size", "14 pt");
    kept(&found, &["text-size", "title-size"]);
}

#[test]
fn one_word_in_another_size_is_enough() {
    let edit = (
        "article",
        "{\n  if part.level > 0",
        "{\n  show \"脱贫摘帽\": set text(size: 18pt)\n  if part.level > 0",
    );
    let rows = rows_in("", &[edit]);
    broken(&rows, "text-size", "18 pt");
}

#[test]
fn faces_are_those_of_their_roles() {
    let found = rows_in("[faces]\nbody = [\"FandolKai\"]\n", &[]);
    let (verdict, face, _) = one(&found, "text-face");
    assert_eq!((verdict, face.as_str()), (Verdict::Deviates, "FandolKai-Regular"));
    let edits = [
        ("article", "set-in(\"title\", it.body", "set-in(\"kai\", it.body"),
        ("page", "..own-face(\"song\")", "..own-face(\"heading\")"),
    ];
    let found = rows_in("", &edits);
    broken(&found, "title-face", "FandolKai-Regular");
    broken(&found, "folio-face", "FandolHei-Regular");
    kept(&found, &["text-face", "first-level-face", "colophon-face"]);
}

#[test]
fn a_character_from_another_face_is_named() {
    let text = issue(&["负责人㙍志强到会。"], "[contact]\npeople = [\"李堃\", \"王㛃\"]\n")
        .replace("\"标题\"", "\"㙍头镇的做法\"")
        .replace("某某办公室", "某㙍办公室");
    let rows = of(&rows(&text), "substituted");
    let found: Vec<_> = rows
        .iter()
        .map(|row| {
            assert_eq!(row.verdict, Verdict::Broken);
            (row.field.as_deref().unwrap_or_default(), row.words[0].1.as_str(), row.page)
        })
        .collect();
    assert_eq!(
        found,
        [
            ("article.0.body", "㙍", Some(1)),
            ("article.0.title", "㙍", Some(1)),
            ("colophon.office", "㙍", Some(2)),
            ("contact.people", "㛃堃", Some(2)),
            ("masthead.office", "㙍", Some(1)),
        ]
    );
}

#[test]
fn titles_make_a_trapezoid() {
    let titled =
        |title: &str| rows(&plain(&["正文。"]).replace("\"标题\"", &format!("\"{title}\"")));
    for (title, verdict) in [
        ("上一行有九个字的标题\\n下一行短", Verdict::Kept),
        ("上一行短\\n下一行有九个字的标题", Verdict::Kept),
        ("两行一样长\\n不成其形状", Verdict::Broken),
        ("一行", Verdict::NotApplicable),
    ] {
        let found = of(&titled(title), "title-shape");
        assert_eq!(found[0].verdict, verdict, "{found:?}");
    }
}

#[test]
fn a_title_of_three_lines_is_found() {
    let edit = ("article", "if title.lines.any(", "if false and title.lines.any(");
    let (_folder, desk) = office("", &[edit]);
    let title = format!("\"{}\\n{}\"", han(30), han(12));
    let rows = rows_at(&desk, &plain(&["正文。"]).replace("\"标题\"", &title), NONE);
    broken(&rows, "title-lines", "3");
    assert_eq!(of(&rows, "title-lines")[0].field.as_deref(), Some("article.0.title"));
}

/// Returns the headings that are found stranded, with this many lines of text before them.
fn stranded(desk: &Desk, lines: usize, after: &[&str]) -> Vec<String> {
    let mut paragraphs = vec!["字"; lines];
    paragraphs.extend(after);
    let rows = of(&rows_at(desk, &plain(&[&paragraphs.join("\n\n")]), NONE), "stranded");
    rows.iter()
        .filter(|row| row.verdict == Verdict::Broken)
        .map(|row| row.words[0].1.clone())
        .collect()
}

#[test]
fn a_heading_at_the_foot_of_a_page_is_stranded() {
    // An office whose headings are let go.
    let alone = ("flow", "block(sticky: true, part.body)", "part.body");
    let (_folder, own) = office("", &[alone, ("flow", "orphan: 100%", "orphan: 0%")]);
    // Thirteen lines fill page 1 of an issue without instruction.
    let run_in = format!("一、{}。正文。", han(23));
    for (heading, wanted) in [("一、标题", "一、标题"), (run_in.as_str(), &run_in[..26 * 3])]
    {
        let found = |desk: &Desk| -> Vec<_> {
            (10..15).map(|lines| stranded(desk, lines, &[heading, "正文。"])).collect()
        };
        let wanted = vec![wanted.to_owned()];
        assert_eq!(found(&own), [vec![], vec![], wanted, vec![], vec![]], "{heading}");
        assert_eq!(found(desk()), vec![Vec::<String>::new(); 5], "{heading}");
    }
    // A run-in heading with text after it is not alone.
    assert_eq!(stranded(&own, 12, &["一、标题。正文。"]), [""; 0]);
}

#[test]
fn a_title_at_the_foot_of_a_page_is_stranded() {
    let stranded = |desk: &Desk, lines: usize| {
        let body = vec!["字"; lines].join("\n\n");
        let rows = of(&rows_at(desk, &plain(&[&body, "正文。"]), NONE), "stranded");
        rows.iter()
            .filter(|row| row.verdict == Verdict::Broken)
            .map(|row| row.field.clone())
            .collect::<Vec<_>>()
    };
    let (_folder, own) = office("", &[("article", "sticky: true", "sticky: false")]);
    let found: Vec<_> = (8..14).flat_map(|lines| stranded(&own, lines)).collect();
    assert!(
        !found.is_empty() && found.iter().all(|it| it.as_deref() == Some("article.1.title")),
        "{found:?}"
    );
    // The built-in style keeps titles with their text.
    assert!((8..14).all(|lines| stranded(desk(), lines).is_empty()));
}

/// Returns an issue with a byline.
fn signed(body: &str) -> String {
    plain(&[body]).replace("title =", "byline = \"县农业农村局\"\ntitle =")
}

#[test]
fn a_byline_takes_the_last_two_lines_of_its_text_along() {
    for last in 1..=4 {
        // Lines of 28 characters after the first, which is indented.
        let paragraph = format!("{}，{}", han(12), han(28 * (last - 1) + 3));
        for before in 8..=16 {
            let body = format!("{}\n\n{paragraph}", vec!["字"; before].join("\n\n"));
            let rows = rows(&signed(&body));
            assert_eq!(one(&rows, "byline-alone").0, Verdict::Kept, "{before} + {last} lines");
            let rows = rows.iter().filter(|row| row.verdict == Verdict::Broken);
            let broken: Vec<_> = rows.map(|row| row.item).filter(|it| *it != "last-line").collect();
            assert!(broken.is_empty(), "{before} + {last} lines: {broken:?}");
        }
    }
}

#[test]
fn a_byline_that_is_kept_stands_at_the_right() {
    // Both lines that are kept with it are short.
    let place = |before: usize| {
        let body = format!("{}\n\n短。\n\n也短。", vec!["字"; before].join("\n\n"));
        let proof = crate::press::proof(&signed(&body));
        let mut runs = proof.pages.iter().flat_map(|page| &page.runs);
        let byline = runs.rfind(|run| run.text.contains("县农业农村局"));
        byline.map(|run| (run.x * 10.0).round()).expect("it is there")
    };
    for before in 8..=14 {
        assert!((place(before) - place(1)).abs() < 1.5, "{before} lines");
    }
}

#[test]
fn the_bylines_of_many_articles_settle() {
    for more in 0..3 {
        let articles: String = (0..8)
            .map(|n| {
                let text = format!("第{n}篇{}\n\n{}", han(28 * 5 + more), han(28 * 4 + more));
                format!("[[article]]\ntitle = \"标题{n}\"\nbyline = \"某局{n}\"\nbody = \"\"\"\n{text}\n\"\"\"\n")
            })
            .collect();
        let rows = rows(&plain(&[]).replace("[colophon]", &format!("{articles}[colophon]")));
        assert_eq!(one(&rows, "byline-alone").0, Verdict::Kept, "{more}");
    }
}

#[test]
fn a_paragraph_that_is_parted_above_a_byline_has_all_its_words_in_their_lines() {
    let text = "2026年以来，全县17.5～18.4℃的地方有35个，Xi’an（西安）等地来人学习，大家都说“好”。"
        .repeat(6);
    for before in 6..=12 {
        let body = format!("{}\n\n{text}", vec!["字"; before].join("\n\n"));
        let words = |text: &str| {
            let proof = crate::press::proof(text);
            let lines = proof.pages.iter().flat_map(crate::press::lines);
            lines.map(|line| line.text()).filter(|line| line.len() > 40).collect::<Vec<_>>()
        };
        assert_eq!(words(&signed(&body)), words(&plain(&[&body])), "{before} lines before");
    }
}

#[test]
fn a_byline_with_less_than_two_lines_of_its_text_is_told() {
    let (_folder, own) = office("", &[("flow", "closed(with-wrapped", "(with-wrapped")]);
    let found = |lines: usize| {
        let paragraphs = vec!["字"; lines].join("\n\n");
        one(&rows_at(&own, &signed(&paragraphs), NONE), "byline-alone").0
    };
    let told: Vec<_> = (10..17).map(found).collect();
    // Thirteen lines fill page 1.
    let (kept, broken) = (Verdict::Kept, Verdict::Broken);
    assert_eq!(told, [kept, kept, kept, broken, broken, kept, kept]);
}

#[test]
fn a_title_with_one_line_of_its_text_at_a_foot_is_told() {
    let found = |lines: usize| {
        let body = vec!["字"; lines].join("\n\n");
        let long = han(26 + 28 * 3);
        one(&rows(&plain(&[&body, &long])), "title-lines-below").0
    };
    let told: Vec<_> = (5..14).map(found).collect();
    assert_eq!(told.iter().filter(|it| **it == Verdict::Broken).count(), 1, "{told:?}");
}

#[test]
fn a_last_line_of_one_or_two_characters_is_short() {
    for (more, short) in [(0, false), (1, true), (2, true), (3, false)] {
        let body = format!("{}。", han(26 + 28 + more).strip_suffix('字').unwrap());
        let rows = of(&rows(&plain(&[&body])), "last-line");
        assert_eq!(rows[0].verdict == Verdict::Broken, short, "{more}: {rows:?}");
    }
    // A paragraph of one short line has no other last line to be measured.
    let rows = rows(&plain(&["略。"]));
    assert_eq!(of(&rows, "last-line")[0].verdict, Verdict::NotApplicable);
}

#[test]
fn the_page_number_has_its_form_and_its_place() {
    let found = rows_in("", &[("page", "calc.odd(counter", "calc.even(counter")]);
    assert_eq!(one(&found, "folio-side"), (Verdict::Broken, "left".into(), Some(1)));
    let found = rows_in("", &[("page", "+ 7mm + above", "+ 9mm + above")]);
    broken(&found, "folio-distance", "9 mm");
    let found = rows_in(
        "",
        &[(
            "page",
            "= folio-dash() + folio-number() + folio-dash()",
            "= [第] + folio-number() + [页]",
        )],
    );
    broken(&found, "folio-form", "第 1 页");
    let found = rows_in("", &[("page", "context if numbered() { folio() }", "none")]);
    broken(&found, "folio-form", "none");
    assert_eq!(one(&found, "folio-side").0, Verdict::NotApplicable);
}

#[test]
fn a_blank_page_before_the_colophon_has_no_number() {
    let body = vec!["字"; 34].join("\n\n");
    let rows_of = |desk: &Desk| rows_at(desk, &plain(&[&body]), NONE);
    kept(&rows_of(desk()), &["folio-form", "colophon-place", "colophon-foot"]);
    let (_folder, own) =
        office("", &[("page", "context if numbered() { folio() }", "context folio()")]);
    assert_eq!(one(&rows_of(&own), "folio-form"), (Verdict::Broken, "— 3 —".into(), Some(3)));
}

#[test]
fn the_colophon_closes_the_last_even_page() {
    let short = plain(&["正文。"]);
    let (_folder, own) = office("", &[("colophon", "calc.odd(end.page) or ", "")]);
    broken(&rows_at(&own, &short, NONE), "colophon-place", "1 / 1");
    kept(&rows(&short), &["colophon-place", "colophon-foot"]);
    let found = rows_in("", &[("colophon", "  v(lead)\n", "  v(lead + 5mm)\n")]);
    broken(&found, "colophon-foot", "257 mm");
    let found = rows_in("[layout]\nbottom = 30\n", &[]);
    assert_eq!(one(&found, "colophon-foot").0, Verdict::Deviates);
}

#[test]
fn limits_of_the_office_are_kept_or_not() {
    let limits = |pages, characters| Limits { pages, characters, fit: None };
    let text = issue_176();
    let found = rows_at(desk(), &text, limits(Some(8), Some(3831)));
    kept(&found, &["pages", "characters-in-all"]);
    let found = rows_at(desk(), &text, limits(Some(6), Some(3830)));
    broken(&found, "pages", "8");
    broken(&found, "characters-in-all", "3831");
}

/// Returns the rows on the pages that are to be filled.
fn fit(text: &str, pages: u32) -> Vec<Row> {
    of(&rows_at(desk(), text, Limits { fit: Some(pages), ..NONE }), "copy-fit")
}

fn number(row: &Row, name: &str) -> usize {
    let (_, word) = row.words.iter().find(|(known, _)| *known == name).expect(name);
    word.parse().expect("a number")
}

#[test]
fn to_cut_what_is_said_saves_the_pages() {
    // Of three articles the second is cut; the title of the third comes near the foot of a page.
    for length in [1700, 1711, 1802, 1821, 1878, 1900] {
        let text = |second: usize| plain(&[&han(200), &han(second), &han(100)]);
        let rows = fit(&text(length), 4);
        let row = rows.iter().find(|row| row.field.as_deref() == Some("article.1.body"));
        let row = row.unwrap_or_else(|| panic!("{length}: {rows:?}"));
        let cut = number(row, "characters");
        assert_eq!(fit(&text(length - cut), 4)[0].verdict, Verdict::Kept, "{length} less {cut}");
        // One line less is not enough.
        assert_ne!(
            fit(&text(length - cut + 28 + 1), 4)[0].verdict,
            Verdict::Kept,
            "{length} less {cut}"
        );
    }
}

#[test]
fn to_add_what_is_said_fills_the_pages() {
    for length in [300, 311, 500] {
        let text = |last: usize| plain(&[&han(200), &han(last)]);
        let row = &fit(&text(length), 4)[0];
        assert_eq!(row.case, Some("under"));
        let (least, most) = (number(row, "characters"), number(row, "most"));
        for (more, verdict) in [
            (least, Verdict::Kept),
            (most, Verdict::Kept),
            (least.saturating_sub(29), Verdict::Broken),
            (most + 29, Verdict::Broken),
        ] {
            assert_eq!(
                fit(&text(length + more), 4)[0].verdict,
                verdict,
                "{length} and {more} of {least}–{most}"
            );
        }
    }
}

#[test]
fn issue_176_takes_what_is_said() {
    // It is right to within a line: prose breaks where its marks and figures let it.
    let with = |more: usize| {
        let end = "其中不少学子考上了外省的重点大学。";
        assert!(issue_176().contains(end));
        issue_176().replace(end, &format!("{end}{}", han(more)))
    };
    let row = &fit(&issue_176(), 10)[0];
    let least = number(row, "characters");
    assert_eq!(fit(&with(least + 28), 10)[0].verdict, Verdict::Kept, "{row:?}");
    assert_eq!(fit(&with(least.saturating_sub(28)), 10)[0].case, Some("under"), "{row:?}");
    let rows = fit(&with(300), 8);
    let row =
        rows.iter().find(|row| row.field.as_deref() == Some("article.2.body")).expect("a row");
    let cut = number(row, "characters");
    // The words are cut in the paragraph that the row identifies by its end.
    let without = |less: usize| {
        let text = with(300);
        let end = text.find(row.quote.as_deref().expect("an end")).expect("the end is there");
        let start = text[..end].char_indices().rev().nth(less - 1).expect("a long text").0;
        format!("{}{}", &text[..start], &text[end..])
    };
    assert_eq!(fit(&without(cut + 28), 8)[0].verdict, Verdict::Kept, "{row:?}");
    assert_eq!(fit(&without(cut - 28), 8)[0].case, Some("over"), "{row:?}");
}

#[test]
fn every_row_has_its_words() {
    let broken_office = [
        ("page", "width: 210mm", "width: 216mm"),
        ("page", "calc.odd(counter", "calc.even(counter"),
        ("colophon", "  v(lead)\n", "  v(lead + 5mm)\n"),
    ];
    let limits = Limits { pages: Some(1), characters: Some(1), fit: Some(2) };
    let (_folder, desk) = office("[layout]\nlines = 21\n", &broken_office);
    let mut all = rows_at(&desk, &issue_176(), limits);
    all.extend(fit(&issue_176(), 10));
    all.extend(rows(&plain(&["一个㙍字。"]).replace("\"标题\"", "\"两行\\n一样\"")));
    for row in &all {
        let entry = row.code.entry();
        assert_ne!(catalogue::phrase(row.item, Lang::Zh), row.item);
        if row.verdict == Verdict::Kept || row.verdict == Verdict::NotApplicable {
            continue;
        }
        let (zh, en) = match row.case {
            Some(case) => {
                let case = entry.case.get(case).unwrap_or_else(|| panic!("{} {case}", row.code));
                (&case.zh, &case.en)
            }
            None => (&entry.zh, &entry.en),
        };
        let arguments = row.arguments();
        for words in [Some(&zh.says), Some(&en.says), zh.hint.as_ref(), en.hint.as_ref()] {
            for name in words.into_iter().flat_map(|words| words.split('{').skip(1)) {
                let name = name.split('}').next().unwrap_or_default();
                assert!(arguments.iter().any(|(known, _)| *known == name), "{} {name}", row.code);
            }
        }
    }
}

#[test]
fn a_message_says_what_was_measured() {
    let rows = rows(&issue_176());
    let row = rows.iter().find(|row| row.code == codes::page::SHORT_LAST_LINE).expect("a row");
    let said = catalogue::fill(&row.code.entry().zh.says, &row.arguments(), Lang::Zh);
    assert().eq(said, str!["第 7 页，以“均纯收入超过5300元。”结束的段落末行只有“元。”"]);
    assert!(row.arguments().contains(&("page", Argument::Text("7".into()))));
    assert_eq!(row.measured, Some(Quantity::Count(2.0)));
}

#[test]
fn a_line_that_is_spread_too_far_is_told() {
    // An address that has no room goes to the next line as a whole.
    let body = format!("{}www.example-of-a-long-address.gov.cn等{}", han(14), han(30));
    let rows = of(&rows(&plain(&[&body])), "letter-spacing");
    assert_eq!(rows[0].verdict, Verdict::Broken, "{rows:?}");
    assert_eq!(rows[0].field.as_deref(), Some("article.0.body"));
    let kept = of(&self::rows(&plain(&[&han(80)])), "letter-spacing");
    assert_eq!(
        (kept[0].verdict, kept[0].measured.clone()),
        (Verdict::Kept, Some(Quantity::Mm(0.0)))
    );
}

#[test]
fn a_range_that_is_torn_is_told() {
    let (_folder, own) = office("", &[("grid", "\n#show: composed", "")]);
    let torn = |desk: &Desk| {
        let found = (0..6).flat_map(|more| {
            let body = format!("{}为17.5～18.4度，{}", han(18 + more), han(12));
            of(&rows_at(desk, &plain(&[&body]), NONE), "torn-ranges")
        });
        found.filter(|row| row.verdict == Verdict::Broken).count()
    };
    assert!(torn(&own) > 0, "without the style's glue they are torn");
    assert_eq!(torn(desk()), 0);
}

#[test]
fn white_that_runs_down_through_lines_is_told() {
    // Each line is full, and has its mark at the same place.
    let line = format!("{}，{}", han(13), han(14));
    let body = |lines: usize| format!("{}，{}{}", han(11), han(14), line.repeat(lines));
    let river = |lines: usize| {
        let rows = of(&rows(&plain(&[&body(lines)])), "river-lines");
        (rows[0].verdict, rows[0].measured.clone())
    };
    assert_eq!(river(2), (Verdict::Kept, Some(Quantity::Count(3.0))));
    assert_eq!(river(5), (Verdict::Broken, Some(Quantity::Count(6.0))));
}

#[test]
fn a_frame_beside_the_type_area_is_told() {
    let (_folder, own) =
        office("", &[("instruction", "dx: frame / 2, dy: dy", "dx: frame, dy: dy")]);
    let text = plain(&["字"]).replace("style = \"none\"", "style = \"box\"");
    broken(&rows_at(&own, &text, NONE), "rules-beside", "0.2 mm");
    kept(&rows(&text), &["rules-beside"]);
}

#[test]
fn words_that_touch_the_rules_of_their_cell_are_told() {
    let table = |widths: &str| {
        let table = format!(
            "[[article.table]]\nwidths = {widths}\nheader = [\"PM2.5ABCDEFG\", \"说明\"]\n\
             rows = [[\"35\", \"微克\"]]\n\n[colophon]"
        );
        of(&rows(&plain(&["见下表。"]).replace("[colophon]", &table)), "white-beside-rules")
    };
    let narrow = table("[1, 12]");
    assert_eq!(narrow[0].verdict, Verdict::Broken, "{narrow:?}");
    assert!(narrow[0].words.iter().any(|(name, words)| *name == "words" && words.contains("PM")));
    assert_eq!(table("[1, 1]")[0].verdict, Verdict::Kept);
}
