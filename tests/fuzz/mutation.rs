//! Spoils a file as a tired editor, a broken disk or an attacker would.

use briefing_support::chance::Chance;

use crate::files::File;

/// What is inserted: the marks of a Chinese keyboard, of TOML, of no keyboard at all.
const NASTY: [&[u8]; 45] = [
    "＝".as_bytes(),
    "“".as_bytes(),
    "”".as_bytes(),
    "”””".as_bytes(),
    "‘".as_bytes(),
    "＂".as_bytes(),
    "【".as_bytes(),
    "】".as_bytes(),
    "［".as_bytes(),
    "，".as_bytes(),
    "、".as_bytes(),
    "：".as_bytes(),
    "　".as_bytes(),
    "１４".as_bytes(),
    "2018年4月27日".as_bytes(),
    "9999年99月99日".as_bytes(),
    "标题".as_bytes(),
    "𠮷".as_bytes(),
    "\u{feff}".as_bytes(),
    "\u{202e}".as_bytes(),
    "\u{200b}".as_bytes(),
    "\u{85}".as_bytes(),
    "\u{301}".as_bytes(),
    b"'",
    b"'''",
    b"\"",
    b"\"\"\"",
    b"\\",
    b"\\u",
    b"\\uD800",
    b"\\\n",
    b"\0",
    b"\x1b[31m",
    b"\r",
    b"\t",
    b"\n",
    b"[[article]]\n",
    b"[",
    b"]",
    b"{",
    b" = ",
    b"#",
    b"-1e400",
    // Characters that are cut short.
    b"\xe4\xbd",
    b"\xf0\x9f",
];

/// Returns a file with a few things wrong, and the name of the file that it was made from.
pub(crate) fn spoiled<'f>(files: &'f [File], chance: &mut Chance) -> (&'f str, Vec<u8>) {
    let file = &files[chance.below(files.len())];
    let mut bytes = file.bytes.clone();
    for _ in 0..=chance.below(6) {
        spoil(&mut bytes, files, chance);
    }
    (&file.name, bytes)
}

/// Does one kind of damage to a file.
fn spoil(bytes: &mut Vec<u8>, files: &[File], chance: &mut Chance) {
    let at = chance.below(bytes.len() + 1);
    let end = (at + 1 + chance.below(30)).min(bytes.len());
    match chance.below(9) {
        0 if at < end => bytes[at] ^= 1 << chance.below(8),
        1 => drop(bytes.drain(at..end)),
        2 => bytes.truncate(at),
        3 => swap_lines(bytes, chance),
        4 => {
            let other = &files[chance.below(files.len())].bytes;
            let from = chance.below(other.len() + 1);
            let to = (from + chance.below(200)).min(other.len());
            insert(bytes, at, &other[from..to]);
        }
        5 => {
            let nasty = chance.one(&NASTY).repeat(1 + chance.below(40));
            insert(bytes, at, &nasty);
        }
        6 => exchange(bytes, chance),
        7 if at < end => {
            let twice = bytes[at..end].to_vec();
            insert(bytes, at, &twice);
        }
        _ => insert(bytes, at, chance.one(&NASTY)),
    }
}

fn insert(bytes: &mut Vec<u8>, at: usize, new: &[u8]) {
    drop(bytes.splice(at..at, new.iter().copied()));
}

fn swap_lines(bytes: &mut Vec<u8>, chance: &mut Chance) {
    let mut lines: Vec<_> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
    if !lines.is_empty() {
        let (one, other) = (chance.below(lines.len()), chance.below(lines.len()));
        lines.swap(one, other);
        *bytes = lines.concat();
    }
}

/// Writes a mark of the Chinese keyboard where TOML has its own.
fn exchange(bytes: &mut Vec<u8>, chance: &mut Chance) {
    let marks = |byte: &u8| b"=\"'[],\n0123456789".contains(byte);
    let places: Vec<_> = (0..bytes.len()).filter(|at| marks(&bytes[*at])).collect();
    if !places.is_empty() {
        let at = places[chance.below(places.len())];
        drop(bytes.splice(at..=at, chance.one(&NASTY).iter().copied()));
    }
}
