//! What was published and stays: editions, all that they follow from, and the log that vouches for them,
//! in plain files; an index to search them, signatures, and a reader of finished PDFs.

pub mod archive;
pub mod index;
pub mod lines;
pub mod lock;
pub mod pdf_reader;
pub mod signature;
