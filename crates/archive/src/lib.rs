//! The archive of published editions: plain files with everything that each was made from, and a log
//! that vouches for them. Beside it the audit trail; also the index that searches the editions, their
//! signatures, and a reader of finished PDFs.

pub mod archive;
pub mod audit;
pub mod index;
pub mod lines;
pub mod lock;
mod moment;
pub mod pdf_reader;
pub mod signature;
