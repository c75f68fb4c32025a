//! Which passwords an account may have: long enough, not common, none of one's own words.

use domain::{Refusal, Secret};

use crate::config::{Config, PasswordLeast};

/// What a source of first proofs asks of new passwords.
#[derive(Clone, Copy)]
pub(crate) struct Rules<'a> {
    pub(crate) least: PasswordLeast,
    /// Words of the site that no password may be.
    words: &'a [String],
}

impl<'a> Rules<'a> {
    pub(crate) fn of(config: &'a Config) -> Self {
        Self {
            least: config.password_least,
            words: &config.password_words,
        }
    }

    /// Reads a new password; refused with the reason.
    pub(crate) fn accept(
        &self,
        typed: &str,
        least: u16,
        words: &[&str],
    ) -> Result<Secret<String>, Refusal> {
        let password = domain::password::normalise(typed)?;
        let own = self.words.iter().map(String::as_str);
        let words: Vec<&str> = words.iter().copied().chain(own).collect();
        domain::password::check(&password, least, &words)?;
        Ok(password)
    }
}
