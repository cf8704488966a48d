//! A fault as HTML: its words, the line it is on with a caret, what to do.

use briefing_values::catalogue::{Lang, phrase};
use briefing_values::diagnostic::{Diagnostic, Location, Shown, Spot};
use briefing_values::error::Fault;

use briefing_values::html::{both, escaped};

/// How many faults are shown: more than anyone fixes before checking again.
const MOST: usize = 20;
/// How many characters of a line are shown on each side of the place.
const AROUND: usize = 40;

/// Writes faults one below the other.
pub(super) fn write(faults: &[Fault]) -> String {
    let first = Diagnostic::all(&faults[..faults.len().min(MOST)]);
    let mut html: String = first.iter().map(article).collect();
    if let more @ 1.. = faults.len().saturating_sub(MOST) {
        let words = both(&format!("……还有 {more} 处"), &format!("… and {more} more"));
        html.extend(["<p>", &words, "</p>\n"]);
    }
    html
}

fn article(it: &Diagnostic) -> String {
    let in_both = |say: &dyn Fn(Lang) -> String| both(&say(Lang::Zh), &say(Lang::En));
    let class = it.severity.name();
    let label = in_both(&|lang| phrase(class, lang));
    let words = in_both(&|lang| escaped(it.message.in_lang(lang)));
    let place = it.location.as_ref().map(place).unwrap_or_default();
    let hint = it.hint.as_ref().map(|hint| {
        let hint = in_both(&|lang| phrase("hint: ", lang) + &escaped(hint.in_lang(lang)));
        format!("<p class=\"hint\">{hint}</p>\n")
    });
    let hint = hint.unwrap_or_default();
    format!(
        "<article class=\"{class}\">\n<h2><b>{label}</b> {words}</h2>\n{place}{hint}</article>\n"
    )
}

/// Writes where a fault is: file, line, column, and the line itself with the place marked.
fn place(location: &Location) -> String {
    let Location { file, spot: Spot { line, column, .. }, excerpt } = location;
    let [before, marked, after] = excerpt.around(AROUND);
    let more = |part: Shown<'_>| if part.cut { "…" } else { "" };
    let end = |part: Shown<'_>| escaped(part.text) + more(part);
    format!(
        "<p class=\"place\">{}</p>\n<pre><i>{line}</i> {}{}<mark>{}</mark>{}</pre>\n",
        escaped(&format!("{file}:{line}:{column}")),
        more(before),
        escaped(before.text),
        end(marked),
        end(after),
    )
}

#[cfg(test)]
mod tests {
    use super::write;
    use briefing_values::error::{Fault, Place, Problem};

    #[test]
    fn a_fault_is_shown_on_its_line() {
        let text = "a = 1\n<b> = \"错\"\nc";
        let at = text.find("\"错").expect("it is there");
        let place = Place::new("<a>.toml".into(), text.into(), at..at + 5);
        let html = write(&[Fault::at(Problem::Empty { field: "b".into() }, place)]);
        assert!(html.contains("<p class=\"place\">&lt;a&gt;.toml:2:7</p>"), "{html}");
        let line = "<pre><i>2</i> &lt;b&gt; = <mark>&quot;错&quot;</mark></pre>";
        assert!(html.contains(line), "{html}");
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let text = format!("{}错{}", "一".repeat(500), "二".repeat(500));
        let place = Place::new("a".into(), text.into(), 1500..1503);
        let html = write(&[Fault::at(Problem::Empty { field: "b".into() }, place)]);
        let (_, html) = html.split_once("<pre>").expect("the line is shown");
        let (html, _) = html.split_once("</pre>").expect("the line ends");
        assert_eq!((html.matches('一').count(), html.matches('二').count()), (40, 40));
    }

    #[test]
    fn of_many_faults_the_first_are_shown() {
        let fault = Fault::from(Problem::NoTextOnFirstPage);
        let html = write(&vec![fault; 23]);
        assert_eq!(html.matches("<article").count(), 20);
        assert!(html.contains("… and 3 more"), "{html}");
    }
}
