//! The document (网页) that the browser shows: the state, the faults, the pages.

use std::fmt::Write;

use briefing_values::html::{both, escaped};

use super::fault;
use super::{PageState, Preview};

/// Writes the document of a preview. It works without its script, which only refreshes it.
pub(super) fn write(preview: &Preview) -> String {
    let name = escaped(&preview.name);
    let gone = both("已断开：程序已结束", "Not connected: the program has ended");
    format!(
        r#"<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}{name}</title>
<link rel="icon" href="icon.svg">
<link rel="stylesheet" href="preview.css">
<script src="preview.js" defer></script>
</head>
<body>
<header>
<h1>{name}</h1>
<p id="state" role="status" aria-live="polite">{state}</p>
<p id="gone" role="alert" hidden>{gone}</p>
</header>
<section id="faults" role="alert" tabindex="0">
{faults}</section>
<main id="pages" class="{class}">
{pages}</main>
</body>
</html>
"#,
        title = if preview.errors.is_empty() { "" } else { "✗ " },
        state = state(preview),
        faults = faults(preview),
        class = if preview.state == PageState::Old { "old" } else { "current" },
        pages = pages(preview),
    )
}

fn state(preview: &Preview) -> String {
    let count = preview.pages.len();
    match preview.state {
        PageState::Waiting => both("正在排版……", "Setting the pages …"),
        PageState::Current(spent) => {
            let (ms, s) = (spent.as_millis(), if count == 1 { "" } else { "s" });
            both(&format!("{count} 页，{ms} 毫秒"), &format!("{count} page{s} in {ms} ms"))
        }
        PageState::Old if count == 0 => both("还没有版面", "There are no pages yet"),
        PageState::Old => both("这是上一次排好的版面", "These are the last good pages"),
    }
}

fn faults(preview: &Preview) -> String {
    fault::write(&preview.errors) + &fault::write(&preview.warnings)
}

/// Writes the pages. Those out of view are fetched when they are scrolled into it.
fn pages(preview: &Preview) -> String {
    let (mut html, count) = (String::new(), preview.pages.len());
    for (n, page) in preview.pages.iter().enumerate() {
        let number = n + 1;
        let (address, [width, height]) = (page.address(number), page.pixels());
        // Writing to a string cannot fail.
        let _ = writeln!(
            html,
            "<img src=\"{address}\" alt=\"第 {number} 页，共 {count} 页 (page {number} of {count})\" \
             width=\"{width}\" height=\"{height}\" loading=\"lazy\">"
        );
    }
    html
}
