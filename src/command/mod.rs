//! The commands, one file each, and what they tell the person at the terminal.

mod audit;
mod backup;
mod bind;
mod check;
mod chosen;
mod excerpt;
mod explain;
mod findings;
mod fonts;
mod heading;
mod holdings;
mod init;
mod inputs;
mod isolate;
mod ledger;
mod list;
mod mend;
mod new;
mod outcome;
mod outputs;
mod plan;
mod publish;
mod regenerate;
mod render;
mod repair;
mod replay;
mod report;
mod round;
mod search;
mod serve;
mod show;
mod style;
mod timings;
mod user;
mod verify;
mod watch;
mod worker;

use std::process::ExitCode;

use clap::CommandFactory;

use briefing_values::catalogue::Lang;
use briefing_values::error::Result;

use crate::args::{Cli, Command, Findings, Language};

use chosen::Chosen;
use outcome::Outcome;
use report::Reporter;

pub use report::told;

/// Returns the language of messages: the one asked for, or the system's.
fn language(asked: Option<Language>) -> Lang {
    match asked {
        Some(Language::Zh) => Lang::Zh,
        Some(Language::En) => Lang::En,
        None => match sys_locale::get_locale() {
            Some(locale) if locale.starts_with("zh") => Lang::Zh,
            _ => Lang::En,
        },
    }
}

/// Runs the command, and returns the exit code.
pub fn run() -> ExitCode {
    let chosen = Chosen::from_command_line();
    let cli = chosen.cli();
    let reporter = Reporter::new(cli.color, language(cli.lang));
    let result = chosen.with_file().and_then(|chosen| act(&chosen, &reporter));
    match result {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Failed(kind)) => kind.exit_code().into(),
        Err(error) => {
            reporter.error(&error);
            error.kind().exit_code().into()
        }
    }
}

/// Does what was asked for.
fn act(chosen: &Chosen, reporter: &Reporter) -> Result<Outcome> {
    let done = |()| Outcome::Done;
    let cli = chosen.cli();
    match cli.command {
        Command::Render(args) if args.isolate => isolate::run(args, cli.root, reporter),
        Command::Render(args) => render::run(args, cli.root, reporter),
        Command::Check(args) => {
            let stream = match args.format {
                Findings::Human => Reporter::to_stdout(cli.color, reporter.lang()),
                _ => Reporter::new(cli.color, reporter.lang()),
            };
            check::run(&args, cli.root, &stream)
        }
        Command::Explain(args) => explain::run(&args, reporter.lang()).map(done),
        Command::Schema => outputs::schema(cli.root).map(done),
        Command::Init(args) => init::run(&args, reporter).map(done),
        Command::Style(args) => style::run(&args.action, cli.root, reporter),
        Command::New(args) => new::run(args, cli.root, reporter).map(done),
        Command::Watch(args) => watch::run(&args, cli.root, reporter),
        Command::Publish(args) => publish::run(&args, cli.root, reporter).map(done),
        Command::Regenerate(args) => regenerate::run(&args, cli.root, reporter),
        Command::Verify(args) => verify::run(&args, cli.root, reporter),
        Command::Repair(args) => repair::run(&args, cli.root.as_deref(), reporter),
        Command::Replay(args) => replay::run(&args, cli.root, reporter),
        Command::List(args) => list::run(&args, cli.root.as_deref(), reporter.lang()).map(done),
        Command::Log(args) => list::log(&args, cli.root.as_deref(), reporter.lang()).map(done),
        Command::Search(args) => search::run(&args, cli.root.as_deref(), reporter).map(done),
        Command::Bind(args) => bind::run(&args, cli.root).map(done),
        Command::Show(args) => show::run(&args, cli.root.as_deref(), reporter.lang()).map(done),
        Command::Fonts(args) => fonts::run(&args, cli.root).map(done),
        Command::Backup(args) => backup::run(&args, cli.root, reporter).map(done),
        Command::Serve(args) if args.show => {
            serve::show(&args, cli.root, chosen, reporter.lang()).map(done)
        }
        Command::Serve(args) => serve::run(&args, cli.root, reporter).map(done),
        Command::User(args) => user::run(&args, cli.root, reporter).map(done),
        Command::Audit(args) => audit::run(&args, cli.root, reporter),
        Command::Worker(args) => worker::run(&args, cli.root).map(done),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "briefing", &mut script);
            outputs::print(&script).map(done)
        }
        Command::Man => outputs::man(Cli::command()).map(done),
    }
}
