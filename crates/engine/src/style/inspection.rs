//! Finds what is wrong with a style without setting an issue in it: templates, blocks, words and pictures that nothing
//! leads to, or that are not there.

use std::collections::BTreeSet;
use std::ops::Range;

use briefing_values::catalogue::most_like;
use briefing_values::error::{Code, Fault, Place, Problem, codes};

use super::tags::{REMARK, Tag, members, tags};
use super::{Style, Template};

impl Style {
    /// Returns what is wrong with the templates, words and pictures of a style.
    pub fn inspect(&self) -> Vec<Fault> {
        let mut faults = self.blocks();
        faults.extend(self.templates.values().flat_map(outside));
        faults.extend(self.words());
        faults.extend(self.unreached());
        faults.extend(self.unused());
        faults
    }

    /// Returns the blocks of a template, with those of the ones that it extends.
    pub fn blocks_of(&self, template: &str) -> BTreeSet<&str> {
        let mut blocks = BTreeSet::new();
        let mut next = self.templates.get(template);
        // Templates that extend one another in a circle are refused when they are filled.
        for _ in 0..=self.templates.len() {
            let Some(template) = next else { break };
            blocks.extend(named(template, "block").map(|tag| tag.about));
            next = named(template, "extends").next().and_then(|tag| self.templates.get(tag.about));
        }
        blocks
    }

    /// Finds blocks that the extended template does not have: nothing would ever print them.
    fn blocks(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        for template in self.templates.values() {
            let Some(base) = named(template, "extends").next() else { continue };
            if !self.templates.contains_key(base.about) {
                continue;
            }
            let known = self.blocks_of(base.about);
            // A block within another one is new, and is printed with it.
            let mut depth = 0_usize;
            for tag in tags(&template.text) {
                match tag.word {
                    "block" if depth == 0 && !known.contains(tag.about) => {
                        let near = most_like(tag.about, known.iter().copied());
                        let (name, base) = (tag.about.to_owned(), base.about.to_owned());
                        let words = vec![("name", name), ("base", base)];
                        let problem = Problem::no_such(codes::template::NO_SUCH_BLOCK, words, near);
                        faults.push(Waiting(problem).at(template, tag.range));
                        depth += 1;
                    }
                    "block" => depth += 1,
                    "endblock" => depth = depth.saturating_sub(1),
                    _ => {}
                }
            }
        }
        faults
    }

    /// Finds words that a template asks for and the style does not have, and those that it has for nobody.
    fn words(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        let mut used = BTreeSet::new();
        for template in self.templates.values() {
            for (name, range) in members(&template.text, "strings") {
                used.insert(name);
                if !self.strings.contains_key(name) {
                    let near = most_like(name, self.strings.keys().map(String::as_str));
                    let words = vec![("name", name.to_owned())];
                    let problem = Problem::no_such(codes::template::NO_SUCH_STRING, words, near);
                    faults.push(Waiting(problem).at(template, range));
                }
            }
        }
        let idle = self.strings.keys().filter(|name| !used.contains(name.as_str()));
        faults.extend(idle.map(|name| {
            let near = most_like(name, used.iter().copied());
            self.idle(if near.is_some() { "misspelt" } else { "string" }, name, near)
        }));
        faults
    }

    /// Finds templates that nothing leads to from the one that includes the others.
    fn unreached(&self) -> Vec<Fault> {
        let mut reached = BTreeSet::new();
        let mut next = vec![self.entry.as_str()];
        while let Some(name) = next.pop() {
            let Some(template) = self.templates.get(name).filter(|_| reached.insert(name)) else {
                continue;
            };
            // A tag may choose among several.
            let said = tags(&template.text).into_iter().filter(|tag| tag.word != REMARK);
            for tag in said {
                let words = template.text[tag.range].split(['"', '\'']);
                next.extend(words.filter(|word| self.templates.contains_key(*word)));
            }
        }
        // What was taken over is for the style that has it to reach.
        let folder = format!("templates/{}/", self.name);
        let own = self.templates.iter().filter(|(_, template)| template.file.contains(&folder));
        let lost = own.filter(|(name, _)| !reached.contains(name.as_str()));
        lost.map(|(name, template)| {
            let words = vec![("name", name.clone()), ("entry", self.entry.clone())];
            noted(codes::template::NOT_REACHED, words).at(template, 0..0)
        })
        .collect()
    }

