//! The archive: publishing an issue, and setting it again from what is kept of it.

pub use briefing_archive::archive::{Archive, Entry, Moment, Policy, Published, Statement};
pub use briefing_desk::record::publish::Handover;
pub use briefing_desk::record::regenerate::Regenerator;
