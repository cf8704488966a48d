//! Tables on sheets of their own, turned so that the head is at the left (GB/T 9704-2012, chapter 8).

use briefing_support::office::Office;
use briefing_values::proof::{Page, Proof, Run};

use crate::press::{lines, near, proof};

/// Returns an issue with a table of twelve columns and so many rows; `before` lines precede it, `after` follow.
fn issue(rows: usize, before: usize, after: &str) -> String {
    let row = |n: usize| {
        let cells: Vec<_> = (1..12).map(|m| (1000 + n * 12 + m).to_string()).collect();
        format!("[\"乡{n}\", {}],", cells.join(", "))
    };
    let rows: String = (0..rows).map(row).collect();
    let head: Vec<_> = (0..12).map(|n| format!("\"{n}月\"")).collect();
    let table = format!(
        "[[article.table]]\nlandscape = true\ncaption = \"各乡进度\"\nheader = [{}]\nrows = [{rows}]\n\n[colophon]",
        head.join(", ")
    );
    let lines = vec!["字"; before].join("\n\n");
    crate::press::issue(
        &[&format!("{lines}\n\n【表1】{after}")],
        "[instruction]\nstyle = \"none\"\n",
    )
    .replace("[colophon]", &table)
}

/// Returns which pages are turned.
fn turned(proof: &Proof) -> Vec<bool> {
    proof.pages.iter().map(Page::is_turned).collect()
}

/// Returns the digits of a page's number.
fn number(page: &Page) -> Option<&Run> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    page.runs.iter().rfind(|run| run.artifact && digits(run.text.trim()))
}

#[test]
fn the_table_has_sheets_of_its_own_and_the_text_goes_on() {
    let proof = proof(&issue(30, 1, "\n\n后面的文字。"));
    assert_eq!(turned(&proof), [false, true, true, true, false, false]);
    assert!(proof.pages[1].text().contains("各乡进度"));
    for page in &proof.pages[2..4] {
        assert!(
            super::seen(page).contains("续表") && super::seen(page).contains("11月"),
            "its head is repeated"
        );
    }
    assert!(proof.pages[4].text().contains("后面的文字。"));
    let sheet = &proof.pages[1];
    assert_eq!((sheet.width, sheet.height), (297.0, 210.0));
    // It fills what is left by the margins: the foot of the others is at its left.
    let table = lines(sheet);
    let rules = sheet.shapes.iter();
    let left = rules.clone().map(|rule| rule.frame.x).fold(f64::INFINITY, f64::min);
    let right = rules.map(|rule| rule.frame.x + rule.frame.width).fold(0.0, f64::max);
    near(left, 35.0, "its left edge");
    near(right, 260.0, "its right edge");
    assert!(table[0].top() > 28.0, "its head is below the margin");
}

#[test]
fn the_page_number_stays_where_a_bound_issue_has_it() {
    let proof = proof(&issue(30, 1, ""));
    for page in [2, 3] {
        let sheet = &proof.pages[page - 1];
        let run = number(sheet).expect("a number");
        assert_eq!(run.text.trim(), page.to_string());
        // Turned back, 7 mm below the type area: the baseline is a little more than that from the foot.
        near(sheet.width - run.x, 270.4, "from the top of the bound page");
        // At the right on odd pages, at the left on even ones.
        let from_left = run.y;
        assert_eq!(from_left > 105.0, page == 3, "page {page}: {from_left}");
    }
}

#[test]
fn the_colophon_follows_on_an_even_page() {
    // The sheet is page 2: page 3 is blank, and neither it nor the colophon's page has a number.
    let even = proof(&issue(3, 1, ""));
    assert_eq!(turned(&even), [false, true, false, false]);
    let numbers: Vec<_> = even.pages.iter().map(|page| number(page).is_some()).collect();
    assert_eq!(numbers, [true, true, false, false]);
    assert!(even.pages[2].text().is_empty() && even.pages[3].text().contains("印发"));
    // The sheet is page 3.
    let odd = proof(&issue(3, 20, ""));
    assert_eq!(turned(&odd), [false, false, true, false]);
    assert!(
        odd.pages.iter().all(|page| number(page).is_some()) && odd.pages[3].text().contains("印发")
    );
}

#[test]
fn its_pages_are_measured_as_sheets_that_are_turned() {
    let office = Office::new().file("1.toml", issue(30, 1, ""));
    let run = office.run(&["check", "1.toml", "--page", "--strict"]);
    let said = String::from_utf8_lossy(run.code(0).bytes()).into_owned();
    assert!(!said.contains("broken:") || said.contains("broken: 0"), "{said}");
}

#[test]
fn a_volume_binds_it_as_a_sheet_that_is_turned() {
    let text =
        issue(3, 1, "").replace("year = 2026", "year = 2025").replace("2026-01-05", "2025-01-05");
    let office = Office::new().file("1.toml", text);
    office.run(&["publish", "1.toml", "--by", "王芳"]).code(0);
    office.run(&["bind", "2025", "-o", "2025.pdf"]).success();
    let pdf = office.read("2025.pdf");
    let wanted = b"[0 0 841.8898 595.2756]";
    assert!(pdf.windows(wanted.len()).any(|it| it == wanted), "a page is wider than high");
}
