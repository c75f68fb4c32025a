//! The telephone number of an enrolment, which its factor alone can read.

use domain::ids::{AccountId, EnrolmentId};
use domain::{Language, Secret, Stop};
use factors::{Asker, Enrolment};

use crate::house::Door;
use crate::policy::site::Site;

impl Door {
    /// The number of an account's enrolment in E.164; none where it is gone, suspended or off, or has none.
    pub(crate) async fn number_of(
        &self,
        account: AccountId,
        id: EnrolmentId,
    ) -> Result<Option<String>, Stop> {
        let all = factors::enrolment::of_account(self.reader(), account).await?;
        let site = Site::read(self.reader()).await?;
        let open = |one: &&Enrolment| {
            one.id == id && one.suspended.is_none() && self.is_open(&site, &one.kind)
        };
        let number = all.iter().find(open).and_then(|of| self.number_in(of));
        Ok(number.map(|number| number.expose().clone()))
    }

    /// The number that stands in an enrolment, where messages go to it by now.
    pub(crate) fn number_in(&self, of: &Enrolment) -> Option<Secret<String>> {
        let words = self.words(Language::FIRST, "");
        let at = self.context(&words, Asker::Nobody);
        let asks = self.registry().get(&of.kind)?.asks()?;
        asks.number(&at, of)
    }
}
