//! Whether an account may have a password: its source says by which rules, and nobody's own words are one.

use domain::{Refusal, Secret, Stop};

use crate::account::emails;
use crate::account::table::Account;
use crate::house::Door;
use crate::policy::site::Site;

impl Door {
    /// Reads the password of an account that is made here; refused with the reason.
    pub(crate) fn acceptable(
        &self,
        typed: &str,
        least: u16,
        words: &[&str],
    ) -> Result<Secret<String>, Refusal> {
        self.sources().rules().accept(typed, least, words)
    }

    /// Reads an account's new password, which may be none of its own words either; also whether it is too short to
    /// stand alone.
    pub(crate) async fn acceptable_for(
        &self,
        account: &Account,
        typed: &str,
        least: u16,
    ) -> Result<(Secret<String>, bool), Stop> {
        let sources = self.sources();
        let rules = sources.rules_for(account)?;
        let emails = emails::of_account(self.reader(), account.id).await?;
        let mut words = vec![
            account.name.as_str(),
            account.display_name.as_str(),
            self.config().site.as_str(),
        ];
        words.extend(emails.iter().map(|email| email.address.as_str()));
        let password = rules.accept(typed, least, &words)?;
        let short = password.expose().chars().count() < usize::from(rules.least.alone);
        Ok((password, short))
    }

    /// Least characters: fewer while a factor exists, or policy owes one in the same set-up. Refused where an
    /// account's password isn't changed here.
    pub(crate) async fn least_for(&self, account: &Account) -> Result<u16, Stop> {
        let sources = self.sources();
        let rules = sources.rules_for(account)?;
        let site = Site::read(self.reader()).await?;
        let all = factors::enrolment::of_account(self.reader(), account.id).await?;
        let holds = self.holds(&all, &site, self.is_required(account.id, &site).await?);
        Ok(if holds.factor || holds.required {
            rules.least.beside_factor
        } else {
            rules.least.alone
        })
    }
}
