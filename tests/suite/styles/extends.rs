//! A style that takes over another one: blocks, templates, words, pictures and values of its own.

use snapbox::str;

use briefing_support::office::{ISSUE, project};

use super::{office, words};

#[test]
fn one_block_is_changed_in_three_lines() {
    let office = office("").file(
        "templates/ours/masthead.typ.j2",
        "{% extends \"provincial-bulletin/masthead.typ.j2\" %}\n\
         {% block office_line %}line(masthead-rule - 9.6mm, center, {{ (\"本刊由\" ~ m.office ~ \"编\") | code }})\n\
         {% endblock %}",
    );
    let words = words(&office, "27.toml");
    assert!(words.contains("本刊由测试办公室编"), "{words}");
    assert!(
        words.contains("2026年第3期（总第27期）"),
        "the other blocks are as they were: {words}"
    );
}

#[test]
fn a_style_has_words_of_its_own_for_those_that_it_takes_over() {
    let office = office("[strings]\nprinted = \"印于{year}年{month}月{day}日\"\n");
    let words = words(&office, "27.toml");
    assert!(words.contains("印于2026年3月5日"), "{words}");
}

#[test]
fn a_style_has_values_for_what_neither_the_issue_nor_the_house_says() {
    let office = office(
        "[defaults.masthead]\noffice_suffix = \"主办\"\nbelow = \"内部交流\"\n[defaults.layout]\nlines = 20\n",
    );
    office.write("briefing.toml", "style = \"ours\"\n[masthead]\nbelow = \"扶贫专刊\"\n");
    let words = words(&office, "27.toml");
    assert!(words.contains("测试办公室主办"), "{words}");
    assert!(
        words.contains("扶贫专刊") && !words.contains("内部交流"),
        "the house comes first: {words}"
    );
}

