//! The command line: every promise of `--help`, and every exit code.

mod exit_codes;
mod help;
mod inputs;
mod junk;
mod messages;
mod outputs;
mod products;
mod same_bytes;
mod settings;
mod standards;
