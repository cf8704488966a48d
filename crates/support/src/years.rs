//! Two years of a bulletin, invented for the tests: what an archive has to keep.

use std::fmt::Write;

use crate::office::{Office, project};

/// The bulletin's house file: what its issues share.
pub const HOUSE: &str = r#"[masthead]
name = "江口县乡村振兴简报"
office = "江口县农业农村局"

[distribution]
report_to = [["县委", "县人大常委会", "县政府", "县政协"], "市农业农村局"]
send_to = ["县直各单位", "各乡（镇）人民政府"]

[contact]
people = ["王珺", "赵喆"]
phone = "0000-1234567"

[private]
editor_fee = "每千字八十元"
"#;

/// The first issue of the two years; the bulletin is older.
const FIRST: u32 = 177;
/// The last.
const LAST: u32 = 202;
/// The issues that were revised, once each.
pub const REVISED: [u32; 3] = [180, 190, 201];

/// An issue's file.
pub struct Made {
    /// The name of the file, in the folder of the issues.
    pub name: String,
    /// Its text.
    pub toml: String,
}

/// Returns the issues in the order in which they were published: 26 of the bulletin, with a supplement
/// after issues 183 and 195. Issue 182 has a table, 185 a picture, 187 names with rare characters, 189 a
/// column for the instruction, 192 no space for one, 193 private notes of the office, and 198 twenty pages
/// or more.
pub fn issues() -> Vec<Made> {
    let mut issues = Vec::new();
    for serial in FIRST..=LAST {
        issues.push(Made { name: format!("{serial}.toml"), toml: issue(serial) });
        if let Some(supplement) = [183, 195].iter().position(|behind| *behind == serial) {
            let number = u32::try_from(supplement).expect("two of them") + 1;
            issues.push(Made {
                name: format!("s{number}.toml"),
                toml: supplement_of(number, serial),
            });
        }
    }
    issues
}

/// Returns the text of an issue after its revision, which changes one figure.
pub fn revised(serial: u32) -> String {
    issue(serial).replace("培训12期", "培训13期")
}

impl Office {
    /// Puts the bulletin's project into the office: the house file, the issues in `data/`, a picture.
    pub fn with_years(self) -> Self {
        let map = std::fs::read(project("tests/issues/full/map.png")).expect("the picture");
        let office = self.file("briefing.toml", HOUSE).file("data/图/新居.png", map);
        for Made { name, toml } in issues() {
            office.write(&format!("data/{name}"), toml);
        }
        office
    }
}

/// What bulletins report, with gaps for figures.
const SENTENCES: [&str; 12] = [
    "县里举办实用技能培训12期，培训农民{}人次，发放资料{}份。",
    "扶贫车间吸纳附近村民{}人就近就业，人均月收入{}元。",
    "各乡镇把产业发展作为头等大事来抓，新种油茶{}亩，补植{}亩。",
    "江门市有关部门派出技术人员{}名，结对帮扶{}户。",
    "村里修通水泥路{}公里，安装路灯{}盏，群众出行更加方便。",
    "驻村工作队走访农户{}户，收集意见{}条，逐条登记、逐条答复。",
    "全县建成蔬菜大棚{}个，日产蔬菜{}公斤，销往周边城市。",
    "脱贫村集体经济收入全部达到{}万元以上，最高的{}万元。",
    "农技人员走进田间地头，现场讲解种植要点{}次，解答问题{}个。",
    "学校食堂采购本地农产品{}批，折合{}公斤，价格公开透明。",
    "合作社与{}户农户签订收购协议，预计全年收购{}吨。",
    "下一步，将继续完善帮扶机制，确保{}户困难家庭、{}名群众持续增收。",
];

/// Characters in names that common faces lack.
const RARE: &str = "珺玥喆堃昇頔祎赟犇婳淏曌龑䶮翀昉瑧珮偲嫄堉旻㛃𠮷";

