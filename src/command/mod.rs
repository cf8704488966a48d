//! The commands: one file for each, and what they say to the person at the terminal.

mod excerpt;
mod fonts;
mod inputs;
mod outputs;
mod pages;
mod plan;
mod render;
mod report;
mod round;
mod timings;

use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use crate::args::{Cli, Command};
use crate::error::Kind;

use report::Reporter;

/// How a command ended, after it said what there was to say.
enum Outcome {
    /// All is done.
    Done,
    /// Something failed, and was reported.
    Failed(Kind),
}

/// Does what the command line says, and returns the exit code.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    let reporter = Reporter::new(cli.color);
    let done = |()| Outcome::Done;
    let result = match cli.command {
        Command::Render(args) => render::run(args, cli.root, &reporter),
        Command::Fonts(args) => fonts::run(&args, cli.root).map(done),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "briefing", &mut script);
            outputs::print(&script).map(done)
        }
        Command::Man => outputs::man(Cli::command()).map(done),
    };
    match result {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Failed(kind)) => kind.exit_code().into(),
        Err(error) => {
            reporter.error(&error);
            error.kind().exit_code().into()
        }
    }
}
