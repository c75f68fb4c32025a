//! What somebody could sign in by if one of their enrolments didn't answer any more.

use domain::ids::EnrolmentId;
use factors::Enrolment;

use crate::enrolments::held::Held;
use crate::house::Door;

/// What could answer without an enrolment that can.
pub(super) struct Left {
    /// Once it is suspended, nothing could of what makes a second proof owed.
    pub none_if_suspended: bool,
    /// The same once it is removed, where one is owed still.
    pub none_if_removed: bool,
    /// Codes of one's own that are left for that day.
    pub codes: i64,
}

impl Door {
    pub(super) fn left_without(&self, mut held: Held, id: EnrolmentId) -> Left {
        let is_it = |one: &Enrolment| one.id == id;
        let answers = self.answering(&held).any(is_it);
        let others = self.answering(&held).any(|one| !is_it(one));
        let codes = self.codes_left(&held);
        held.all.retain(|one| !is_it(one));
        let none_left = self.owes(&held) && self.answering(&held).next().is_none();
        Left {
            none_if_suspended: answers && !others,
            none_if_removed: answers && none_left,
            codes,
        }
    }

    fn codes_left(&self, held: &Held) -> i64 {
        let own = self.own_fallback().map(|(kind, _)| kind);
        let of_own = held.all.iter().filter(|one| {
            one.exists()
                && Some(&one.kind) == own.as_ref()
                && one.answers(self.now())
                && held.stands(one)
                && self.is_open(&held.site, &one.kind)
        });
        of_own
            .map(|one| one.codes_left)
            .fold(0, i64::saturating_add)
    }
}
