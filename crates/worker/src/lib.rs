//! Work that is handed to other processes: jobs and answers, the pool that manages the processes, and
//! the sandbox that they enter.

pub mod job;
pub mod memory;
pub mod pool;
mod sandbox;
pub mod worker;
