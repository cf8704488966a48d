//! Work that is handed to other processes: jobs and answers, the pool that keeps the processes, and the
//! sandbox that they put themselves into.

pub mod job;
pub mod memory;
pub mod pool;
mod sandbox;
pub mod worker;
