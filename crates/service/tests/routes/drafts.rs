//! Drafts: begun, saved, put away, and never lost when two people write at once.

use briefing_service::store::{Edit, Retention, Store};
use briefing_support::client::Request;
use briefing_support::office::ISSUE;

use crate::service::{Service, publish};

/// Saves a draft as TOML on top of one of its saves.
fn save(
    service: &Service,
    draft: &str,
    version: &str,
    toml: &str,
) -> briefing_support::client::Answer {
    service.form(draft, &[("version", version), ("tab", "toml"), ("toml", toml)])
}

#[test]
fn every_save_of_a_draft_stays() {
    let service = Service::new();
    let draft = service.draft();
    let first = service.get(&format!("{draft}/toml")).is(200).text();
    let saved = save(&service, &draft, "1", ISSUE);
    assert_eq!(saved.is(303).header("location"), format!("{draft}?tab=toml"));
    assert_eq!(service.get(&format!("{draft}/toml")).is(200).text(), ISSUE);
    assert_eq!(service.get(&format!("{draft}/toml?version=1")).is(200).text(), first);
    service.get(&format!("{draft}/toml?version=3")).is(404);
    assert!(service.page("/drafts").is(200).text().contains(&format!("href=\"{draft}\"")));
}

#[test]
fn an_earlier_state_is_restored_as_a_save_of_its_own() {
    let service = Service::new();
    let draft = service.draft();
    let first = service.get(&format!("{draft}/toml")).is(200).text();
    save(&service, &draft, "1", ISSUE).is(303);
    let restore = |version| service.form(&format!("{draft}/restore"), &[("version", version)]);
    assert_eq!(restore("1").is(303).header("location"), draft);
    assert_eq!(service.get(&format!("{draft}/toml")).is(200).text(), first);
    assert_eq!(service.get(&format!("{draft}/toml?version=2")).is(200).text(), ISSUE);
    restore("9").is(404);
    assert!(service.page(&draft).is(200).text().contains(&format!("{draft}/restore")));
}

#[test]
fn who_saves_on_top_of_an_older_save_is_shown_both() {
    let service = Service::new();
    let draft = service.draft();
    save(&service, &draft, "1", ISSUE).is(303);
    let mine = ISSUE.replace("第二段的文字。", "我的第二段。");
    let conflict = save(&service, &draft, "1", &mine);
    let page = conflict.is(409).text();
    assert!(page.contains("+ 我的第二段。") && page.contains("- 第二段的文字。"), "{page}");
    assert_eq!(service.get(&format!("{draft}/toml")).text(), ISSUE);
    // The script gets a problem instead of a page.
    let key = briefing_support::server::value_of(&page, "form_key");
    let form = Request::form(&draft, &[("form_key", &key), ("version", "1"), ("toml", &mine)]);
    let told = service.send(form.with("accept", "application/json"));
    assert_eq!(told.is(409).json()["type"], "urn:briefing:service/conflict");
}

#[test]
fn a_draft_is_put_away_as_it_was_seen_and_taken_out_again() {
    let service = Service::new();
    let draft = service.draft();
    save(&service, &draft, "1", ISSUE).is(303);
    let away = |version: &str| service.form(&format!("{draft}/away"), &[("version", version)]);
    away("1").is(409);
    assert_eq!(away("2").is(303).header("location"), "/drafts");
    let back = format!("action=\"{draft}/back\"");
    assert!(service.page("/drafts").text().contains(&back));
    assert_eq!(service.form(&format!("{draft}/back"), &[]).is(303).header("location"), draft);
    assert!(!service.page("/drafts").text().contains(&back));
}

#[test]
fn a_draft_follows_a_published_issue_or_revises_it() {
    let service = Service::fitted_out(|office, _| publish(office));
    let begun = |how: &str| {
        let draft = service.form("/drafts", &[(how, "27")]).is(303).header("location").to_owned();
        service.get(&format!("{draft}/toml")).is(200).text()
    };
    assert_eq!(begun("revise"), ISSUE);
    assert!(begun("from").contains("serial = 28"));
    service.form("/drafts", &[("from", "9")]).is(404);
}

#[test]
fn a_text_of_a_draft_whose_first_save_is_gone_is_not_lost() {
    let mut store = None;
    let service = Service::fitted_out(|_, settings| {
        store = Some(Store::open(&settings.store).expect("the store opens"));
    });
    let store = store.expect("it was opened");
    let edit = |text| Edit { text, by: "韦", time: 0 };
    let id = store.begin_draft("27.toml", edit("a = 1\n")).expect("begun");
    store.save_draft(id, 1, edit("a = 2\n")).expect("saved");
    let kept = Retention { saves: 1, put_away: None };
    assert_eq!(store.retire(9_999_999_999, kept).expect("retired").saves, 1);
    assert_eq!(store.put_draft_away(id, 2, 0), Ok(true));
    // Somebody who had it open saves: that becomes a draft of its own.
    let mine = [("version", "2"), ("tab", "toml"), ("toml", "a = 3\n")];
    let begun = service.form(&format!("/drafts/{id}"), &mine);
    assert_eq!(begun.is(303).header("location"), format!("/drafts/{}", id + 1));
    assert_eq!(store.draft(id + 1).expect("read").expect("there").text, "a = 3\n");
}

#[test]
fn the_fields_of_a_style_are_in_the_form_like_all_others() {
    let service = Service::fitted_out(|office, _| {
        office.write("briefing.toml", "style = \"inspection-notice\"\n");
    });
    let draft = service.draft();
    save(&service, &draft, "1", ISSUE).is(303);
    let page = service.page(&draft).text();
    assert!(page.contains("name=\"extra.rectification\""), "{page}");
    assert!(page.contains("整改清单: 责任单位 | 问题 | 整改时限"), "{page}");
    let rows = "县交通局 | 公路尚未开工 | 9月30日\n青山乡｜台账未报｜9月20日";
    let form = [("version", "2"), ("extra.rectification", rows)];
    service.form(&draft, &form).is(303);
    let text = service.get(&format!("{draft}/toml")).is(200).text();
    assert!(text.contains("[[extra.rectification]]\nunit = \"县交通局\"\n"), "{text}");
    assert!(text.contains("deadline = \"9月20日\""), "{text}");
}
