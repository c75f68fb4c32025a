//! What is kept for an enrolment is bound to whose it is, of which kind, and to its row: whoever can write
//! to the database and has no key can't make one account's secret, key or code answer for another.

use domain::ids::{AccountId, EnrolmentId};
use domain::{Fault, Kind};

use crate::Enrolment;

/// What a seal is bound to. It opens nowhere else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binding(Vec<u8>);

impl Binding {
    /// What is sealed opens for this enrolment alone.
    pub fn to(account: AccountId, kind: &Kind, id: EnrolmentId) -> Self {
        let start = Self([b"enrolment:".as_slice(), account.bytes(), id.bytes()].concat());
        start.and(kind.as_str().as_bytes())
    }

    /// And to this, as it stands in the same row or is its id. Each part is kept apart from the next.
    pub fn and(mut self, part: &[u8]) -> Self {
        let length = u64::try_from(part.len()).unwrap_or(u64::MAX);
        self.0.extend_from_slice(&length.to_be_bytes());
        self.0.extend_from_slice(part);
        self
    }

    /// As seals take it.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Enrolment {
    /// What is kept for it is bound to.
    pub fn binding(&self) -> Binding {
        Binding::to(self.account, &self.kind, self.id)
    }
}

/// What was opened. What doesn't open where it stands was moved there or changed by other hands: it answers
/// nothing, and the log names its row. The enrolment still exists, so nobody owes less for it.
pub(crate) fn own<T>(
    opened: Result<T, Fault>,
    kind: &Kind,
    row: &dyn std::fmt::Display,
) -> Option<T> {
    opened.inspect_err(|fault| tell(kind, row, fault)).ok()
}

/// Writes to the log what stands where it doesn't belong.
pub(crate) fn tell(kind: &Kind, row: &dyn std::fmt::Display, fault: &Fault) {
    tracing::error!(%kind, %row, "a row was moved or changed, and answers nothing: {fault}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_places_are_bound_alike() {
        let id = |n| EnrolmentId::from_bytes([n; 16]);
        let account = |n| AccountId::from_bytes([n; 16]);
        let (totp, hotp) = (Kind::of("totp"), Kind::of("hotp"));
        let all = [
            Binding::to(account(1), &totp, id(1)),
            Binding::to(account(2), &totp, id(1)),
            Binding::to(account(1), &totp, id(2)),
            Binding::to(account(2), &totp, id(2)),
            Binding::to(account(1), &hotp, id(1)),
            Binding::to(account(1), &totp, id(1)).and(b""),
            Binding::to(account(1), &totp, id(1)).and(b"ab"),
            Binding::to(account(1), &totp, id(1)).and(b"a").and(b"b"),
            Binding::to(account(1), &totp, id(1)).and(b"ab").and(b""),
            Binding::to(account(1), &totp, id(1)).and(b"").and(b"ab"),
        ];
        for (place, one) in all.iter().enumerate() {
            for other in all.iter().skip(place + 1) {
                assert_ne!(one, other);
            }
        }
    }
}
