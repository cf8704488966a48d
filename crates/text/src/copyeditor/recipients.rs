//! Rules on the distribution list (报、送、发).

use std::collections::BTreeMap;

use briefing_values::passage::{Part, Passage};

use super::text::before;
use super::{Note, Reading};

/// Finds an entry that ends in a mark of its own: the page adds the marks.
pub(super) fn own_mark(passage: &Passage) -> Vec<Note> {
    let text = passage.text.trim_end();
    if passage.part != Part::Recipient {
        return Vec::new();
    }
    let last = before(text, text.len());
    let Some(mark) = last.filter(|mark| "、；，。：,;.".contains(*mark)) else {
        return Vec::new();
    };
    vec![Note::on(text.len() - mark.len_utf8()..text.len()).with("mark", mark)]
}

/// Levels of government: what begins with one needs no other place before it.
const LEVELS: &[&str] = &["自治区", "省", "地", "市", "州", "盟", "县", "区", "旗", "乡", "镇"];

/// Endings that the last of a group may give for all of them: 市委、市政府领导.
const SHARED: &[&str] = &[
    "领导",
    "办公厅",
    "办公室",
    "书记",
    "主任",
    "组长",
    "局长",
    "负责人",
    "负责同志",
    "班子成员",
    "成员",
    "委员",
    "同志",
    "单位",
    "部门",
    "组织部",
    "宣传部",
];

/// An entry of the list.
struct Member {
    /// Its passage, by its index in the reading.
    at: usize,
    /// The name, without spaces and in one spelling.
    name: String,
}

/// Finds recipients that are listed twice, within a group or in two.
///
/// In a group the names depend on one another, as in 甲市市委、市长 or 县委、县政府领导. So within a
/// group a name is the same again only if none with a place of its own is between, and across groups
/// only if it is clear which place and which ending go with it.
pub(super) fn twice(reading: &Reading<'_>) -> Vec<(usize, Note)> {
    let mut notes = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for group in groups(reading.passages) {
        let mut full = Vec::new();
        let shared = shared_ending(&group);
        for (n, (member, first)) in group.iter().zip(earlier(&group)).enumerate() {
            let name = full_name(&group, n, shared);
            let first = first.or_else(|| known.get(name.as_ref()?).copied());
            if let Some(first) = first {
                let text = &reading.passages[member.at].text;
                let note = Note::on(0..text.len()).with("name", text);
                notes.push((member.at, note.with("first", &reading.passages[first].text)));
            }
            full.extend(name.map(|name| (name, member.at)));
        }
        for (name, at) in full {
            known.entry(name).or_insert(at);
        }
    }
    notes
}

/// Puts the entries into their groups: `distribution.send_to.3.1` is the second of the fourth.
fn groups(passages: &[Passage]) -> Vec<Vec<Member>> {
    let mut groups: BTreeMap<Vec<&str>, Vec<Member>> = BTreeMap::new();
    for (at, passage) in passages.iter().enumerate() {
        if passage.part == Part::Recipient {
            let group = passage.field.split('.').take(3).collect();
            groups.entry(group).or_default().push(Member { at, name: plain(&passage.text) });
        }
    }
    let mut groups: Vec<_> = groups.into_values().collect();
    groups.sort_by_key(|group| group[0].at);
    groups
}

/// Returns a name without spaces or a mark at its end, in one spelling: 县人民政府 is 县政府.
fn plain(text: &str) -> String {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let text = text.replace('(', "（").replace(')', "）").replace("人民政府", "政府");
    text.trim_end_matches(['、', '；', '，', '。', ',', ';']).to_owned()
}

/// Returns, for each entry of a group, where the same name is earlier in it.
fn earlier(group: &[Member]) -> Vec<Option<usize>> {
    let mut last: BTreeMap<&str, usize> = BTreeMap::new();
    let mut alone = None;
    let mut earlier = Vec::new();
    for (n, Member { name, .. }) in group.iter().enumerate() {
        let placed = stands_alone(name);
        let first = last.insert(name, n).filter(|first| placed || alone <= Some(*first));
        earlier.push(first.map(|first| group[first].at));
        if placed {
            alone = Some(n);
        }
    }
    earlier
}

/// Returns whether a name brings its place with it.
fn stands_alone(name: &str) -> bool {
    let known = ["中共", "中央", "国务院", "国家", "全国", "最高", "各"];
    let placed = name.char_indices().skip(1).any(|(_, c)| "省市县区州旗乡镇".contains(c));
    level(name).is_some()
        || known.iter().any(|word| name.starts_with(word))
        || (placed && name.chars().count() > 4)
}

fn level(name: &str) -> Option<&'static str> {
    LEVELS.iter().copied().find(|level| name.starts_with(level))
}

/// Returns what a name stands for outside its group, if that is clear.
fn full_name(group: &[Member], n: usize, shared: Option<&str>) -> Option<String> {
    let (name, head) = (&group[n].name, &group[0].name);
    let placed = match level(head) {
        _ if n == 0 => name.clone(),
        Some(_) if stands_alone(name) => name.clone(),
        Some(level) => format!("{level}{name}"),
        // 市长 after 甲市市委书记 is that of 甲市.
        None if level(name).is_none() && stands_alone(name) => name.clone(),
        None => return None,
    };
    let ending = shared.filter(|ending| !name.ends_with(ending)).unwrap_or_default();
    Some(format!("{placed}{ending}"))
}

/// Returns the ending that the last of a group gives for those that have none.
fn shared_ending(group: &[Member]) -> Option<&'static str> {
    let last = &group.last()?.name;
    let ending = SHARED.iter().copied().find(|ending| last.ends_with(ending))?;
    let bare = &last[..last.len() - ending.len()];
    let elsewhere = group.iter().any(|member| member.name == bare);
    (!elsewhere).then_some(ending)
}
