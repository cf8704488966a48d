//! Tables whose rows stand in a file of their own.

use encoding_rs::GB18030;
use serde_json::Value;

use briefing_support::office::Office;

use super::with;

/// The rows of a table in a file of its own, as a spreadsheet saves them.
const VILLAGES: &str =
    "村,户,投入\r\n一村,12,\"1,203.5\"\r\n\"二村\n（新）\",34,85\r\n合计,<,\"1,288.5\"\r\n,,\r\n";

/// Returns an office with an issue whose table is in a file of these bytes.
fn office(table: &str, bytes: &[u8]) -> Office {
    let table = format!("rows_from = \"数字/各村.csv\"\n{table}");
    Office::new().file("1.toml", with(&table)).file("数字/各村.csv", bytes)
}

/// Returns the text of the first page of an issue of an office.
fn text_of(office: &Office) -> String {
    let run = office.run(&["-C", ".", "render", "1.toml", "-f", "layout", "-o", "-"]);
    let layout: Value = serde_json::from_slice(run.success().bytes()).expect("it is JSON");
    let runs = layout["pages"][0]["runs"].as_array().expect("runs").iter();
    runs.filter_map(|run| run["text"].as_str()).collect()
}

#[test]
fn rows_may_stand_in_a_file_of_any_encoding_that_offices_use() {
    let gb18030 = GB18030.encode(VILLAGES).0;
    let marked = format!("\u{feff}{VILLAGES}");
    for bytes in [VILLAGES.as_bytes(), &gb18030, marked.as_bytes()] {
        let text = text_of(&office("total = true", bytes));
        assert!(text.contains("村户投入一村121,203.5二村（新）3485合计1,288.5"), "{text}");
    }
}

#[test]
fn the_columns_of_a_file_are_chosen_by_their_names() {
    let text = text_of(&office(
        "columns = [\"投入\", \"村\"]",
        b"\xe6\x9d\x91,x,\xe6\x8a\x95\xe5\x85\xa5\n\xe7\x94\xb2,1,2\n",
    ));
    assert!(text.contains("投入村2甲"), "{text}");
    let table = "columns = [\"投入\"]\nheader = [\"万元\"]";
    let text = text_of(&office(table, "村,投入\n甲,2\n".as_bytes()));
    assert!(text.contains("万元2") && !text.contains('甲'), "{text}");
}

#[test]
fn an_edition_carries_the_rows_of_a_file_and_is_set_again_without_it() {
    let office = office("total = true", VILLAGES.as_bytes());
    office.run(&["-C", ".", "render", "1.toml", "-o", "1.pdf"]).success();
    std::fs::remove_file(office.path("数字/各村.csv")).expect("it is there");
    office.run(&["-C", ".", "regenerate", "1.pdf", "-o", "again.pdf"]).success();
    assert!(office.read("1.pdf") == office.read("again.pdf"), "the bytes differ");
}

#[test]
fn cells_may_be_parted_by_what_spreadsheets_write_for_a_comma() {
    for bytes in ["村;户\n一村;12\n", "村\t户\n一村\t12\n"] {
        let text = text_of(&office("", bytes.as_bytes()));
        assert!(text.contains("村户一村12"), "{text}");
    }
}

#[test]
fn a_file_that_swallows_rows_or_has_too_many_is_refused_at_its_name() {
    let many = format!("{}\n", ",".repeat(99)).repeat(1000).replacen(',', "村,", 1);
    let many = many.replace("\n,", "\n1,");
    for (bytes, why) in [
        ("村,户\n一村,\"1\n二村,2\n", "a quotation mark in it is not closed"),
        (&*many, "the tables of the issue have too many cells"),
    ] {
        let run = office("", bytes.as_bytes()).run(&["-C", ".", "check", "1.toml"]);
        let said = run.code(1).words();
        let told = String::from_utf8_lossy(run.bytes()).into_owned() + &said;
        assert!(told.contains(why) && told.contains("rows_from"), "{told}");
    }
}
