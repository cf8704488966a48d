//! Pictures of drafts that others upload over, or remove: what was stored can be had again, byte for byte.

use std::collections::BTreeSet;
use std::time::Instant;

use briefing_support::office::ISSUE;
use briefing_support::server::Server;

use crate::attachments::carried;
use crate::house::{add_user, office};
use crate::person::Person;

/// The name under which everybody uploads.
pub(crate) const NAME: &str = "map.png";

/// Returns an issue that shows the picture.
pub(crate) fn issue() -> String {
    let text = ISSUE.replace("第二段的文字。", "安置点的位置见下图。\n\n【图1】");
    let picture = format!(
        "[[article.picture]]\nfile = \"{NAME}\"\nalt = \"一张示意图\"\ncaption = \"示意图\"\nwidth = 80\n\n[colophon]"
    );
    text.replace("[colophon]", &picture)
}

/// Returns a picture like no other: of this shade of grey.
pub(crate) fn picture(shade: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 64, 48);
    encoder.set_color(png::ColorType::Grayscale);
    let mut writer = encoder.write_header().expect("memory takes it");
    writer.write_image_data(&[shade; 64 * 48]).expect("memory takes it");
    writer.finish().expect("memory takes it");
    bytes
}

/// Returns the picture that a draft has now, as its PDF carries it; `None` if it has none, and cannot be set.
#[track_caller]
pub(crate) fn shown(person: &Person<'_>, draft: &str) -> Option<Vec<u8>> {
    let pdf = person.get(&format!("{draft}/pdf"));
    if pdf.status == 422 {
        return None;
    }
    Some(carried(&pdf.is(200).body).remove(NAME).expect("it carries its picture"))
}

/// Makes a draft what it was at a save.
#[track_caller]
fn restore(person: &Person<'_>, draft: &str, version: usize) {
    let version = version.to_string();
    person.form(&format!("{draft}/restore"), &[("version", &version)]).is(303);
}

#[test]
fn a_picture_that_was_replaced_or_removed_is_had_again() {
    let server = Server::with(office(), &[]);
    let (editor, publisher) =
        (Person::enter(&server, "editor"), Person::enter(&server, "publisher"));
    let draft = editor.draft(&issue());
    let [first, second, third] = [40, 120, 200].map(picture);
    assert_eq!(shown(&editor, &draft), None, "save 2: the text alone");
    editor.upload(&draft, NAME, &first).is(303);
    assert_eq!(shown(&editor, &draft).as_ref(), Some(&first), "save 3");
    publisher.upload(&draft, NAME, &second).is(303);
    assert_eq!(shown(&editor, &draft).as_ref(), Some(&second), "save 4");
    // A name that leads out of the folder is the same name.
    publisher.upload(&draft, &format!("../../{NAME}"), &third).is(303);
    assert_eq!(shown(&editor, &draft).as_ref(), Some(&third), "save 5");
    publisher.form(&format!("{draft}/pictures/remove"), &[("file", NAME)]).is(303);
    assert_eq!(shown(&editor, &draft), None, "save 6");
    let states = [None, Some(&first), Some(&second), Some(&third), None];
    // Forwards and backwards: a restored state is a save, and takes nothing from those before it.
    for save in (2..=6).chain((2..=6).rev()) {
        let start = Instant::now();
        restore(&editor, &draft, save);
        let restored = start.elapsed();
        assert_eq!(shown(&editor, &draft).as_ref(), states[save - 2], "save {save}");
        println!("save {save} restored in {restored:?}, with the picture that it had");
    }
    // Nor did what was overwritten and removed get lost with a kill.
    let office = server.kill();
    let server = Server::with(office, &[]);
    let editor = Person::enter(&server, "editor");
    restore(&editor, &draft, 3);
    assert_eq!(shown(&editor, &draft).as_ref(), Some(&first), "after a kill");
}

#[test]
fn of_many_who_upload_under_one_name_at_once_nobody_loses_a_picture() {
    const ROUNDS: u8 = 5;
    let office = office();
    let people = ["a", "b", "c", "d"];
    for name in people {
        add_user(&office, name, "editor");
    }
    let server = Server::with(office, &[]);
    let editor = Person::enter(&server, "editor");
    let draft = editor.draft(&issue());
    let mine = issue().replace("第一段", "我的第一段");
    let start = Instant::now();
    std::thread::scope(|scope| {
        for (person, name) in (0_u8..).zip(people) {
            let (server, draft) = (&server, &draft);
            scope.spawn(move || {
                let somebody = Person::enter(server, name);
                for round in 0..ROUNDS {
                    let own = picture(person * ROUNDS + round);
                    somebody.upload(draft, NAME, &own).is(303);
                }
            });
        }
        // Somebody writes meanwhile: a picture takes nobody's words.
        editor.save(&draft, 2, &mine).is(303);
    });
    let uploaded: BTreeSet<_> = (0..4 * ROUNDS).map(picture).collect();
    println!("{} uploads under one name by 4 at once: {:?}", uploaded.len(), start.elapsed());
    assert_eq!(editor.get(&format!("{draft}/toml")).is(200).text(), mine);
    let last = 3 + uploaded.len();
    let found: BTreeSet<_> = (3..=last)
        .filter_map(|save| {
            restore(&editor, &draft, save);
            shown(&editor, &draft)
        })
        .collect();
    println!("{} of {} had again from {} saves", found.len(), uploaded.len(), last - 2);
    assert!(found == uploaded, "{} of {}", found.len(), uploaded.len());
}
