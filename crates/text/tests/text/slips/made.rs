//! Makes the slips of a Chinese keyboard, at every place of an issue where they can be made.

/// A slip, ready to be made.
#[derive(Debug, Clone)]
pub(super) struct Slip {
    /// The line in which it is made, from 1.
    pub(super) line: usize,
    /// What the line says then.
    pub(super) written: String,
    /// The code under which it is reported.
    pub(super) code: &'static str,
    /// The line at which it is reported.
    pub(super) told: usize,
    /// The lines in which no other slip can be made, or the two would count as one.
    pub(super) spots: Vec<usize>,
}

/// The spot of all stray lines: only one is made, because those with nothing between them are one slip.
const STRAY: usize = 0;

/// Fields, and what editors call them.
const NAMES: [(&str, &str); 10] = [
    ("name", "名称"),
    ("year", "年份"),
    ("number", "期号"),
    ("serial", "总期号"),
    ("title", "标题"),
    ("byline", "署名"),
    ("body", "正文"),
    ("report_to", "报"),
    ("send_to", "送"),
    ("print_date", "印发日期"),
];

/// What the lines of an issue are in the middle of.
#[derive(Clone, Copy, PartialEq)]
enum Within {
    /// A table.
    Table,
    /// A text that began on this line.
    Text(usize),
    /// A list that began on this line.
    List(usize),
}

/// Lists the slips that can be made in an issue.
pub(super) fn all(text: &str) -> Vec<Slip> {
    let mut slips = Vec::new();
    let mut within = Within::Table;
    for (n, line) in text.lines().enumerate().map(|(n, line)| (n + 1, line)) {
        let mut made = Made { line: n, slips: Vec::new() };
        within = match within {
            Within::Text(start) => made.in_text(line, start),
            Within::List(start) => made.in_list(line, start),
            Within::Table => made.in_table(line),
        };
        slips.append(&mut made.slips);
    }
    slips
}

/// The slips of one line.
struct Made {
    line: usize,
    slips: Vec<Slip>,
}

impl Made {
    /// Adds a slip that is reported at its own line.
    fn add(&mut self, code: &'static str, written: String) {
        self.told(code, written, self.line, &[self.line]);
    }

    /// Adds a text or list without an end. A stray line after it would belong to it.
    fn unclosed(&mut self, code: &'static str, written: String, start: usize) {
        self.told(code, written, start, &[start, self.line, STRAY]);
    }

    fn told(&mut self, code: &'static str, written: String, told: usize, spots: &[usize]) {
        self.slips.push(Slip { line: self.line, written, code, told, spots: spots.to_vec() });
    }

    fn in_text(&mut self, line: &str, start: usize) -> Within {
        if line != "\"\"\"" {
            return Within::Text(start);
        }
        let spots = [start, self.line];
        self.told("data/slip-quote", "”””".into(), self.line, &spots);
        self.told("data/slip-lines", "\"".into(), self.line, &spots);
        self.unclosed("data/unclosed-text", String::new(), start);
        Within::Table
    }

    fn in_list(&mut self, line: &str, start: usize) -> Within {
        if line == "]" {
            let spots = [start, self.line];
            self.told("data/slip-bracket", "］".into(), self.line, &spots);
            self.unclosed("data/unclosed-list", String::new(), start);
            return Within::Table;
        }
        self.add("data/slip-space", format!("　{}", line.trim_start()));
        self.add("data/slip-comma", line.trim_end_matches(',').to_owned() + "，");
        self.entries(line);
        Within::List(start)
    }

    /// Adds the slips in the list entries on a line.
    fn entries(&mut self, line: &str) {
        if line.contains("\", \"") {
            for mark in ["，", "、", "；"] {
                self.add("data/slip-comma", line.replacen("\", \"", &format!("\"{mark}\""), 1));
            }
        }
        if line.contains('[') && line.contains(']') {
            for [open, close] in [["【", "】"], ["［", "］"]] {
                self.add("data/slip-bracket", line.replace('[', open).replace(']', close));
                self.add("data/slip-bracket", line.replace('[', open));
            }
        }
        if line.contains('"') {
            let one = |quote: &str| line.replacen('"', quote, 1);
            self.add("data/slip-quote", one("“"));
            self.add("data/slip-quote", one("“").replacen('"', "”", 1));
            if line.matches('"').count() == 2 {
                let end = line.rfind('"').unwrap_or_default();
                let (text, rest) = line.split_at(end);
                self.add("data/slip-quote", format!("{text}”{}", &rest[1..]));
                self.add("data/unclosed-text", format!("{text}{}", &rest[1..]));
            }
        }
    }

