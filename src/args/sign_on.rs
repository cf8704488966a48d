//! The words of single sign-on.

use clap::{Args, ValueEnum};

use briefing_service::HeaderName;

use super::UserRole;

/// Whom a trusted proxy names in the headers of a request.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Single sign-on")]
pub(crate) struct SignOnArgs {
    /// The header in which a trusted proxy names the user who has signed in there
    #[arg(long = "sign-on-user-header", value_name = "HEADER")]
    pub(crate) user_header: Option<HeaderName>,

    /// The header in which it says what the user is
    #[arg(long = "sign-on-role-header", value_name = "HEADER")]
    pub(crate) role_header: Option<HeaderName>,

    /// The role of those for whom no role is named; without it they may do nothing
    #[arg(long = "sign-on-role", value_enum, value_name = "ROLE")]
    pub(crate) role: Option<UserRole>,

    /// The role that a value of that header stands for; can be given more than once
    #[arg(long = "sign-on-roles", value_name = "VALUE=ROLE", value_parser = pair)]
    pub(crate) roles: Vec<(String, UserRole)>,
}

fn pair(word: &str) -> Result<(String, UserRole), String> {
    let pair = word.rsplit_once('=').and_then(|(value, role)| {
        UserRole::from_str(role, false).ok().map(|role| (value.to_owned(), role))
    });
    pair.ok_or_else(|| "the role is reader, editor or publisher".into())
}
