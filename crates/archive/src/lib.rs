//! The archive of published editions: plain files with everything that each was made from, and a log
//! that vouches for them. Also the index that searches them, their signatures, and a reader of finished
//! PDFs.

pub mod archive;
pub mod index;
pub mod lines;
pub mod lock;
pub mod pdf_reader;
pub mod signature;
