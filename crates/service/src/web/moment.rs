//! A moment as people read it.

use briefing_archive::archive::Moment;

/// Returns a moment, given in seconds since 1970 began, as people read it.
pub(super) fn said(seconds: i64) -> String {
    let moment = Moment::after_1970(seconds.try_into().unwrap_or_default()).to_string();
    moment.trim_end_matches("+08:00").replace('T', " ")
}
