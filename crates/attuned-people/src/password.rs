//! Passwords: argon2id with the library's defaults (OWASP's recommended parameters, RFC 9106), off the async threads.

use argon2::password_hash::phc::PasswordHash;
use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use attuned_web::Problem;

/// NCSC advises length over rules about letters and signs:
/// <https://www.ncsc.gov.uk/collection/passwords/updating-your-approach>.
pub const SHORTEST: usize = 12;
/// Beyond this a password is no safer, and hashing it would only cost time.
pub const LONGEST: usize = 200;

/// What would make the password work, where it does not.
pub fn advice(password: &str) -> Option<&'static str> {
    let length = password.chars().count();
    if length < SHORTEST {
        return Some("Enter a password of at least 12 letters; three random words work well");
    }
    if length > LONGEST {
        return Some("Enter a password of at most 200 letters");
    }
    let mut distinct: Vec<char> = password.chars().collect();
    distinct.sort_unstable();
    distinct.dedup();
    (distinct.len() < 5)
        .then_some("Enter a password with more different letters; three random words work well")
}

/// # Errors
/// When the hash cannot be made; the cause never holds the password.
pub async fn hash(password: String) -> Result<String, Problem> {
    let made = tokio::task::spawn_blocking(move || {
        Argon2::default()
            .hash_password(password.as_bytes())
            .map(|hash| hash.to_string())
    });
    made.await
        .map_err(Problem::unexpected)?
        .map_err(Problem::unexpected)
}

/// Whether the password fits. With no hash the same work is done, so that the time taken does not tell whether there is
/// an account.
///
/// # Errors
/// When the check cannot be run.
pub async fn fits(password: String, hash: Option<String>) -> Result<bool, Problem> {
    let checked =
        tokio::task::spawn_blocking(move || match hash.as_deref().map(PasswordHash::new) {
            Some(Ok(hash)) => Argon2::default()
                .verify_password(password.as_bytes(), &hash)
                .is_ok(),
            Some(Err(_)) | None => {
                let _ = Argon2::default().hash_password(password.as_bytes());
                false
            }
        });
    checked.await.map_err(Problem::unexpected)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn length_counts_and_signs_do_not() {
        assert!(advice("correct horse battery").is_none());
        assert!(advice("P4$$w0rd!").is_some());
        assert!(advice("aaaaaaaaaaaaaaaa").is_some());
        assert!(advice(&"x1y2z".repeat(50)).is_some());
    }
}
