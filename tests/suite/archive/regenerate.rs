//! Regeneration: the bytes of that time, from what was kept then, whatever the house is like today.

use std::sync::Arc;

use snapbox::str;

use briefing_archive::archive::Archive;
use briefing_desk::record::regenerate::Regenerator;
use briefing_support::office::{ISSUE, Office};

use super::{publish, published, two_years};

/// An office that has published an issue and then thrown everything else away.
fn bereft() -> Office {
    let office = Office::new()
        .file(
            "briefing.toml",
            "[masthead]\nname = \"测试简报\"\n\n[faces]\nkai = \"LXGW WenKai\"\n",
        )
        .file("templates/provincial-bulletin/colophon.typ.j2", colophon())
        .issue("data/27.toml");
    published(&office, &["data/27.toml"]);
    office.write("templates/provincial-bulletin/colophon.typ.j2", "#panic(\"不要用今天的模板\")");
    office.write("briefing.toml", "[masthead]\nname = \"别的名称\"\n");
    office.write("data/27.toml", "这不是TOML");
    office
}

/// Returns the built-in template of the colophon with a remark, so that it is a different file.
fn colophon() -> String {
    let path = briefing_support::office::project("templates/provincial-bulletin/colophon.typ.j2");
    std::fs::read_to_string(path).expect("the template") + "\n// 本单位的版记\n"
}

