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

    /// The role that everybody has at least; without it, those for whom no role is named may do nothing
    #[arg(long = "sign-on-role", value_enum, value_name = "ROLE")]
    pub(crate) role: Option<UserRole>,

    /// The role that a value of that header stands for; can be given more than once
    #[arg(long = "sign-on-roles", value_name = "VALUE=ROLE", value_parser = pair)]
    pub(crate) roles: Vec<(String, UserRole)>,

    /// Where people sign out: an address of the proxy
    #[arg(long = "sign-on-logout", value_name = "ADDRESS", value_parser = address)]
    pub(crate) logout: Option<String>,
}

/// Reads what can stand in a link; other kinds of addresses could be scripts.
fn address(word: &str) -> Result<String, String> {
    let link = ["/", "https://", "http://"].iter().any(|start| word.starts_with(start));
    if link { Ok(word.into()) } else { Err("an address is a URL, or begins with /".into()) }
}

/// Reads a group and its role. What the proxy sends is split at commas, so a group that has one would never be met.
fn pair(word: &str) -> Result<(String, UserRole), String> {
    let pair = word.rsplit_once('=').and_then(|(value, role)| {
        UserRole::from_str(role, false).ok().map(|role| (value.to_owned(), role))
    });
    let (value, role) = pair.ok_or("the role is reader, editor or publisher")?;
    if value.is_empty() || value.contains(',') || value.trim() != value {
        return Err("a group has a name, without commas, and without spaces around it".into());
    }
    Ok((value, role))
}