#[test]
fn a_value_of_a_style_that_does_not_fit_is_shown_in_its_manifest() {
    let office = office("[defaults.masthead]\nbelow = 3\n");
    office.run(&["render", "27.toml"]).code(1).stderr(str![[r#"
error[data/wrong-type]: `masthead.below` should be a text in quotes, but this is a number
  --> templates/ours/style.toml:3:9
  |
3 | below = 3
  |         ^


"#]]);
}

#[test]
fn a_style_that_takes_over_itself_or_none_is_refused_where_it_says_so() {
    let office = office("").file("templates/theirs/style.toml", "extends = \"ours\"\n");
    office.write("templates/ours/style.toml", "extends = \"theirs\"\n");
    office.run(&["render", "27.toml"]).code(1).stderr(str![[r#"
error[template/extends-itself]: the style `ours` extends itself, by way of others
  --> templates/theirs/style.toml:1:11
  |
1 | extends = "ours"
  |           ^^^^^^
  |
  = hint: let it extend another one, or none


"#]]);
    office.write("templates/ours/style.toml", "extends = \"provincal-bulletin\"\n");
    let said = office.run(&["render", "27.toml"]).code(1).words();
    assert!(said.contains("there is no style “provincal-bulletin”"), "{said}");
    assert!(said.contains("templates/ours/style.toml:1:11"), "{said}");
}

#[test]
fn a_template_that_is_not_there_is_told_with_the_one_that_may_be_meant() {
    let office = office("").file(
        "templates/ours/masthead.typ.j2",
        "{% extends \"provincial-buletin/masthead.typ.j2\" %}",
    );
    office.run(&["render", "27.toml"]).code(1).stderr(str![[r#"
error[template/no-such-template]: the style `ours` has no template `provincial-buletin/masthead.typ.j2`
  --> templates/ours/masthead.typ.j2:1:4
  |
1 | {% extends "provincial-buletin/masthead.typ.j2" %}
  |    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = hint: did you mean `provincial-bulletin/masthead.typ.j2`?


"#]]);
}

#[test]
fn a_value_without_its_filter_is_shown_at_its_own_line() {
    let office = office("").file(
        "templates/ours/masthead.typ.j2",
        "{% extends \"provincial-bulletin/masthead.typ.j2\" %}\n{% block issue_line %}\n\
         line(masthead-rule - 19.8mm, center, {{ m.line }})\n{% endblock %}",
    );
    office.run(&["render", "27.toml"]).code(1).stderr(str![[r#"
error[template/template]: the value is not read as text here; leave out the quotation marks, and write {{ … | code }} where the template has code
  --> templates/ours/masthead.typ.j2:3:41
  |
3 | line(masthead-rule - 19.8mm, center, {{ m.line }})
  |                                         ^^^^^^


"#]]);
}

#[test]
fn what_was_composed_before_a_template_failed_can_be_kept() {
    let office = office("").file(
        "templates/ours/masthead.typ.j2",
        "{% extends \"provincial-bulletin/masthead.typ.j2\" %}\n{% block issue_line %}\n\
         // Here it ends.\n{{ m.lin | code }}\n{% endblock %}",
    );
    let run = office.run(&["render", "27.toml", "-f", "typ", "--keep-source", "-o", "27.typ"]);
    let said = run.code(1).words();
    assert!(said.contains("composed until then: 27.typ"), "{said}");
    let source = String::from_utf8(office.read("27.typ")).expect("it is text");
    assert!(source.trim_end().ends_with("// Here it ends."), "{source}");
    office.run(&["render", "27.toml", "--keep-source"]).code(2);
}

/// A style with a picture, and an issue with another one of the same name.
fn with_logo() -> briefing_support::office::Office {
    let drawing = |colour: &str| {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"8\" height=\"6\">\
             <rect width=\"8\" height=\"6\" fill=\"{colour}\"/></svg>"
        )
    };
    let picture = "[[article.picture]]\nfile = \"logo.svg\"\nalt = \"图\"\n[colophon]";
    office("")
        .file(
            "templates/ours/masthead.typ.j2",
            "{% extends \"provincial-bulletin/masthead.typ.j2\" %}\n{% block rule %}\n{{ super() }}\n\
             place(top, dy: 20mm, image({{ assets[\"logo.svg\"] | code }}, alt: \"标志\", height: 8mm))\n{% endblock %}",
        )
        .file("templates/ours/assets/logo.svg", drawing("#123456"))
        .file("logo.svg", drawing("#654321"))
        .file("27.toml", ISSUE.replace("[colophon]", picture))
}

#[test]
fn a_picture_of_the_style_is_kept_in_the_archive_and_printed_again() {
    let office = with_logo();
    office.run(&["style", "check"]).code(0);
    office.run(&["publish", "27.toml", "--by", "甲"]).code(0);
    let archived = office.read("out/27.pdf");
    // Without the project's style, what the archive keeps is enough.
    std::fs::remove_dir_all(office.path("templates")).expect("it was there");
    office.write("briefing.toml", "");
    office.run(&["regenerate", "27", "-o", "again.pdf"]).code(0);
    assert_eq!(office.read("again.pdf"), archived);
    let list = archived_list(&office);
    assert!(list.contains("[style.assets]\n\"logo.svg\" = "), "{list}");
    assert!(list.starts_with("format = 2\n"), "{list}");
}

/// Returns the list of what the archived edition was made from.
fn archived_list(office: &briefing_support::office::Office) -> String {
    let all = briefing_support::office::files_below(&office.path("archive"));
    let texts = all.iter().map(|file| office.read(&format!("archive/{file}")));
    let texts = texts.filter_map(|bytes| String::from_utf8(bytes).ok());
    let mut lists = texts.filter(|text| text.contains("[style.templates]"));
    lists.next().expect("the archive has the list")
}

#[test]
fn what_an_earlier_version_published_has_a_list_of_the_first_format() {
    let folder = project("tests/fixtures/format-2");
    let files = briefing_support::office::files_below(&folder);
    let texts = files.iter().filter_map(|file| std::fs::read_to_string(folder.join(file)).ok());
    let lists: Vec<_> = texts.filter(|text| text.contains("[style.templates]")).collect();
    assert!(!lists.is_empty() && lists.iter().all(|list| list.starts_with("format = 1\n")));
}

#[test]
fn a_style_is_a_folder_beside_the_others_and_leads_nowhere_else() {
    let office = office("").file("secret/style.toml", "password = hunter2\n");
    for style in ["../secret", "../../secret", ".", "..", "ours/../ours", "/etc", ""] {
        office.write("briefing.toml", format!("style = \"{style}\"\n"));
        let said = office.run(&["render", "27.toml"]).code(1).words();
        assert!(said.contains("there is no style") && !said.contains("hunter2"), "{style}: {said}");
    }
    office.write("briefing.toml", "style = \"ours\"\n");
    office.write("templates/ours/style.toml", "extends = \"../secret\"\n");
    let said = office.run(&["render", "27.toml"]).code(1).words();
    assert!(said.contains("there is no style") && !said.contains("hunter2"), "{said}");
}

#[test]
fn what_is_no_picture_is_no_asset() {
    let office = office("")
        .file("templates/ours/assets/notes.txt", "root:x:0:0\n")
        .file("templates/ours/notes.docx", b"\xff\xfe\x00");
    let said = office.run(&["render", "27.toml"]).code(1).words();
    assert!(said.contains("data/picture") && said.contains("assets/notes.txt"), "{said}");
    std::fs::remove_file(office.path("templates/ours/assets/notes.txt")).expect("it was there");
    office.run(&["render", "27.toml"]).success();
}

#[test]
fn a_place_in_words_that_nothing_is_known_for_is_told() {
    let office = office("[strings]\nprinted = \"{dya}日印发\"\n");
    let said = office.run(&["render", "27.toml"]).code(1).words();
    assert!(said.contains("nothing is known for {dya}"), "{said}");
}
