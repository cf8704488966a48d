//! Single sign-on (统一登录): whom a trusted proxy names in headers. Nobody else's headers are believed, and whoever
//! sent them, no part behind this one sees them.

use axum::extract::{Request, State};
use axum::http::header::{HeaderMap, HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;

use briefing_values::catalogue::Lang;
use briefing_values::clock;
use briefing_values::error::{self, Code, Problem, codes};

use crate::client::Peer;
use crate::office::{Office, Shared};
use crate::refusal::Refusal;
use crate::settings::SignOn;
use crate::store::{Role, User, can_be_name};

/// How much of a name that cannot be one is repeated, in characters.
const LONGEST: usize = 64;

/// What a trusted proxy says of whoever asks: who it is, or why it can be nobody.
#[derive(Debug, Clone)]
pub(crate) struct SignedOn(pub(crate) Result<User, Refusal>);

/// Takes the headers of sign-on off a request, and believes those of a trusted proxy.
pub(crate) async fn receive(
    State(office): State<Shared>,
    mut request: Request,
    next: Next,
) -> Response {
    if let Some(sign_on) = office.sign_on.as_deref() {
        let headers = Headers::take(sign_on, request.headers_mut());
        if office.proxies.brought(request.extensions()) {
            if let Some(person) = headers.person(sign_on) {
                warn_of_refusal(&office, &person);
                request.extensions_mut().insert(SignedOn(person));
            }
        } else if !headers.are_absent() {
            warn_of_impostor(&office, request.extensions().get());
        }
    }
    next.run(request).await
}

/// Refuses a name that differs from that of an account by the size of letters only.
pub(crate) fn is_alone(office: &Office, name: &str) -> error::Result<()> {
    let users = office.store.users()?;
    let alike = |user: &User| user.name != name && user.name.eq_ignore_ascii_case(name);
    if !users.iter().any(alike) {
        return Ok(());
    }
    let words = vec![("name", name.to_owned())];
    Err(Problem::Noted { code: codes::service::SIGN_ON_NAME, words }.into())
}

/// Logs that the proxy has named somebody who may not come in.
fn warn_of_refusal(office: &Office, person: &Result<User, Refusal>) {
    let Some(fault) = person.as_ref().err().and_then(|refusal| refusal.faults.first()) else {
        return;
    };
    if let Some(count) = office.not_admitted.count(clock::now()) {
        tracing::warn!(reason = fault.message.in_lang(Lang::En), count, "sign-on refused");
    }
}

/// Logs that somebody who is no trusted proxy has sent the headers of sign-on.
fn warn_of_impostor(office: &Office, peer: Option<&Peer>) {
    if let Some(count) = office.impostors.count(clock::now()) {
        let address = peer.map(|Peer(address)| address.to_string());
        tracing::warn!(address, count, "headers of sign-on from no trusted proxy were ignored");
    }
}

/// The headers of sign-on, as they were sent.
struct Headers {
    users: Vec<HeaderValue>,
    roles: Vec<HeaderValue>,
}

impl Headers {
    fn take(sign_on: &SignOn, headers: &mut HeaderMap) -> Self {
        let mut all = |name: &HeaderName| {
            let values = headers.get_all(name).iter().cloned().collect();
            headers.remove(name);
            values
        };
        let users = all(&sign_on.user_header);
        Self { users, roles: sign_on.role_header.as_ref().map(all).unwrap_or_default() }
    }

    fn are_absent(&self) -> bool {
        self.users.is_empty() && self.roles.is_empty()
    }

    /// Returns the person of these headers, or why they name nobody who may come in; `None` without a name. A proxy
    /// that lets somebody through whom it does not know may send an empty one.
    fn person(&self, sign_on: &SignOn) -> Option<Result<User, Refusal>> {
        let refused = |code: Code, name: &[u8]| {
            let name = String::from_utf8_lossy(name).chars().take(LONGEST).collect();
            Some(Err(Refusal::noted(code, vec![("name", name)])))
        };
        let name = match self.users.as_slice() {
            [] => return None,
            [name] if name.is_empty() => return None,
            [name] => name.as_bytes(),
            // One of them may be the client's.
            [name, ..] => return refused(codes::service::SIGN_ON_TWICE, name.as_bytes()),
        };
        let Some(name) = str::from_utf8(name).ok().filter(|name| can_be_name(name)) else {
            return refused(codes::service::SIGN_ON_NAME, name);
        };
        let Some(role) = self.role(sign_on) else {
            return refused(codes::service::SIGN_ON_ROLE, name.as_bytes());
        };
        Some(Ok(User { name: name.to_owned(), role, admin: false }))
    }

    /// Returns the highest role of the groups, and at least what everybody has: whoever can keep the proxy from
    /// naming a group gains nothing by it.
    fn role(&self, sign_on: &SignOn) -> Option<Role> {
        let groups = self.roles.iter().filter_map(|line| str::from_utf8(line.as_bytes()).ok());
        let groups = groups.flat_map(|line| line.split(',')).map(str::trim);
        groups.filter_map(|group| sign_on.roles.get(group).copied()).chain(sign_on.role).max()
    }
}

#[cfg(test)]
mod tests {
    use super::{Code, HeaderMap, HeaderName, HeaderValue, Headers, Role, SignOn, User, codes};

    /// A house in which the groups decide.
    fn by_group() -> SignOn {
        let roles = [("简报-编辑", Role::Editor), ("简报-发布", Role::Publisher)];
        SignOn {
            user_header: HeaderName::from_static("x-briefing-user"),
            role_header: Some(HeaderName::from_static("x-briefing-groups")),
            role: None,
            roles: roles.into_iter().map(|(group, role)| (group.to_owned(), role)).collect(),
            logout: None,
        }
    }

    /// Returns whom headers name, or the code of the refusal.
    fn named(sign_on: &SignOn, lines: &[(&str, &[u8])]) -> Option<Result<User, Code>> {
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            let name: HeaderName = name.parse().expect("a name");
            headers.append(name, HeaderValue::from_bytes(value).expect("a value"));
        }
        let taken = Headers::take(sign_on, &mut headers);
        assert!(!headers.contains_key(&sign_on.user_header));
        let role = sign_on.role_header.as_ref();
        assert!(role.is_none_or(|name| !headers.contains_key(name)));
        let person = taken.person(sign_on)?;
        Some(person.map_err(|refusal| refusal.faults[0].code))
    }

    fn user(name: &str, role: Role) -> User {
        User { name: name.into(), role, admin: false }
    }

    #[test]
    fn a_person_has_the_highest_role_of_the_groups() {
        let who = ("x-briefing-user", "韦建明".as_bytes());
        let named = |groups: &[&str]| {
            let groups = groups.iter().map(|line| ("X-Briefing-Groups", line.as_bytes()));
            let lines: Vec<_> = std::iter::once(who).chain(groups).collect();
            named(&by_group(), &lines)
        };
        assert_eq!(named(&["食堂,简报-编辑"]), Some(Ok(user("韦建明", Role::Editor))));
        assert_eq!(named(&["简报-发布, 简报-编辑"]), Some(Ok(user("韦建明", Role::Publisher))));
        assert_eq!(named(&["简报-编辑", "简报-发布"]), Some(Ok(user("韦建明", Role::Publisher))));
        for none in [&["食堂"][..], &["简报", "publisher"], &["简报-发布者"], &[]] {
            assert_eq!(named(none), Some(Err(codes::service::SIGN_ON_ROLE)), "{none:?}");
        }
    }

    #[test]
    fn everybody_has_at_least_the_role_of_all() {
        let all = SignOn { role: Some(Role::Reader), ..by_group() };
        let who = ("x-briefing-user", "wei".as_bytes());
        assert_eq!(named(&all, &[who]), Some(Ok(user("wei", Role::Reader))));
        let group = ("x-briefing-groups", "简报-编辑".as_bytes());
        assert_eq!(named(&all, &[who, group]), Some(Ok(user("wei", Role::Editor))));
        let alone = SignOn { role_header: None, ..all };
        assert_eq!(named(&alone, &[who, group]), Some(Ok(user("wei", Role::Reader))));
    }

    #[test]
    fn a_name_that_could_pass_for_another_is_refused() {
        let all = SignOn { role: Some(Role::Editor), ..by_group() };
        let name = |bytes: &[u8]| named(&all, &[("x-briefing-user", bytes)]);
        let refused = Some(Err(codes::service::SIGN_ON_NAME));
        let names = ["wеi", "ｗｅｉ", "wei,admin", "wei jianming", "(null)", "=?UTF-8?B?6Z8?="];
        for bytes in names.map(str::as_bytes) {
            assert_eq!(name(bytes), refused, "{}", String::from_utf8_lossy(bytes));
        }
        // GB 18030, and a name without end.
        assert_eq!(name(b"\xce\xa4\xbd\xa8\xc3\xf7"), refused);
        assert_eq!(name("韦".repeat(65).as_bytes()), refused);
        assert_eq!(name(b""), None);
        assert_eq!(named(&all, &[("x-briefing-groups", b"x")]), None);
    }

    #[test]
    fn two_names_are_nobody_and_another_header_is_none() {
        let all = SignOn { role: Some(Role::Editor), ..by_group() };
        let twice = [("x-briefing-user", &b"wei"[..]), ("X-Briefing-User", b"admin")];
        assert_eq!(named(&all, &twice), Some(Err(codes::service::SIGN_ON_TWICE)));
        assert_eq!(named(&all, &[("x_briefing_user", b"admin")]), None);
    }
}
