//! What is reported about the text of issues: every rule, every slip, and how precise they are.

#![allow(
    clippy::format_push_string,
    clippy::format_collect,
    reason = "tests read better than they run"
)]

mod catalogue;
mod corpus;
mod fields;
mod guide;
mod rules;
mod run_of_issues;
mod slips;
