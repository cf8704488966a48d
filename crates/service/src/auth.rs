//! Credentials: passwords, and the keys of sessions and programs. Only their hashes are stored.

use argon2::password_hash::phc::PasswordHash;
use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use subtle::ConstantTimeEq;

use briefing_values::error::{Problem, Result, codes};
use briefing_values::fingerprint::Fingerprint;

/// The minimum length of a password, in characters (NIST SP 800-63B-4, 3.1.1.2, requires 15 if the password
/// is the only factor, and at least 8 otherwise).
pub(crate) const SHORTEST: usize = 10;

/// A hash that no password matches, with the same costs as all others.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5bm9ib2R5bm8$0000000000000000000000000000000000000000000";

/// Returns the Argon2id hash of a password, with its salt and costs, as a PHC string.
///
/// # Errors
/// A password that is too short; a machine without random numbers.
pub fn hash(password: &str) -> Result<String> {
    if password.chars().count() < SHORTEST {
        let words = vec![("least", SHORTEST.to_string())];
        return Err(Problem::Noted { code: codes::service::SHORT_PASSWORD, words }.into());
    }
    let hash = Argon2::default().hash_password(password.as_bytes()).map_err(|error| {
        let (path, reason) = ("a random number".into(), error.to_string());
        Problem::Access { action: "make", path, reason }
    })?;
    Ok(hash.to_string())
}

/// Returns whether a password matches a hash. Without a hash this takes just as long, so that the time does
/// not reveal which names exist.
pub(crate) fn is_of(password: &str, hash: Option<&str>) -> bool {
    let Ok(parsed) = PasswordHash::new(hash.unwrap_or(NOBODY)) else { return false };
    let same = Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok();
    same && hash.is_some()
}

/// Returns a key that nobody can guess: 256 random bits, as hexadecimal digits.
///
/// # Errors
/// A machine without random numbers.
pub fn key() -> Result<String> {
    let mut bits = [0; 32];
    getrandom::fill(&mut bits).map_err(|error| {
        let (path, reason) = ("a random number".into(), error.to_string());
        Problem::Access { action: "make", path, reason }
    })?;
    // The hash is just as random, and prints as hexadecimal digits.
    Ok(Fingerprint::of(bits).to_string())
}

/// Returns the hash that is stored for a key. A key is random, so it needs no salt and no costs; and
/// because it is looked up by its hash, the time does not reveal how much of a guess is right.
pub fn kept(key: &str) -> String {
    Fingerprint::of(key).to_string()
}

/// Returns what every form of a user carries who has no session: others cannot compute it, as it is made with a
/// secret. Hashed twice, as a hash of SHA-256 can be continued without the secret.
pub(crate) fn form_key(secret: &str, user: &str) -> String {
    let once = Fingerprint::of(format!("{secret}{user}"));
    Fingerprint::of(format!("{secret}{once}")).to_string()
}

/// Returns whether two strings are equal, in a time that does not depend on where they differ.
pub(crate) fn same(one: &str, other: &str) -> bool {
    one.as_bytes().ct_eq(other.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::{form_key, hash, is_of, kept, key, same};

    #[test]
    fn a_password_is_known_by_its_hash() {
        let hashed = hash("天等县的小车间和大扶贫啊").expect("it is long enough");
        assert!(hashed.starts_with("$argon2id$v=19$"), "{hashed}");
        assert!(is_of("天等县的小车间和大扶贫啊", Some(&hashed)));
        assert!(!is_of("天等县的小车间和大扶贫", Some(&hashed)));
        assert!(!is_of("天等县的小车间和大扶贫啊", None));
        assert!(hash("short").is_err());
    }

    #[test]
    fn nobody_has_a_hash_that_can_be_worked_out() {
        // A hash that cannot be parsed would be refused at once, and so reveal that the name does not
        // exist.
        assert!(argon2::password_hash::phc::PasswordHash::new(super::NOBODY).is_ok());
    }

    #[test]
    fn keys_differ_and_are_kept_as_hashes() {
        let (one, other) = (key().expect("random"), key().expect("random"));
        assert_eq!((one.len(), kept(&one).len()), (64, 64));
        assert!(one != other && kept(&one) != one && same(&one, &one) && !same(&one, &other));
    }

    #[test]
    fn a_form_key_is_that_of_one_user_in_one_office() {
        let own = form_key("secret", "wei");
        assert_eq!(own, form_key("secret", "wei"));
        let others = [form_key("secret", "huang"), form_key("another", "wei"), kept("secretwei")];
        assert!(!others.contains(&own) && own.len() == 64);
    }
}
