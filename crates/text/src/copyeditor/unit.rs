//! The unit: what a figure counts or measures.

/// Units as they are written, each with the name under which it is compared.
const UNITS: &[(&str, &str)] = &[
    ("个百分点", "点"),
    ("百分点", "点"),
    ("%", "%"),
    ("％", "%"),
    ("‰", "‰"),
    ("倍", "倍"),
    ("人次", "人次"),
    ("人", "人"),
    ("名", "人"),
    ("位", "人"),
    ("户次", "户次"),
    ("户", "户"),
    ("美元", "美元"),
    ("元", "元"),
    ("亩次", "亩次"),
    ("亩", "亩"),
    ("公顷", "公顷"),
    ("平方公里", "平方公里"),
    ("平方米", "平方米"),
    ("立方米", "立方米"),
    ("公里", "公里"),
    ("千米", "公里"),
    ("米", "米"),
    ("吨", "吨"),
    ("公斤", "公斤"),
    ("千克", "公斤"),
    ("斤", "斤"),
    ("千瓦时", "千瓦时"),
    ("千瓦", "千瓦"),
    ("兆瓦", "兆瓦"),
    ("年代", "年"),
    ("年", "年"),
    ("个月", "年"),
    ("月", "年"),
    ("日", "年"),
    ("号", "年"),
    ("天", "年"),
    ("周", "年"),
    ("岁", "年"),
    ("小时", "年"),
    ("分钟", "年"),
    ("时", "年"),
    ("点", "年"),
    ("分", "年"),
    ("秒", "年"),
    ("世纪", "年"),
    ("届", "年"),
    ("期", "年"),
];

/// Units of one character that count things.
const COUNTERS: &str =
    "个家座条处项件场次批所份栋幢间套台辆头只羽株棵张尾箱对支面口眼盏本册篇起宗类种门";

/// The name of all units of time and age.
pub(super) const TIME: &str = "年";

/// Returns the unit at the start of a text: as it is written, and as it is compared.
pub(super) fn unit(text: &str) -> Option<(&str, &str)> {
    let known = UNITS.iter().find(|(written, _)| text.starts_with(written));
    if let Some((written, name)) = known {
        return Some((&text[..written.len()], name));
    }
    let first = text.chars().next().filter(|c| COUNTERS.contains(*c))?;
    let written = &text[..first.len_utf8()];
    Some((written, written))
}

/// Returns whether a unit counts what cannot be halved.
pub(super) fn is_count(unit: &str) -> bool {
    matches!(unit, "人" | "人次" | "户" | "户次") || is_thing(unit)
}

/// Returns whether a unit counts things of any kind: 3个 of one kind need not be comparable with 3个 of
/// another.
pub(super) fn is_thing(unit: &str) -> bool {
    unit.chars().next().is_some_and(|c| COUNTERS.contains(c))
}
