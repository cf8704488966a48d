//! The meaning of a byline: which units, and which people of each.

/// The endings that mark a name as a unit's, however short it is.
const UNITS: [&str; 42] = [
    "局",
    "办",
    "部",
    "委",
    "厅",
    "院",
    "会",
    "司",
    "处",
    "科",
    "室",
    "社",
    "站",
    "所",
    "队",
    "组",
    "府",
    "联",
    "校",
    "县",
    "市",
    "区",
    "镇",
    "乡",
    "村",
    "中心",
    "公司",
    "学校",
    "政府",
    "党委",
    "支部",
    "协会",
    "联社",
    "集团",
    "医院",
    "银行",
    "报社",
    "电视台",
    "日报",
    "街道",
    "办公室",
    "工作队",
];
/// Titles between a unit and a person, part of neither name.
const TITLES: [&str; 4] = ["特约通讯员", "通讯员", "本报记者", "记者"];

/// The meaning of a byline.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Byline {
    /// The units, each with its people; a person without a unit is listed like one.
    pub parts: Vec<(String, Vec<String>)>,
}

impl Byline {
    /// Parses a byline. What is not recognised as a person is taken for a unit.
    pub fn read(byline: &str) -> Self {
        let bare = byline.trim().trim_matches(['（', '）', '(', ')', '【', '】']);
        let separators = ['、', '，', ',', '；', ';', ' ', '　', '/', '：', ':'];
        let mut parts: Vec<(String, Vec<String>)> = Vec::new();
        for word in bare.split(separators).flat_map(untitled).filter(|word| !word.is_empty()) {
            if is_person(&word) {
                if parts.is_empty() {
                    parts.push((String::new(), Vec::new()));
                }
                if let Some((_, people)) = parts.last_mut() {
                    people.push(word);
                }
            } else {
                parts.push((word, Vec::new()));
            }
        }
        // A person without a unit is listed like one.
        let alone = |(unit, people): (String, Vec<String>)| -> Vec<(String, Vec<String>)> {
            if unit.is_empty() {
                return people.into_iter().map(|person| (person, Vec::new())).collect();
            }
            vec![(unit, people)]
        };
        Self { parts: parts.into_iter().flat_map(alone).collect() }
    }
}

/// Splits a word at a person's title: 广西日报记者王芳 is 广西日报 and 王芳.
fn untitled(word: &str) -> Vec<String> {
    for title in TITLES {
        if let Some((before, after)) = word.split_once(title) {
            return vec![before.to_owned(), after.to_owned()];
        }
    }
    vec![word.to_owned()]
}

/// Returns whether a word is the name of a person: two to four Han characters, or more around a ·, without
/// the ending of a unit's name.
fn is_person(word: &str) -> bool {
    let count = word.chars().count();
    let is_han = |c: char| matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}' | '〇');
    let foreign = word.contains('·') && word.chars().all(|c| is_han(c) || c == '·');
    let chinese = (2..=4).contains(&count) && word.chars().all(is_han);
    (foreign || chinese) && !UNITS.iter().any(|unit| word.ends_with(unit))
}

#[cfg(test)]
mod tests {
    use super::Byline;

    #[track_caller]
    fn reads(byline: &str, wanted: &[(&str, &[&str])]) {
        let parts = Byline::read(byline).parts;
        let parts: Vec<(&str, Vec<&str>)> = parts
            .iter()
            .map(|(unit, people)| (unit.as_str(), people.iter().map(String::as_str).collect()))
            .collect();
        let wanted: Vec<(&str, Vec<&str>)> =
            wanted.iter().map(|(unit, people)| (*unit, people.to_vec())).collect();
        assert_eq!(parts, wanted, "{byline}");
    }

    #[test]
    fn units_and_people_are_told_apart() {
        reads("（县农业农村局 王芳）", &[("县农业农村局", &["王芳"])]);
        reads("天等县扶贫开发办公室", &[("天等县扶贫开发办公室", &[])]);
        reads("(上思县委办　李四、王五)", &[("上思县委办", &["李四", "王五"])]);
        reads("广西日报记者王芳 通讯员李四", &[("广西日报", &["王芳", "李四"])]);
        reads("市教育局、市妇联", &[("市教育局", &[]), ("市妇联", &[])]);
        reads("县委办 张珺；县府办 赵喆", &[("县委办", &["张珺"]), ("县府办", &["赵喆"])]);
        reads("王芳", &[("王芳", &[])]);
        reads("县人社局 买买提·艾力", &[("县人社局", &["买买提·艾力"])]);
        reads("", &[]);
    }
}