#[test]
fn a_past_issue_comes_back_byte_for_byte() {
    let office = bereft();
    let published = office.read("out/27.pdf");
    office.run(&["regenerate", "27", "-o", "again.pdf"]).success().stdout(str![[r#"
again.pdf

"#]]);
    assert_eq!(office.read("again.pdf"), published);
}

#[test]
fn a_pdf_alone_is_enough_with_the_archive_for_templates_and_faces() {
    let office = bereft();
    let published = office.read("out/27.pdf");
    let refused = office.run(&["regenerate", "out/27.pdf", "--archive", "none", "-o", "x.pdf"]);
    let words = refused.code(3).words();
    assert!(words.contains("archive/not-at-hand") && words.contains("colophon.typ.j2"), "{words}");
    office.run(&["regenerate", "out/27.pdf", "-o", "again.pdf"]).success();
    assert_eq!(office.read("again.pdf"), published);
}

#[test]
fn an_issue_whose_byline_was_kept_with_its_text_comes_back_too() {
    // Twelve lines, and a paragraph of two that ends with page 1.
    let body = format!("{}\n\n{}", ["字"; 6].join("\n\n"), "字".repeat(40));
    let issue =
        ISSUE.replace("第一段的文字。", &body).replace("title =", "byline = \"某某局\"\ntitle =");
    let set = |lines: usize| {
        issue.replace(&body, &format!("{}\n\n{body}", vec!["字"; lines].join("\n\n")))
    };
    let is_kept = |office: &Office| {
        let galley = office.run(&["render", "27.toml", "-f", "typ", "-o", "-"]);
        String::from_utf8_lossy(galley.success().bytes()).contains("kept: true")
    };
    let offices = (0..8).map(|lines| Office::new().file("27.toml", set(lines)));
    let office = offices.into_iter().find(is_kept).expect("one of them needs that");
    published(&office, &["27.toml"]);
    office.run(&["regenerate", "27", "-o", "again.pdf"]).success();
    assert!(office.read("again.pdf") == office.read("out/27.pdf"));
    office.run(&["regenerate", "out/27.pdf", "--archive", "none", "-o", "alone.pdf"]).success();
    assert!(office.read("alone.pdf") == office.read("out/27.pdf"));
    office.run(&["verify", "--all", "--rebuild"]).success();
}

#[test]
fn a_pdf_of_the_built_in_house_needs_nothing_else() {
    let full = std::fs::read(briefing_support::office::project("tests/issues/full/issue.toml"))
        .expect("the issue");
    let map = std::fs::read(briefing_support::office::project("tests/issues/full/map.png"))
        .expect("the picture");
    let office = Office::new().file("issue.toml", full).file("map.png", map);
    office.run(&["render", "issue.toml", "-o", "1.pdf"]).code(0);
    let alone = Office::new().file("1.pdf", office.read("1.pdf"));
    alone.run(&["regenerate", "1.pdf", "-o", "again.pdf"]).success();
    assert_eq!(alone.read("again.pdf"), office.read("1.pdf"));
}

#[test]
fn a_pdf_that_was_changed_is_told_and_nothing_is_written() {
    let office = Office::new().issue("27.toml");
    office.run(&["render", "27.toml", "-o", "27.pdf"]).success();
    let mut pdf = office.read("27.pdf");
    pdf.push(b'\n');
    office.write("changed.pdf", pdf);
    let refused = office.run(&["regenerate", "changed.pdf", "-o", "again.pdf"]);
    assert!(refused.code(4).words().contains("archive/pdf-altered"), "{}", refused.words());
    assert!(!office.path("again.pdf").exists());
}

#[test]
fn a_file_that_is_no_pdf_or_carries_nothing_is_refused() {
    let office =
        Office::new().issue("27.toml").file("no.pdf", "%PDF-1.7\nnothing").file("x.pdf", "x");
    office.write("deep.pdf", format!("%PDF-1.7\n1 0 obj\n{}", "[".repeat(1_000_000)));
    for file in ["no.pdf", "x.pdf", "deep.pdf"] {
        let refused = office.run(&["regenerate", file]);
        assert!(refused.code(1).words().contains("archive/no-pdf"), "{}", refused.words());
    }
    office.run(&["render", "27.toml", "--pdf-standard", "a-2b", "-o", "bare.pdf"]).success();
    let refused = office.run(&["regenerate", "bare.pdf"]);
    assert!(refused.code(1).words().contains("archive/no-record"), "{}", refused.words());
}

#[test]
fn every_revision_stays() {
    let office = Office::new().issue("27.toml");
    published(&office, &["27.toml"]);
    let first = office.read("out/27.pdf");
    office.write("27.toml", ISSUE.replace("第二段", "第贰段"));
    published(&office, &["27.toml", "--revise", "--reason", "更正"]);
    office.run(&["regenerate", "27", "--revision", "1"]).success();
    assert_eq!(office.read("out/27-r1.pdf"), first);
    office.run(&["regenerate", "27", "-o", "now.pdf"]).success();
    assert_eq!(office.read("now.pdf"), office.read("out/27.pdf"));
    let refused = office.run(&["regenerate", "27", "--revision", "3"]);
    assert!(refused.code(2).words().contains("the archive has 2"), "{}", refused.words());
}

#[test]
fn issues_are_called_by_number_range_year_and_supplement() {
    let office = two_years();
    let count = |words: &[&str]| {
        let run = office.run(&[&["regenerate", "-o", "again/"], words].concat());
        String::from_utf8_lossy(run.success().bytes()).lines().count()
    };
    assert_eq!(count(&["180"]), 1);
    assert_eq!(count(&["180-185"]), 6);
    assert_eq!(count(&["2025"]), 13);
    assert_eq!(count(&["2026年"]), 15);
    assert_eq!(count(&["增刊1", "s2"]), 2);
    assert_eq!(count(&["--all"]), 28);
    for made in briefing_support::years::issues() {
        let pdf = made.name.replace(".toml", ".pdf");
        assert_eq!(
            office.read(&format!("again/{pdf}")),
            office.read(&format!("out/{pdf}")),
            "{pdf}"
        );
    }
    let refused = office.run(&["regenerate", "176"]);
    assert!(refused.code(2).words().contains("archive/not-there"), "{}", refused.words());
}

/// Replaces the PDF of a published lock with another one and, if `say_other`, makes the lock say that
/// another engine made it. None of the archive's own code is used.
fn as_by_another_engine(office: &Office, say_other: bool) {
    let other = ISSUE.replace("第二段", "第弍段");
    office.write("other.toml", other);
    office.run(&["render", "other.toml", "-o", "other.pdf"]).success();
    let pdf = office.read("other.pdf");
    let hash = |bytes: &[u8]| briefing_values::fingerprint::Fingerprint::of(bytes).to_string();
    let put = |bytes: &[u8]| {
        let name = hash(bytes);
        office.write(&format!("archive/objects/{}/{name}", &name[..2]), bytes);
        name
    };
    let read = |path: &str| String::from_utf8(office.read(path)).expect("text");
    let lock = read("archive/issues/27/1.toml");
    let old = hash(&office.read("out/27.pdf"));
    let size = office.read("out/27.pdf").len();
    let mut new = lock
        .replace(&old, &put(&pdf))
        .replace(&format!("size = {size}"), &format!("size = {}", pdf.len()));
    if say_other {
        new = new.replace("typst = \"0.15.1\"", "typst = \"0.14.0\"");
    }
    let entry =
        read("archive/log/000001.toml").replace(&hash(lock.as_bytes()), &hash(new.as_bytes()));
    for (path, text) in [("issues/27/1.toml", &new), ("log/000001.toml", &entry)] {
        std::fs::remove_file(office.path(&format!("archive/{path}"))).expect("the file was there");
        office.write(&format!("archive/{path}"), text);
    }
    std::fs::remove_file(office.path("archive/head.sha256")).expect("the head was there");
    office.write("archive/head.sha256", format!("{}  log/000001.toml\n", hash(entry.as_bytes())));
    std::fs::remove_file(office.path(&format!("archive/objects/{}/{old}", &old[..2])))
        .expect("there");
}

#[test]
fn where_another_engine_sets_other_pages_the_record_is_written_and_the_pages_are_named() {
    let office = Office::new().issue("27.toml");
    published(&office, &["27.toml"]);
    as_by_another_engine(&office, true);
    office.run(&["verify", "--all"]).code(0);
    let run = office.run(&["regenerate", "27", "-o", "again.pdf"]);
    let words = run.code(5).words();
    assert!(words.contains("archive/other-engine") && words.contains("Typst 0.14.0"), "{words}");
    assert!(words.contains("other pages: 1 ("), "{words}");
    assert_eq!(run.file("again.pdf"), office.read("other.pdf"));
    office.run(&["verify", "--all", "--rebuild"]).code(5);
}

#[test]
fn where_the_same_engine_gives_other_bytes_that_is_another_exit_code() {
    let office = Office::new().issue("27.toml");
    published(&office, &["27.toml"]);
    as_by_another_engine(&office, false);
    let run = office.run(&["regenerate", "27", "-o", "again.pdf"]);
    assert!(run.code(6).words().contains("archive/broken-promise"), "{}", run.words());
    assert_eq!(run.file("again.pdf"), office.read("other.pdf"));
}

#[test]
fn the_record_itself_comes_back_from_its_inputs() {
    let office = Office::new().issue("27.toml");
    published(&office, &["27.toml"]);
    let pdf = office.read("out/27.pdf");
    let name = briefing_values::fingerprint::Fingerprint::of(&pdf).to_string();
    std::fs::remove_file(office.path(&format!("archive/objects/{}/{name}", &name[..2])))
        .expect("it was there");
    office.run(&["regenerate", "27", "-o", "again.pdf"]).success();
    assert!(office.read("again.pdf") == pdf);
}

#[test]
fn a_damaged_archive_is_told_as_such() {
    let office = Office::new().issue("27.toml");
    published(&office, &["27.toml"]);
    let face = office.files("archive/objects").into_iter().max_by_key(|name| {
        office.path(&format!("archive/objects/{name}")).metadata().map_or(0, |about| about.len())
    });
    let face = format!("archive/objects/{}", face.expect("objects"));
    std::fs::remove_file(office.path(&face)).expect("the face was there");
    let run = office.run(&["regenerate", "27"]);
    assert!(run.code(4).words().contains("archive/missing"), "{}", run.words());
}

#[test]
fn what_is_private_is_in_no_stream_of_the_pdf() {
    let office = Office::new().with_years();
    publish(&office, &["data/193.toml", "--note", "不外传"]).code(0);
    let pdf: Arc<[u8]> = office.read("out/193.pdf").into();
    let sheet =
        briefing_archive::pdf_reader::PdfDocument::new("193.pdf", pdf.clone()).expect("a PDF");
    let mut all: Vec<u8> = pdf.to_vec();
    sheet.attachments().into_iter().for_each(|file| all.extend(file.bytes));
    let qpdf = office.path("plain.pdf");
    let mut tool = std::process::Command::new("qpdf");
    tool.args(["--qdf", "--object-streams=disable"]).arg(office.path("out/193.pdf")).arg(&qpdf);
    if tool.output().is_ok() {
        all.extend(office.read("plain.pdf"));
    } else {
        briefing_support::office::skip("qpdf is not installed (Debian: qpdf)");
    }
    for secret in ["每千字八十元", "刘局", "第二篇压后", "勿外传", "editor_fee", "王芳", "不外传"]
    {
        let found = all.windows(secret.len()).any(|window| window == secret.as_bytes());
        assert!(!found, "{secret} is in the PDF");
    }
    // The fields of the house file that are printed are there, or the PDF could not be made again.
    let printed = "江口县乡村振兴简报".as_bytes();
    assert!(all.windows(printed.len()).any(|window| window == printed));
}

#[cfg(unix)]
#[test]
fn the_machine_has_no_part_in_it() {
    let office = two_years();
    let archive = office.path("archive");
    let again = |folder: &str, mask: &str, jobs: &str, variables: &[(&str, &str)]| {
        let mut shell = office.tool("/bin/sh");
        let script = format!("umask {mask}; cd \"$FOLDER\"; exec \"$BRIEFING\" \"$@\"");
        shell.args(["-c", &script, "sh", "regenerate", "--all", "--jobs", jobs, "--archive"]);
        shell.arg(&archive).arg("-o").arg(office.path(&format!("again-{jobs}/")));
        shell.env("BRIEFING", env!("CARGO_BIN_EXE_briefing")).env("FOLDER", folder);
        shell.envs(variables.iter().copied());
        office.finish(&mut shell).success();
        for made in briefing_support::years::issues() {
            let pdf = made.name.replace(".toml", ".pdf");
            let (then, now) =
                (office.read(&format!("out/{pdf}")), office.read(&format!("again-{jobs}/{pdf}")));
            assert!(then == now, "{pdf} with {variables:?}");
        }
    };
    again("/", "000", "1", &[("TZ", "Pacific/Apia"), ("LANG", "C"), ("HOME", "/nowhere")]);
    again("/tmp", "077", "8", &[("TZ", "Asia/Shanghai"), ("LC_ALL", "zh_CN.UTF-8")]);
}

#[test]
fn several_threads_set_the_same_bytes() {
    let office = two_years();
    let archive = Archive::open(office.path("archive")).expect("an archive");
    let stock = |_: &str, fingerprint| archive.object(fingerprint);
    let regenerator = Regenerator::new(&stock);
    let log = archive.log().expect("a log");
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for entry in log.entries().take(8) {
                    let again = regenerator.regenerate(&archive, entry).expect("it can be set");
                    assert_eq!(again.verdict, briefing_desk::record::reprint::Verdict::Same);
                }
            });
        }
    });
}
