//! The telephone number of an enrolment, which its factor alone can read.

use domain::ids::{AccountId, EnrolmentId};
use domain::{Language, Stop};
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
        let stands = |one: &&Enrolment| one.id == id && one.suspended.is_none();
        let open = all.iter().find(stands);
        let Some(of) = open.filter(|of| self.is_open(&site, &of.kind)) else {
            return Ok(None);
        };
        let words = self.words(Language::FIRST, "");
        let at = self.context(&words, Asker::Nobody);
        let asks = self.factor(&of.kind)?.asks();
        let number = asks.and_then(|asks| asks.number(&at, of));
        Ok(number.map(|number| number.expose().clone()))
    }
}
