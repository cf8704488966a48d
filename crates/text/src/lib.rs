//! What an editor writes: an issue's file is read into an issue, what is wrong with its text is told, and
//! what was filled into a form, or is to become the next issue, is written back. No page is set here.

pub mod copyeditor;
pub mod fields;
pub mod issue_form;
pub mod manuscript;
pub mod next_issue;
pub mod scaffold;
