//! What the columns of the two tables mean that say what anybody may make us spend.

use super::Limits;
use crate::Span;

/// Whose it is: by whom it is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// A visitor's address; for IPv6 its /56. In a network of many people it holds as many tries as are set for that, and
    /// of anything else as many if that is more.
    Address,
    Account,
    /// An address, and an account or what is counted for a name that none has.
    AddressAndAccount,
    Enrolment,
    /// A question that waits for its answer.
    Question,
    /// A telephone number, or an e-mail address.
    Target,
    /// An account and such a target.
    AccountAndTarget,
    /// A link that was mailed.
    Link,
    /// What is told of: a device password, or an account's own.
    Password,
    /// Whoever is connected to us, and comes for many where that is a proxy.
    Peer,
    Connection,
    /// A server, of which a site may have several.
    Node,
    Site,
}

/// How much is in it.
#[derive(Clone, Copy, Debug)]
pub enum Holds {
    Fixed(i64),
    /// What this limit says.
    Limit(fn(&Limits) -> i64),
    /// A share of what the site sends a day, which grows with what is confirmed.
    OfDay,
    /// So many at once.
    AtOnce(usize),
    /// So many at once, of which each has a [share](super::share).
    Shared(usize),
    Bytes(usize),
    /// So many bytes at once, of which each has a share.
    SharedBytes(usize),
    /// Nothing is kept of it, here or elsewhere.
    Nothing,
}

/// For how long, from the first that is spent.
#[derive(Clone, Copy, Debug)]
pub enum Lasts {
    For(Span),
    /// What this limit says.
    Limit(fn(&Limits) -> Span),
    /// Until it is given back.
    WhileHeld,
}

/// How much of it is kept back for browsers that the account knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    Nothing,
    Half,
    /// They don't draw on it.
    All,
}

/// Who goes without where it is empty. That an owner does by what others have spent can't be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suffers {
    /// Something else serves in its place, or what isn't done again was done.
    Nobody,
    /// The address, account or link that it is counted by.
    WhoEmptiedIt,
    /// Whoever comes from a browser that the account doesn't know.
    Newcomers,
    /// Whoever wants more, and has had what nobody else can spend.
    WhoHadTheirs,
    /// Whoever adds a number or an address. What is there goes on, and the log names the accounts that asked.
    WhoAdds,
}

/// What is spent, whose it is, how much is in it, and what happens where it is empty.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// What it is kept as, which stays as it is; empty of what isn't kept in the database.
    pub word: &'static str,
    /// What is spent of it.
    pub spent: &'static str,
    pub whose: Whose,
    pub holds: Holds,
    pub lasts: Lasts,
    pub kept: Kept,
    pub suffers: Suffers,
    /// What happens where it is empty, and to whom.
    pub beyond: &'static str,
}

impl Row {
    /// How much is in it; none where that depends on the day, or isn't counted one by one.
    pub fn most(&self, limits: &Limits) -> Option<i64> {
        match self.holds {
            Holds::Fixed(most) => Some(most),
            Holds::Limit(most) => Some(most(limits)),
            _ => None,
        }
    }

    /// How long what is spent of it counts; none where it is held and given back.
    pub fn window(&self, limits: &Limits) -> Option<Span> {
        match self.lasts {
            Lasts::For(span) => Some(span),
            Lasts::Limit(span) => Some(span(limits)),
            Lasts::WhileHeld => None,
        }
    }
}

/// A table of rows, and the type that names them.
macro_rules! rows {
    ($(#[$about:meta])* $table:ident: $(#[doc = $spent:literal] $name:ident $($word:literal)?: $whose:ident, $holds:expr,
        $lasts:expr, $kept:ident, $suffers:ident, $beyond:literal;)+) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $table {
            $(#[doc = $spent] $name,)+
        }

        impl $table {
            /// Each of them, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// What is said of it.
            pub const fn row(self) -> Row {
                match self {
                    $(Self::$name => Row {
                        word: concat!($($word)?),
                        spent: $spent,
                        whose: Whose::$whose,
                        holds: $holds,
                        lasts: $lasts,
                        kept: Kept::$kept,
                        suffers: Suffers::$suffers,
                        beyond: $beyond,
                    },)+
                }
            }
        }
    };
}

pub(super) use rows;