    /// Finds pictures of the style that no template has.
    fn unused(&self) -> Vec<Fault> {
        let named = |name: &String| {
            let mut templates = self.templates.values();
            templates.any(|template| template.text.contains(name.as_str()))
        };
        self.assets
            .keys()
            .filter(|name| !named(name))
            .map(|name| self.idle("asset", name, None))
            .collect()
    }

    /// Returns the fault of something in the manifest, or beside it, that nothing uses.
    fn idle(&self, case: &str, name: &str, near: Option<String>) -> Fault {
        let mut words = vec![("name", name.to_owned()), ("case", case.to_owned())];
        words.extend(near.map(|near| ("near", near)));
        Fault::new(Problem::Noted { code: codes::template::IDLE, words }, self.in_manifest(name))
    }

    /// Returns whether a template names a value, such as `extra.map`.
    pub fn names(&self, value: &str) -> bool {
        self.templates.values().any(|template| template.text.contains(value))
    }

    /// Returns the place of a name in the style's own manifest, where it is a key or stands in quotation marks; or else the
    /// beginning of the manifest.
    pub fn in_manifest(&self, name: &str) -> Option<Place> {
        let sheet = &self.manifests.first()?.sheet;
        let quoted = format!("\"{name}\"");
        let mut start = 0;
        let found = sheet.text.split_inclusive('\n').find_map(|line| {
            let key = line.split('=').next().is_some_and(|key| key.trim() == name);
            let at = if key { line.find(name) } else { line.find(&quoted).map(|at| at + 1) };
            let at = at.filter(|_| !line.trim_start().starts_with('#')).map(|at| start + at);
            start += line.len();
            at
        });
        let range = found.map_or(0..0, |at| at..at + name.len());
        Some(Place::new(sheet.name.clone(), sheet.text.clone(), range))
    }
}

/// Finds what an extending template has outside its blocks: nothing of that is ever printed.
fn outside(template: &Template) -> Vec<Fault> {
    if named(template, "extends").next().is_none() {
        return Vec::new();
    }
    let text = &template.text;
    let end = Tag { word: "", about: "", range: text.len()..text.len() };
    let (mut depth, mut at) = (0_usize, 0);
    let mut faults = Vec::new();
    for tag in tags(text).into_iter().chain([end]) {
        let between = &text[at..tag.range.start];
        let said = between.trim();
        if depth == 0 && !said.is_empty() {
            let start = at + between.len() - between.trim_start().len();
            let fault = noted(codes::template::OUTSIDE_BLOCK, Vec::new());
            faults.push(fault.at(template, start..start + said.len()));
        }
        match tag.word {
            "block" | "macro" => depth += 1,
            "endblock" | "endmacro" => depth = depth.saturating_sub(1),
            _ => {}
        }
        at = tag.range.end;
    }
    faults
}

/// Returns the tags of a template that begin with a word.
fn named<'t>(template: &'t Template, word: &'static str) -> impl Iterator<Item = Tag<'t>> {
    tags(&template.text).into_iter().filter(move |tag| tag.word == word)
}

/// A problem that waits for its place.
struct Waiting(Problem);

impl Waiting {
    fn at(self, template: &Template, range: Range<usize>) -> Fault {
        Fault::at(self.0, Place::new(template.file.clone(), template.text.clone(), range))
    }
}

fn noted(code: Code, words: Vec<(&'static str, String)>) -> Waiting {
    Waiting(Problem::Noted { code, words })
}
