//! `briefing style`: list, show, new, check, test.

use snapbox::str;

use briefing_support::office::Office;

use super::{office, printed};

const LOGO: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"8\" height=\"6\">\
                    <rect width=\"8\" height=\"6\"/></svg>";

#[test]
fn the_styles_are_listed_with_what_they_take_over() {
    let office = office("title = { zh = \"县里的\", en = \"The county's\" }\n");
    office.run(&["style", "list"]).code(0).stdout(str![[r#"
campus-paper         Campus or company paper  < provincial-bulletin  built in
inspection-notice    Inspection notice        < provincial-bulletin  built in
meeting-bulletin     Meeting bulletin         < provincial-bulletin  built in
monthly-report       Monthly report           < provincial-bulletin  built in
ours                 The county's             < provincial-bulletin  of this project
provincial-bulletin  Bulletin                                        built in
situation-report     Situation report         < provincial-bulletin  built in
special-report       Special report           < provincial-bulletin  built in

"#]]);
}

#[test]
fn a_style_is_shown_with_its_blocks_words_and_fields() {
    let office = Office::new();
    let said = printed(&office.run(&["--lang", "zh", "style", "show", "inspection-notice"]));
    for wanted in [
        "inspection-notice 督查通报",
        "extends provincial-bulletin",
        "office_line",
        "整改清单",
        "extra.rectification",
    ] {
        assert!(said.contains(wanted), "{wanted}: {said}");
    }
    let masthead = printed(&office.run(&["style", "show", "special-report", "masthead.typ.j2"]));
    assert!(masthead.starts_with("{% extends"), "{masthead}");
    let said = office.run(&["style", "show", "special-report", "mast.j2"]).code(1).words();
    assert!(said.contains("has no template `mast.j2`"), "{said}");
}

#[test]
fn a_new_style_is_sound_and_its_sample_can_be_tested() {
    let office = Office::new().file("briefing.toml", "");
    office.run(&["style", "new", "county", "--extends", "special-report"]).code(0);
    office.run(&["style", "check"]).code(0);
    office.run(&["style", "test"]).code(1);
    office.run(&["style", "test", "--accept"]).code(0);
    office.run(&["style", "test"]).code(0);
    let manifest = String::from_utf8(office.read("templates/county/style.toml")).expect("text");
    office.write(
        "templates/county/style.toml",
        manifest.replace("[strings]", "[strings]\nissuer = \"签　发：\""),
    );
    let run = office.run(&["style", "test"]);
    assert_eq!(run.status(), Some(1));
    let changed = printed(&run);
    assert!(changed.contains("签　发：韦建明"), "{changed}");
    office.run(&["style", "new", "county"]).code(2);
    office.run(&["style", "new", "County!"]).code(2);
    office.run(&["style", "new", "bound-volume"]).code(2);
}

#[test]
fn a_new_style_needs_a_project() {
    let said = Office::new().run(&["style", "new", "county"]).code(2).words();
    assert!(said.contains("no project folder"), "{said}");
}

#[test]
fn a_block_that_the_template_does_not_have_is_an_error() {
    let office = office("").file(
        "templates/ours/masthead.typ.j2",
        "{% extends \"provincial-bulletin/masthead.typ.j2\" %}\n{% block isue_line %}{% endblock %}",
    );
    office.run(&["style", "check"]).code(1).stderr(str![[r#"
error[template/no-such-block]: `provincial-bulletin/masthead.typ.j2` has no block `isue_line`, so this one is never printed
  --> templates/ours/masthead.typ.j2:2:1
  |
2 | {% block isue_line %}{% endblock %}
  | ^^^^^^^^^^^^^^^^^^^^^
  |
  = hint: did you mean `issue_line`?

the style ours has 1 faults

"#]]);
}

#[test]
fn what_nothing_leads_to_is_told() {
    let office = office("omits = [\"contact.pone\"]\n[strings]\nunused = \"甲\"\n")
        .file("templates/ours/mast.typ.j2", "{{ strings.nothing | code }}")
        .file("templates/ours/assets/logo.svg", LOGO);
    let said = office.run(&["style", "check"]).code(1).words();
    for wanted in [
        "error[template/omits-nothing]: `contact.pone`",
        "did you mean `contact.phone`?",
        "warning[template/idle]: no template uses the words `unused`",
        "warning[template/not-reached]: nothing leads from `briefing.typ.j2` to `mast.typ.j2`",
        "warning[template/idle]: no template uses the picture assets/logo.svg",
        "error[template/no-such-string]: there is no `nothing`",
    ] {
        assert!(said.contains(wanted), "{wanted}: {said}");
    }
}

#[test]
fn a_field_that_is_neither_set_nor_omitted_is_an_error() {
    let office = office("").file(
        "templates/ours/colophon.typ.j2",
        "{% extends \"provincial-bulletin/colophon.typ.j2\" %}{% block contact %}{% endblock %}",
    );
    let said = office.run(&["style", "check"]).code(1).words();
    let fields = "contact.address, contact.editors, contact.email, contact.people, contact.phone, contact.website";
    assert!(said.contains(&format!("omits them: {fields}\n")), "{said}");
    assert!(said.contains("omits = [\"contact.address\", \"contact.editors\""), "{said}");
    office.write(
        "templates/ours/style.toml",
        "extends = \"provincial-bulletin\"\nomits = [\"contact\"]\n",
    );
    office.run(&["style", "check"]).code(0);
}

#[test]
fn one_field_of_every_article_can_be_omitted_and_editors_are_told() {
    let office = office("omits = [\"article.summary\", \"article.key_figure\"]\n").file(
        "templates/ours/flow.typ.j2",
        "{% extends \"provincial-bulletin/flow.typ.j2\" %}{% block opening %}{% endblock %}",
    );
    office.run(&["style", "check"]).code(0);
    let summary = "title = \"一个标题\"\nsummary = \"要点。\"\n";
    office.write(
        "27.toml",
        briefing_support::office::ISSUE.replace("title = \"一个标题\"\n", summary),
    );
    let said = printed(&office.run(&["check", "27.toml", "--format", "short"]));
    assert!(
        said.contains("27.toml:10:11: warning[template/omitted]: the style `ours` does not print `article.summary`"),
        "{said}"
    );
    office.run(&["render", "27.toml"]).success_with_remarks();
}

#[test]
fn what_stands_outside_the_blocks_is_told() {
    let office = office("").file(
        "templates/ours/masthead.typ.j2",
        "{# A remark. #}\n{% extends \"provincial-bulletin/masthead.typ.j2\" %}\n#panic(\"x\")\n\
         {% block rule %}{{ super() }}{% endblock %}\n",
    );
    office.run(&["style", "check"]).code(0).stderr(str![[r#"
warning[template/outside-block]: this stands outside the blocks, and does nothing
  --> templates/ours/masthead.typ.j2:3:1
  |
3 | #panic("x")
  | ^^^^^^^^^^^
  |
  = hint: of a template that extends another only the blocks count: move it into one, or remove it

the style ours has 1 faults

"#]]);
}

#[test]
fn a_picture_without_words_for_those_who_cannot_see_it_is_an_error() {
    let office = office("")
        .file(
            "templates/ours/masthead.typ.j2",
            "{% extends \"provincial-bulletin/masthead.typ.j2\" %}\n{% block rule %}\n{{ super() }}\n\
             place(top, image({{ assets[\"logo.svg\"] | code }}, height: 8mm))\n{% endblock %}",
        )
        .file(
            "templates/ours/assets/logo.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"8\" height=\"6\"><rect width=\"8\" height=\"6\"/></svg>",
        );
    let said = office.run(&["style", "check"]).code(1).words();
    assert!(said.contains("missing alt text"), "{said}");
}

#[test]
fn the_pages_of_a_sample_can_be_looked_at() {
    let office = Office::new();
    office.run(&["style", "test", "special-report", "-o", "pages/"]).code(0);
    assert!(office.read("pages/special-report-2026-08.pdf").starts_with(b"%PDF-"));
}

#[test]
fn remarks_are_no_templates_and_no_blocks() {
    let office = office("").file(
        "templates/ours/masthead.typ.j2",
        "{# {% block nonsense %} {% include \"nothing.j2\" %} #}\n\
         {% extends \"provincial-bulletin/masthead.typ.j2\" %}\n{% block rule %}{{ super() }}{% endblock %}\n",
    );
    office.run(&["style", "check"]).code(0).stderr(str![[r#"
nothing is wrong with the style ours

"#]]);
}
