//! How an office starts: with a project folder, and with each next issue.

mod init;
mod new;
