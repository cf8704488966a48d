//! The routes of the service, called within this process: no socket, no program, no waiting for either. A
//! test here says how a request is answered; `tests/service` at the top level asks the real program over
//! HTTP.
//!
//! A new test takes a [`service::Service`], set up with what it needs, and sends it requests.

#![allow(
    clippy::disallowed_methods,
    clippy::needless_pass_by_value,
    reason = "tests wait for what must come, and read better than they run"
)]

mod access;
mod accounts;
mod answers;
mod drafts;
mod files;
mod metrics;
mod pages;
mod prefix;
mod service;
mod ways_out;
