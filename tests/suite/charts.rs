//! Charts, drawn from the columns of a table: what is printed, and that it is what the table says.

use briefing_support::office::Office;
use briefing_values::proof::{Page, Proof};

use crate::press::{issue, near, proof, run};

/// Returns an issue with a table and a chart of it.
fn with(table: &str, chart: &str) -> String {
    let figures = format!("[[article.table]]\n{table}\n\n[[article.chart]]\n{chart}\n\n[colophon]");
    issue(&["正文。\n\n【图表1】"], "[instruction]\nstyle = \"none\"\n")
        .replace("[colophon]", &figures)
}

const TABLE: &str = "header = [\"乡镇\", \"去年\", \"今年\"]\n\
                     rows = [[\"城关\", 120, 131], [\"下河\", \"—\", \"98.5\"], [\"合计\", 120, \"229.5\"]]\n\
                     total = true";

/// Returns the filled shapes of the page with the chart that are bars: wider and higher than a millimetre.
fn bars(page: &Page) -> Vec<[f64; 4]> {
    let shapes = page.shapes.iter().filter(|it| it.frame.width > 3.0 && it.frame.height > 3.0);
    let bars = shapes.filter(|it| it.frame.width < 40.0).map(|it| it.frame);
    bars.map(|it| [it.x, it.y, it.width, it.height]).collect()
}

#[test]
fn bars_are_as_high_as_their_figures() {
    let page = proof(&with(TABLE, "kind = \"column\"")).pages[0].clone();
    let bars = bars(&page);
    let [first, second, third] = bars[..] else { panic!("{bars:?}") };
    let foot = |bar: [f64; 4]| bar[1] + bar[3];
    near(foot(first), foot(second), "the base of the bars");
    near(foot(first), foot(third), "the base of the bars");
    near(second[3] / 131.0 * 120.0, first[3], "120 beside 131");
    near(second[3] / 131.0 * 98.5, third[3], "98.5 beside 131");
    // Each figure stands above its bar, and neither the dash nor the total is drawn.
    let figure = run(&page, "98.5");
    near(figure.x + figure.width / 2.0, third[0] + third[2] / 2.0, "the middle of the figure");
    assert!(figure.y < third[1] && !page.text().contains("229.5合计"), "{}", page.text());
}

#[test]
fn every_design_prints_every_figure_and_the_same_bytes_each_time() {
    for kind in ["column", "bar", "stacked", "line", "pie"] {
        let values = if kind == "pie" { "\nvalues = [\"今年\"]" } else { "" };
        let text = with(TABLE, &format!("kind = \"{kind}\"\ncaption = \"图1 投入\"{values}"));
        let office = Office::new().file("1.toml", &text);
        office.run(&["render", "1.toml", "-o", "1.pdf"]).code(0);
        office.run(&["render", "1.toml", "-o", "2.pdf"]).code(0);
        assert!(office.read("1.pdf") == office.read("2.pdf"), "{kind}");
        let Proof { pages } = proof(&text);
        let said: String = pages.iter().map(Page::text).collect();
        // Once in the table and once in the chart.
        for words in ["131", "98.5", "城关", "下河"] {
            assert_eq!(said.matches(words).count(), 2, "{kind}: {words} in {said}");
        }
        let galley = office.run(&["render", "1.toml", "-f", "typ", "-o", "-"]);
        let galley = String::from_utf8_lossy(galley.success().bytes()).into_owned();
        assert!(galley.contains("今年98.5"), "{kind}: the data is its alternative text");
    }
}

#[test]
fn a_figure_that_a_template_leaves_out_is_told() {
    let style = "templates/provincial-bulletin/chart.typ.j2";
    let own =
        std::fs::read_to_string(briefing_support::office::project(style)).expect("it is there");
    let own = own.replace("top - above }, size, point.words)", "top - above }, size, \"?\")");
    assert!(own.contains("\"?\""));
    let office = Office::new()
        .file("briefing.toml", "")
        .file(style, own)
        .file("1.toml", with(TABLE, "kind = \"column\""));
    let words = office.run(&["render", "1.toml"]).code(1).words();
    assert!(words.contains("page/not-printed") && words.contains("98.5"), "{words}");
}

#[test]
fn bars_below_zero_hang_from_the_base() {
    let table = "header = [\"乡镇\", \"增减\"]\nrows = [[\"甲\", 12], [\"乙\", -8]]";
    let page = proof(&with(table, "kind = \"column\"")).pages[0].clone();
    let bars = bars(&page);
    let [above, below] = bars[..] else { panic!("{bars:?}") };
    near(above[1] + above[3], below[1], "the base");
    near(below[3] / 8.0 * 12.0, above[3], "-8 beside 12");
}

#[test]
fn the_unit_is_that_of_the_columns_where_their_heads_say_one() {
    let table = "unit = \"万吨\"\nheader = [\"乡镇\", \"产量\", \"增减（%）\"]\n\
                 rows = [[\"城关\", 120, \"3.5\"], [\"下河\", 80, \"2.1\"]]";
    let unit = |values: &str| {
        let page = proof(&with(table, &format!("kind = \"column\"\nvalues = [{values}]"))).pages[0]
            .clone();
        let chart = page.text().split("正文").nth(1).unwrap_or_default().to_owned();
        chart.split("单位：").nth(1).map(|unit| unit.chars().take(2).collect::<String>())
    };
    assert_eq!(unit("\"产量\"").as_deref(), Some("万吨"));
    assert!(unit("\"增减（%）\"").is_some_and(|unit| unit.starts_with('%')), "that of the column");
}