    fn in_table(&mut self, line: &str) -> Within {
        if let Some(words) = line.strip_prefix('#') {
            self.add("data/slip-comment", format!("＃{words}"));
            self.add("data/slip-comment", format!("//{words}"));
        } else if line.starts_with('[') {
            self.heading(line);
        } else if let Some((name, value)) = line.split_once(" = ") {
            return self.field(name, value);
        } else if line.is_empty() {
            let spots = [self.line, STRAY];
            self.told("data/stray-text", "第三期的稿子".into(), self.line, &spots);
        }
        Within::Table
    }

    fn heading(&mut self, line: &str) {
        let pair = |open: &str, close: &str| line.replace('[', open).replace(']', close);
        self.add("data/slip-bracket", pair("【", "】"));
        self.add("data/slip-bracket", pair("［", "］"));
        self.add("data/slip-bracket", pair("[", "】"));
        self.add("data/slip-bracket", line[..line.len() - 1].to_owned());
        self.add("data/slip-space", format!("　{line}"));
        self.add("data/slip-space", format!("{line}　"));
        self.told("data/stray-text", format!("{line} 第一篇"), self.line, &[self.line, STRAY]);
    }

    fn field(&mut self, name: &str, value: &str) -> Within {
        self.add("data/slip-equals", format!("{name} ＝ {value}"));
        self.add("data/slip-equals", format!("{name}：{value}"));
        self.add("data/slip-equals", format!("{name}: {value}"));
        if value.starts_with(['"', '[']) || value.starts_with(|c: char| c.is_ascii_digit()) {
            self.add("data/slip-equals", format!("{name} {value}"));
        }
        self.add("data/slip-space", format!("　　{name} = {value}"));
        self.add("data/slip-space", format!("{name} =　{value}"));
        self.add("data/slip-key", format!("{} = {value}", wide(name)));
        for (_, chinese) in NAMES.iter().filter(|(known, _)| *known == name) {
            self.add("data/slip-key", format!("{chinese} = {value}"));
        }
        match value {
            "\"\"\"" => {
                self.add("data/slip-quote", format!("{name} = ”””"));
                self.add("data/slip-quote", format!("{name} = “““"));
                self.add("data/slip-lines", format!("{name} = \""));
                return Within::Text(self.line);
            }
            "[" => {
                self.add("data/slip-bracket", format!("{name} = 【"));
                return Within::List(self.line);
            }
            _ => self.value(name, value),
        }
        Within::Table
    }

    /// Adds the slips in a one-line value.
    fn value(&mut self, name: &str, value: &str) {
        self.add("data/slip-space", format!("{name} = {value}　"));
        for mark in ["，", "；", "。", ","] {
            self.add("data/slip-comma", format!("{name} = {value}{mark}"));
        }
        let chars = || value.chars();
        if let Some(text) = value.strip_prefix('"').and_then(|text| text.strip_suffix('"')) {
            self.text(name, text);
        } else if value.starts_with('[') {
            self.entries(&format!("{name} = {value}"));
            let open = value[..value.len() - 1].to_owned();
            self.unclosed("data/unclosed-list", format!("{name} = {open}"), self.line);
        } else if chars().all(|c| c.is_ascii_digit()) {
            self.add("data/slip-digit", format!("{name} = {}", wide(value)));
            self.add("data/slip-digit", format!("{name} = {value}期"));
        } else if let [year, month, day] = value.split('-').collect::<Vec<_>>()[..] {
            let short = |text: &str| text.trim_start_matches('0').to_owned();
            let (month, day) = (short(month), short(day));
            for written in [
                format!("{year}年{month}月{day}日"),
                format!("\"{year}年{month}月{day}日\""),
                format!("{year}/{month}/{day}"),
                format!("{year}.{month}.{day}"),
                format!("{year}－{month}－{day}"),
                wide(&format!("{year}年{month}月{day}日")),
            ] {
                self.add("data/slip-date", format!("{name} = {written}"));
            }
        }
    }

    /// Adds the slips in a one-line text.
    fn text(&mut self, name: &str, text: &str) {
        for [open, close] in [["“", "”"], ["”", "“"], ["“", "\""], ["\"", "”"], ["＂", "＂"]]
        {
            self.add("data/slip-quote", format!("{name} = {open}{text}{close}"));
        }
        let figures = text.starts_with(|c: char| c.is_ascii_digit());
        if !text.contains('\\') && !figures {
            self.add("data/slip-quote", format!("{name} = {text}"));
            self.add("data/slip-quote", format!("{name} = {text}\""));
        }
        if !text.ends_with('”') {
            self.unclosed("data/unclosed-text", format!("{name} = \"{text}"), self.line);
        }
        if !text.contains('\\') {
            self.add("data/slip-path", format!("{name} = \"某局\\办{text}\""));
        }
    }
}

/// Returns a text in full-width letters and figures.
fn wide(text: &str) -> String {
    let wide = |c: char| match c {
        '!'..='~' => char::from_u32(u32::from(c) + 0xfee0).unwrap_or(c),
        c => c,
    };
    text.chars().map(wide).collect()
}
