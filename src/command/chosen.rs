//! What was chosen: the command line, and for the commands of the service its file of settings, below command line
//! and environment.

use std::any::TypeId;
use std::num::{NonZeroU32, NonZeroU64, NonZeroUsize};
use std::path::{Path, PathBuf};

use clap::builder::PossibleValue;
use clap::parser::ValueSource;
use clap::{Arg, ArgAction, ArgMatches, Command, CommandFactory, FromArgMatches};

use briefing_engine::house::House;
use briefing_text::options::{Given, Holds, Known, Options, Word};
use briefing_values::catalogue::{Lang, phrase};
use briefing_values::error::{Error, Fault, Problem, Result, codes};
use briefing_values::sheet::Sheet;

use crate::args::Cli;

use super::inputs::Input;

/// The file of settings in a project folder.
const FILE: &str = "serve.toml";
/// The tables of the file: `--retention-saves` is `saves` in `[retention]`.
const TABLES: [&str; 2] = ["retention", "sign_on"];

/// The words of the command line, completed from the file, and what the file gives.
pub(super) struct Chosen {
    matches: ArgMatches,
    given: Vec<Given>,
}

impl Chosen {
    /// Reads the command line; ends the program if it makes no sense, or asks for help.
    pub(super) fn from_command_line() -> Self {
        Self { matches: Cli::command().get_matches(), given: Vec::new() }
    }

    /// Returns the words.
    pub(super) fn cli(&self) -> Cli {
        Cli::from_arg_matches(&self.matches).unwrap_or_else(|error| error.exit())
    }

    /// Completes the words from the file, if the command is one of the service and there is a file.
    pub(super) fn with_file(self) -> Result<Self> {
        let Some(file) = self.file() else { return Ok(self) };
        let sheet =
            Sheet::new(&file.display().to_string(), &Input::File(file.clone()).read_bytes()?)?;
        let known: Vec<_> = options().iter().map(known).collect();
        let Options { given, mut faults } = Options::read(&sheet, &known);
        faults.extend(given.iter().flat_map(refusals));
        faults.sort_by_key(|fault| fault.place.as_ref().map(|place| place.range.start));
        Error::unless(faults, ())?;
        let name = self.matches.subcommand_name().unwrap_or_default().to_owned();
        let beside = file.parent().unwrap_or(Path::new(""));
        let command = Cli::command().mut_subcommand(name, |command| below(command, &given, beside));
        Ok(Self { matches: command.get_matches(), given })
    }

    /// Returns the file, if the command reads one.
    fn file(&self) -> Option<PathBuf> {
        let (_, command) = self.matches.subcommand()?;
        let named = command.try_get_one::<PathBuf>("config").ok()?;
        let root = self.matches.get_one::<PathBuf>("root").cloned();
        let root = || root.or_else(|| House::root_of(Path::new(".")));
        let default = || root().map(|root| root.join(FILE)).filter(|file| file.is_file());
        named.cloned().or_else(default)
    }

    /// Returns name, value and source of each option of the service; `otherwise` has the values of some that have no
    /// fixed default.
    pub(super) fn rows(&self, otherwise: &[(&str, String)], lang: Lang) -> Vec<Vec<String>> {
        let Some((_, matches)) = self.matches.subcommand() else { return Vec::new() };
        let row = |arg: &Arg| {
            let name = name(arg);
            let id = arg.get_id().as_str();
            let words = matches.get_raw(id).into_iter().flatten();
            let words: Vec<_> = words.map(|word| word.to_string_lossy()).collect();
            let given = self.given.iter().find(|given| given.name == name);
            let source = match (matches.value_source(id), given) {
                (Some(ValueSource::CommandLine), _) => phrase("command line", lang),
                (Some(ValueSource::EnvVariable), _) => {
                    arg.get_env().unwrap_or_default().to_string_lossy().into_owned()
                }
                (_, Some(given)) => format!("{}:{}", given.place.file, given.place.line()),
                (_, None) => phrase("default", lang),
            };
            let default = otherwise.iter().find(|(other, _)| *other == name);
            let value = match default {
                Some((_, value)) if words.is_empty() => value.clone(),
                _ => words.join(", "),
            };
            vec![name, value, source]
        };
        options().iter().map(row).collect()
    }
}

