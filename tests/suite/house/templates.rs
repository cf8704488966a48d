//! `templates/`: the office's own templates and styles, and where something is wrong in them.

use std::fs;

use snapbox::str;

use briefing_support::office::{Office, project};

use super::render;

const MASTHEAD: &str = "templates/provincial-bulletin/masthead.typ.j2";

#[test]
fn a_template_of_the_project_replaces_one_and_no_other() {
    let office = Office::new()
        .file("briefing.toml", "")
        .file(MASTHEAD, "#text({{ issue.masthead.name | code }})")
        .issue("issues/27.toml");
    // The rest of the masthead is gone, and the program says so.
    let words = render(&office).code(1).words();
    assert!(words.contains("`masthead.serial` is not on the pages"), "{words}");
    assert!(!words.contains("article"), "{words}");
}

#[test]
fn a_fault_of_minijinja_is_shown_in_the_template() {
    let office = Office::new()
        .file("briefing.toml", "")
        .file(MASTHEAD, "// Ours.\n#align(center, {{ issue.masthead.nmae | code }})\n")
        .issue("issues/27.toml");
    render(&office).code(1).stderr(str![[r#"
error[template/template]: undefined value: issue.masthead.nmae | code
  --> templates/provincial-bulletin/masthead.typ.j2:2:41
  |
2 | #align(center, {{ issue.masthead.nmae | code }})
  |                                         ^^^^


"#]]);
}

#[test]
fn a_template_that_is_not_well_formed_is_shown_there() {
    let office = Office::new()
        .file("briefing.toml", "")
        .file(MASTHEAD, "{% if issue.masthead.date %}\n#text[甲]\n")
        .issue("issues/27.toml");
    render(&office).code(1).stderr(str![[r#"
error[template/template]: syntax error: unexpected end of input, expected end of block
  --> templates/provincial-bulletin/masthead.typ.j2:1:29
  |
1 | {% if issue.masthead.date %}
  |                             ^


"#]]);
}

#[test]
fn a_template_that_does_not_end_is_stopped() {
    let office = Office::new()
        .file("briefing.toml", "")
        .file(
            MASTHEAD,
            "{% for i in range(9999) %}{% for j in range(9999) %}.{% endfor %}{% endfor %}",
        )
        .issue("issues/27.toml");
    // Where the steps run out depends on all templates before it.
    let words = render(&office).code(1).words();
    let told = "error[template/template]: the template does not come to an end\n";
    assert!(words.starts_with(told), "{words}");
}

#[test]
fn a_fault_of_typst_is_shown_in_the_template() {
    let office = Office::new()
        .file("briefing.toml", "")
        .file(MASTHEAD, "// Ours.\n#strnog({{ issue.masthead.name | code }})\n")
        .issue("issues/27.toml");
    render(&office).code(1).stderr(str![[r#"
error[template/engine]: unknown variable: strnog
  --> templates/provincial-bulletin/masthead.typ.j2:2:2
  |
2 | #strnog({{ issue.masthead.name | code }})
  |  ^^^^^^


"#]]);
}

#[test]
fn a_fault_of_typst_behind_a_value_is_shown_at_its_column() {
    let office = Office::new()
        .file("briefing.toml", "")
        .file(MASTHEAD, "// 我们的\n{{ issue.masthead.name }} 甲 #text(sise: 3pt)[乙]\n")
        .issue("issues/27.toml");
    render(&office).code(1).stderr(str![[r#"
error[template/engine]: unexpected argument: sise
  --> templates/provincial-bulletin/masthead.typ.j2:2:35
  |
2 | {{ issue.masthead.name }} 甲 #text(sise: 3pt)[乙]
  |                                    ^^^^^^^^^


"#]]);
}

#[test]
fn a_value_between_quotation_marks_of_the_template_is_refused() {
    let office = Office::new()
        .file("briefing.toml", "")
        .file(MASTHEAD, "#text(\"{{ issue.masthead.name }}\")\n")
        .issue("issues/27.toml");
    render(&office).code(1).stderr(str![[r#"
error[template/template]: the value is not read as text here; leave out the quotation marks, and write {{ … | code }} where the template has code
  --> templates/provincial-bulletin/masthead.typ.j2:1:11
  |
1 | #text("{{ issue.masthead.name }}")
  |           ^^^^^^^^^^^^^^^^^^^


"#]]);
}

#[test]
fn a_warning_of_typst_stops_the_work_unless_it_is_allowed() {
    let built_in = fs::read_to_string(project(MASTHEAD)).expect("the template is there");
    let office = Office::new()
        .file("briefing.toml", "")
        .file(MASTHEAD, format!("#text(font: \"Nowhere Sans\")[]\n{built_in}"))
        .issue("issues/27.toml");
    render(&office).code(1).stderr(str![[r#"
error[template/engine]: unknown font family: nowhere sans
  --> templates/provincial-bulletin/masthead.typ.j2:1:13
  |
1 | #text(font: "Nowhere Sans")[]
  |             ^^^^^^^^^^^^^^


"#]]);
    let run = office.run(&["render", "issues/27.toml", "--allow-warnings"]);
    run.code(0)
        .stdout(str![[r#"
$OFFICE/out/27.pdf

"#]])
        .stderr(str![[r#"
templates/provincial-bulletin/masthead.typ.j2:1:13: warning[template/engine]: unknown font family: nowhere sans
briefing check issues/27.toml shows each in its line, and what to do

"#]]);
}

#[test]
fn a_template_reads_no_file_and_no_package() {
    for code in
        ["#read(\"/etc/passwd\")", "#include \"../27.toml\"", "#import \"@preview/a:1.0.0\": b"]
    {
        let office = Office::new().file("briefing.toml", "").file(MASTHEAD, code);
        let words = render(&office.issue("issues/27.toml")).code(1).words();
        assert!(words.contains("masthead.typ.j2:1:"), "{code}: {words}");
    }
}

#[test]
fn a_style_that_nobody_has_is_refused_where_it_is_chosen() {
    let office = Office::new().file("briefing.toml", "style = \"county\"\n");
    render(&office.issue("issues/27.toml")).code(1).stderr(str![[r#"
error[data/no-such-style]: there is no style “county”
  --> briefing.toml:1:9
  |
1 | style = "county"
  |         ^^^^^^^^
  |
  = hint: known: campus-paper, inspection-notice, meeting-bulletin, monthly-report, provincial-bulletin, situation-report, special-report


"#]]);
}

#[test]
fn a_manifest_of_a_style_with_an_unknown_key_is_shown_there() {
    let office = Office::new()
        .file("briefing.toml", "style = \"ours\"\n")
        .file("templates/ours/style.toml", "entry = \"a.j2\"\nomit = [\"contact\"]\n")
        .issue("issues/27.toml");
    render(&office).code(1).stderr(str![[r#"
error[data/syntax]: unknown field `omit`, expected one of `title`, `extends`, `entry`, `language`, `standard`, `omits`, `strings`, `defaults`, `fields`
  --> templates/ours/style.toml:2:1
  |
2 | omit = ["contact"]
  | ^^^^


"#]]);
}

#[test]
fn a_manifest_of_a_style_whose_entry_is_not_there_is_refused() {
    let office = Office::new()
        .file("briefing.toml", "style = \"ours\"\n")
        .file("templates/ours/style.toml", "entry = \"letter.typ.j2\"\n")
        .issue("issues/27.toml");
    render(&office).code(1).stderr(str![[r#"
error[template/no-such-template]: the style `ours` has no template `letter.typ.j2`
  --> templates/ours/style.toml:1:10
  |
1 | entry = "letter.typ.j2"
  |          ^^^^^^^^^^^^^
  |
  = hint: briefing style show ours lists them all; one that was replaced is named with its style: style/file


"#]]);
}

#[test]
fn what_an_editor_hides_beside_a_template_is_no_part_of_the_house() {
    let swap = "templates/provincial-bulletin/.masthead.typ.j2.swp";
    let office = Office::new()
        .file("briefing.toml", "")
        .file(swap, b"b0VIM 9.0\0\xff\xfe")
        .file("fonts/._our.ttf", b"what a Mac writes beside a file on a stick")
        .issue("issues/27.toml");
    render(&office).success();
}
