//! What an editor writes: reads an issue's file, reports what is wrong with its text, and writes files
//! back, from a form or for the next issue. No page is set here.

pub mod copyeditor;
pub mod fields;
pub mod issue_form;
pub mod manuscript;
pub mod next_issue;
pub mod options;
pub mod scaffold;
