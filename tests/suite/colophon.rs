//! The colophon (版记): at the foot of the last page, which is an even page, wherever the text ends
//! (GB/T 9704-2012, 7.4 and 7.5; GB/T 33476.2-2016, 7.3.1).

use briefing_values::proof::{Proof, Shape};

use crate::press::{issue, issue_176, near, proof, run};

/// Sets an issue whose text has this many lines after the masthead, and returns its pages.
fn with_lines(count: usize) -> Proof {
    let body = vec!["字"; count].join("\n\n");
    let lists = "[instruction]\nstyle = \"none\"\n[distribution]\nreport_to = [\"甲\"]\nsend_to = [\"乙\", [\"丙\", \"丁\"]]\n";
    proof(&issue(&[&body], lists))
}

fn folios(proof: &Proof) -> Vec<bool> {
    proof.pages.iter().map(|page| page.runs.iter().any(|run| run.y > 265.0)).collect()
}

#[track_caller]
fn colophon_closes(proof: &Proof) {
    let last = proof.pages.last().expect("a page");
    assert_eq!(proof.pages.len() % 2, 0, "the colophon stands on an even page");
    let rules: Vec<&Shape> = last.shapes.iter().filter(|shape| shape.frame.height < 1.0).collect();
    let thickness: Vec<f64> = rules.iter().map(|rule| rule.frame.height).collect();
    assert_eq!(thickness, [0.35, 0.25, 0.35]);
    for rule in &rules {
        near(rule.frame.x, 28.0, "left end of a rule");
        near(rule.frame.width, 156.0, "length of a rule");
    }
    near(rules[2].frame.y + 0.175, 262.0, "the last rule");
    let one = 14.0 * 25.4 / 72.0;
    near(run(last, "某某办公室").x, 28.0 + one, "left edge of the office");
    let printed = run(last, "2026年1月5日印发");
    near(printed.x + printed.width, 184.0 - one, "right edge of the print date");
    assert!(run(last, "甲。").y < run(last, "乙，丙、丁。").y);
}

#[test]
fn text_that_ends_on_an_even_page_with_room_shares_it_with_the_colophon() {
    let proof = with_lines(20);
    assert_eq!(proof.pages.len(), 2);
    colophon_closes(&proof);
    assert_eq!(folios(&proof), [true, true]);
}

#[test]
fn text_that_fills_an_even_page_sends_the_colophon_two_pages_on_without_numbers() {
    let proof = with_lines(34);
    assert_eq!(proof.pages.len(), 4);
    colophon_closes(&proof);
    assert!(proof.pages[2].runs.is_empty(), "page 3 is blank");
    assert_eq!(folios(&proof), [true, true, false, false]);
}

#[test]
fn text_that_ends_on_an_odd_page_sends_the_colophon_to_the_next() {
    // With room for it on page 1, and without: thirteen lines fill the page.
    for count in [3, 13] {
        let proof = with_lines(count);
        assert_eq!(proof.pages.len(), 2, "{count} lines");
        assert!(!proof.pages[1].text().contains('字'), "the text ends on page 1");
        colophon_closes(&proof);
        assert_eq!(folios(&proof), [true, true]);
    }
}

#[test]
fn the_colophon_finds_its_page_whatever_the_length_of_the_text() {
    for count in 1..=58 {
        let proof = with_lines(count);
        colophon_closes(&proof);
        assert!(proof.pages.len() <= 4, "{count} lines");
    }
}

#[test]
fn recipients_come_out_as_they_were_printed_in_2018() {
    let proof = proof(&issue_176());
    let text = proof.pages[7].text();
    let seed = "报：国务院扶贫开发领导小组办公室及21个定点帮扶广西的中央国家机关和有关部门，自治区党委、人大、政府、政协领导，\
        自治区高级人民法院院长、自治区检察院检察长，自治区党委办公厅、人大办公厅、政府办公厅、政协办公厅。\
        送：自治区扶贫开发领导小组成员，区直、中直驻桂定点帮扶单位及各民主党派广西区委和自治区工商联，驻桂军警部队，\
        各市市委书记、市长、党委政府分管扶贫工作的领导，各县（市、区）委书记、县（市、区）长、党委政府分管扶贫工作的领导，\
        各市、县（市、区）党委办公室、政府办公室、党委组织部、扶贫开发领导小组办公室，驻村扶贫工作人员及自治区下派挂职干部，各有关新闻单位。\
        广西壮族自治区扶贫开发办公室2018年4月27日印发";
    assert!(text.contains(seed), "{text}");
    assert_eq!(proof.pages.len(), 8);
}