/// Lists what can stand in the file: every option of `briefing serve` that has a value, except for the file.
fn options() -> Vec<Arg> {
    let command = Cli::command();
    let serve = command.find_subcommand("serve").into_iter().flat_map(Command::get_arguments);
    let option = |arg: &&Arg| arg.get_action().takes_values() && arg.get_id() != "config";
    serve.filter(option).cloned().collect()
}

/// Returns the name of an option in the file.
fn name(arg: &Arg) -> String {
    let name = arg.get_long().unwrap_or_default().replace('-', "_");
    let below = |table: &str| {
        let rest = name.strip_prefix(table)?.strip_prefix('_')?;
        Some(format!("{table}.{rest}"))
    };
    TABLES.iter().find_map(|table| below(table)).unwrap_or(name)
}

fn known(arg: &Arg) -> Known {
    Known { name: name(arg), holds: holds(arg) }
}

/// Returns what an option may hold.
fn holds(arg: &Arg) -> Holds {
    let parser = arg.get_value_parser();
    let choices = arg.get_possible_values();
    let is = |kind: TypeId| parser.type_id() == kind;
    let pairs = || arg.get_value_names().into_iter().flatten().any(|name| name.contains('='));
    if matches!(arg.get_action(), ArgAction::Append) {
        if pairs() { Holds::Pairs } else { Holds::Texts }
    } else if !choices.is_empty() {
        Holds::Choice(choices.iter().map(PossibleValue::get_name).map(String::from).collect())
    } else if [TypeId::of::<NonZeroU32>(), TypeId::of::<NonZeroU64>(), TypeId::of::<NonZeroUsize>()]
        .into_iter()
        .any(is)
    {
        Holds::Number(1)
    } else if is(TypeId::of::<usize>()) || is(TypeId::of::<u32>()) {
        Holds::Number(0)
    } else {
        Holds::Text
    }
}

/// Returns why the command line would refuse words that the file gives.
fn refusals(given: &Given) -> Vec<Fault> {
    let Some(arg) = options().into_iter().find(|arg| name(arg) == given.name) else {
        return Vec::new();
    };
    let long = arg.get_long().unwrap_or_default().to_owned();
    // The environment is looked at elsewhere.
    let command = Command::new("").no_binary_name(true).arg(arg.env(None::<&str>));
    let refusal = |word: &Word| {
        let words = [format!("--{long}={}", word.text)];
        let error = command.clone().try_get_matches_from(words).err()?;
        let why = std::error::Error::source(&error).map(ToString::to_string).unwrap_or_default();
        let found = word.text.clone();
        let words = vec![("field", given.name.clone()), ("found", found), ("why", why)];
        let problem = Problem::Noted { code: codes::service::SETTING, words };
        Some(Fault::at(problem, word.place.clone()))
    };
    given.words.iter().filter_map(refusal).collect()
}

/// Makes what the file gives the defaults of a command, as far as it has the options. A relative path starts from where
/// the file is.
fn below(command: Command, given: &[Given], beside: &Path) -> Command {
    let own: Vec<_> = command.get_arguments().cloned().collect();
    own.iter().fold(command, |command, arg| {
        let Some(given) = given.iter().find(|given| given.name == name(arg)) else {
            return command;
        };
        let is_path = arg.get_value_parser().type_id() == TypeId::of::<PathBuf>();
        let word = |Word { text, .. }: &Word| {
            if is_path { beside.join(text).into_os_string() } else { text.into() }
        };
        let words: Vec<_> = given.words.iter().map(word).collect();
        command.mut_arg(arg.get_id(), |arg| arg.default_values(words))
    })
}
