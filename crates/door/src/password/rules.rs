//! Which passwords an account may have: long enough, not common, none of one's own words.

use domain::{Refusal, Secret, Stop};

use crate::account::emails;
use crate::account::table::Account;
use crate::house::Door;
use crate::policy::site::Site;

impl Door {
    /// Reads a new password; refused with the reason.
    pub(crate) fn acceptable(
        &self,
        typed: &str,
        least: u16,
        words: &[&str],
    ) -> Result<Secret<String>, Refusal> {
        let password = domain::password::normalise(typed)?;
        let own = self.config().password_words.iter().map(String::as_str);
        let words: Vec<&str> = words.iter().copied().chain(own).collect();
        domain::password::check(&password, least, &words)?;
        Ok(password)
    }

    /// The same for an account's own words; also whether it is too short to stand alone.
    pub(crate) async fn acceptable_for(
        &self,
        account: &Account,
        typed: &str,
        least: u16,
    ) -> Result<(Secret<String>, bool), Stop> {
        let emails = emails::of_account(self.reader(), account.id).await?;
        let mut words = vec![
            account.name.as_str(),
            account.display_name.as_str(),
            self.config().site.as_str(),
        ];
        words.extend(emails.iter().map(|email| email.address.as_str()));
        let password = self.acceptable(typed, least, &words)?;
        let alone = usize::from(self.config().password_least.0);
        let short = password.expose().chars().count() < alone;
        Ok((password, short))
    }

    /// Least characters: fewer while a factor exists, or policy owes one in the same set-up.
    pub(crate) async fn least_for(&self, account: &Account) -> Result<u16, Stop> {
        let site = Site::read(self.reader()).await?;
        let all = factors::enrolment::of_account(self.reader(), account.id).await?;
        let holds = self.holds(&all, &site, self.is_required(account.id, &site).await?);
        let (alone, beside) = self.config().password_least;
        Ok(if holds.factor || holds.required {
            beside
        } else {
            alone
        })
    }
}
