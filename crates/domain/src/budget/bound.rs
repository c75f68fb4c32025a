//! What anybody may make us hold, or do at once, as far as no purse counts it: a row for each bound. Where it is kept,
//! the number is read from here.

use super::row::{Holds, Kept, Lasts, Row, Suffers, Whose, rows};
use crate::Span;

const MINUTE: Lasts = Lasts::For(Span::minutes(1));
const HELD: Lasts = Lasts::WhileHeld;
const KIB: usize = 1024;
const MIB: usize = 1024 * KIB;

// whose · how much · for how long · kept back for known browsers · who goes without · beyond
rows! {
    /// Something that there is so much of at once, or in a minute.
    Bound:
    /// A password that waits to be hashed.
    Hashes: Node, Holds::Shared(64), HELD, Half, Newcomers,
        "it is asked to come back; known browsers go first, their accounts in turn, each within its share";
    /// A session that an account has.
    Sessions: Account, Holds::Fixed(100), HELD, Nothing, WhoEmptiedIt,
        "the idlest ends";
    /// A sign-in that has its first proof and owes more.
    PendingSignIns: Account, Holds::Fixed(100), HELD, Half, Newcomers,
        "none is begun in browsers that it doesn't know, which are asked to come back; of the others' the oldest ends";
    /// A row for an event that anybody may cause.
    Events: AddressAndAccount, Holds::Fixed(1), MINUTE, Nothing, Nobody,
        "it is counted in that row";
    /// A row for tries from an address that has none left.
    EventsSpent: Address, Holds::Fixed(1), MINUTE, Nothing, Nobody,
        "it is counted in memory, and written once a second";
    /// A row for an event that whoever is signed in may cause as often as they like.
    EventsFree: Account, Holds::Fixed(1), MINUTE, Nothing, Nobody,
        "it is counted in that row";
    /// A count of tries under a name that no account has.
    Names: Site, Holds::AtOnce(4_096), HELD, Nothing, Nobody,
        "names share one";
    /// A ticket that leads to a protected host, or the cookie that it leaves there.
    Tickets: Account, Holds::Nothing, HELD, Nothing, Nobody,
        "there is nothing to empty: it is sealed, and written down nowhere";
    /// A connection to a server.
    Connections: Peer, Holds::Shared(10_000), HELD, Nothing, WhoEmptiedIt,
        "the idlest of whoever holds most gives way; trusted proxies have no share";
    /// Bytes of a request's head.
    Heads: Connection, Holds::Bytes(32 * KIB), HELD, Nothing, WhoEmptiedIt,
        "it is refused; one that hasn't come after three seconds gives way before others, and ends after fifteen";
    /// A place for a form, or its first 4 KiB.
    Forms: Address, Holds::Shared(8 * KIB), HELD, Nothing, WhoEmptiedIt,
        "the oldest half form of whoever holds most gives way";
    /// Bytes of a form beyond that, of 64 KiB at most.
    FormBytes: Address, Holds::SharedBytes(32 * MIB), HELD, Nothing, Newcomers,
        "larger forms are asked to come back; all that it takes to sign in has a place";
}

impl Bound {
    /// How much of it there is at once.
    pub const fn at_once(self) -> usize {
        match self.row().holds {
            Holds::AtOnce(most)
            | Holds::Shared(most)
            | Holds::Bytes(most)
            | Holds::SharedBytes(most) => most,
            _ => 0,
        }
    }

    /// Into how long pieces time is cut for what is counted together; nothing where it is held.
    pub const fn window(self) -> Span {
        match self.row().lasts {
            Lasts::For(span) => span,
            _ => Span::ZERO,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[test]
    fn strangers_begin_half_of_the_sign_ins_that_may_wait() {
        let limits = crate::budget::Limits::default();
        let most = Bound::PendingSignIns.row().most(&limits);
        assert_eq!(most, Some(limits.begun * 2));
    }

    #[test]
    fn rows_make_sense() {
        for of in Bound::ALL {
            let row = of.row();
            assert_eq!(row.word, "", "{of:?} isn't kept");
            assert_eq!(
                of.window() == Span::ZERO,
                matches!(row.lasts, Lasts::WhileHeld),
                "{of:?}"
            );
            let counted = matches!(row.holds, Holds::Fixed(_) | Holds::Nothing);
            assert_eq!(of.at_once() == 0, counted, "{of:?}");
        }
    }
}