/// Returns the file of an issue of the bulletin.
fn issue(serial: u32) -> String {
    let year = if serial <= 188 { 2025 } else { 2026 };
    let number = if serial <= 188 { serial - 176 } else { serial - 188 };
    let day = format!("{year}-{:02}-{:02}", (number * 6).div_ceil(7).min(12), 10 + number);
    let mut toml = head(year, number, serial, &day);
    match serial {
        189 => toml.push_str("[instruction]\nstyle = \"side\"\n\n"),
        192 => toml.push_str("[instruction]\nstyle = \"none\"\n\n"),
        193 => {
            toml.push_str("# 分管领导已阅，勿外传\n[private]\nopinion = \"刘局：第二篇压后\"\n\n");
        }
        _ => {}
    }
    let paragraphs = if serial == 198 { 180 } else { 3 + serial * 7 % 13 };
    for nth in 0..=serial % 3 {
        article(&mut toml, serial + 31 * nth, if nth == 0 { paragraphs } else { 4 });
    }
    match serial {
        182 => toml.push_str(TABLE),
        185 => toml.push_str(PICTURE),
        187 => rare(&mut toml),
        _ => {}
    }
    toml
}

/// Returns the file of a supplement that was printed with an issue.
fn supplement_of(number: u32, behind: u32) -> String {
    let year = if behind <= 188 { 2025 } else { 2026 };
    let month = ((behind - if behind <= 188 { 176 } else { 188 }) * 6).div_ceil(7);
    let day = format!("{year}-{month:02}-28");
    let toml = head(year, 1, number, &day);
    let mut toml = toml.replace("\n[colophon]", "supplement = true\n\n[colophon]");
    article(&mut toml, behind * 3, 5);
    toml
}

fn head(year: u32, number: u32, serial: u32, day: &str) -> String {
    format!(
        "[masthead]\nyear = {year}\nnumber = {number}\nserial = {serial}\n\n\
         [colophon]\nprint_date = {day}\ncopies = 150\n\n"
    )
}

/// Adds an article with this many paragraphs.
fn article(toml: &mut String, seed: u32, paragraphs: u32) {
    let places = ["城关镇", "石门乡", "白沙镇", "双龙乡", "大安镇", "清水乡", "太平镇"];
    let place = places[seed as usize % places.len()];
    let _ = write!(
        toml,
        "[[article]]\ntitle = \"{place}第{seed}号工作情况\"\nbyline = \"{place}人民政府 李玥\"\nbody = \"\"\"\n"
    );
    for n in 0..paragraphs {
        let mut paragraph = String::new();
        for k in 0..2 + (seed + n) % 4 {
            let at = (seed * 5 + n * 7 + k * 3) as usize;
            let mut sentence = SENTENCES[at % SENTENCES.len()].to_owned();
            for figure in [seed % 40 + n + 2, seed % 17 * 3 + k * 11 + 5] {
                sentence = sentence.replacen("{}", &figure.to_string(), 1);
            }
            paragraph.push_str(&sentence);
        }
        toml.push_str(&paragraph);
        toml.push_str("\n\n");
    }
    toml.push_str("\"\"\"\n\n");
}

/// Adds an article in which people with rare names are thanked.
fn rare(toml: &mut String) {
    let people: Vec<String> = RARE.chars().map(|name| format!("陈{name}")).collect();
    let _ = write!(
        toml,
        "[[article]]\ntitle = \"致谢\"\nbyline = \"县委办 王珺、陈𠮷\"\nbody = \"\"\"\n参加走访的有{}等同志。\n\"\"\"\n\n",
        people.join("、")
    );
}

const TABLE: &str = r#"[[article]]
title = "各乡镇进度"
body = """
各乡镇进度见下表。

【表1】
"""

[[article.table]]
caption = "截至本月的进度"
header = ["乡镇", "户数", "完成"]
rows = [["城关镇", 120, 96], ["石门乡", 88, 71], ["白沙镇", 64, 60]]

"#;

const PICTURE: &str = r#"[[article]]
title = "新居落成"
body = """
安置点的新居已经落成。

【图1】
"""

[[article.picture]]
file = "图/新居.png"
alt = "安置点新居的位置图"
caption = "安置点位置"

"#;
