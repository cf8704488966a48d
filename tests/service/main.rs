//! The service: the real program, asked over real HTTP and looked at in a real browser.
//!
//! Whatever needs Chromium (Debian: chromium, chromium-driver) is skipped where it is missing, and says so.

#![allow(
    clippy::disallowed_methods,
    reason = "tests write files of their own, in folders of their own, and wait for real programs"
)]
#![allow(
    dead_code,
    clippy::format_collect,
    clippy::format_push_string,
    clippy::needless_pass_by_value,
    reason = "the support of the suite is shared, and tests read better than they run"
)]

mod access;
mod browser;
mod drafts;
mod format_1;
mod hostile;
mod http;
mod interface;
mod keys;
mod retention;
mod sandbox;
mod worker;
