//! What anybody may make us spend: a row for each purse. What is spent is taken before the work is done, by a counter
//! of the door; what lasts beside it (ladders of waits, connections, the text of forms) is counted where it stands.

use super::Limits;
use crate::Span;

/// Whose purse it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// A visitor's address; for IPv6 its /56. In a network of many people it holds as many tries as are set for that, and
    /// of anything else as many if that is more.
    Address,
    Account,
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
}

/// For how long, from the first that is spent.
#[derive(Clone, Copy, Debug)]
pub enum Lasts {
    For(Span),
    /// What this limit says.
    Limit(fn(&Limits) -> Span),
}

/// How much of it is kept back for browsers that the account knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    Nothing,
    Half,
    /// They don't draw on it.
    All,
}

/// What is spent, whose it is, how much is in it, and what happens where it is empty.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// What it is kept as, which stays as it is.
    pub word: &'static str,
    /// What is spent of it.
    pub spent: &'static str,
    pub whose: Whose,
    pub holds: Holds,
    pub lasts: Lasts,
    pub kept: Kept,
    /// What happens where it is empty, and to whom.
    pub beyond: &'static str,
}

impl Row {
    /// How much is in it; none where that depends on the day.
    pub fn most(&self, limits: &Limits) -> Option<i64> {
        match self.holds {
            Holds::Fixed(most) => Some(most),
            Holds::Limit(most) => Some(most(limits)),
            Holds::OfDay => None,
        }
    }

    /// How long what is spent of it counts.
    pub fn window(&self, limits: &Limits) -> Span {
        match self.lasts {
            Lasts::For(span) => span,
            Lasts::Limit(span) => span(limits),
        }
    }
}

macro_rules! purses {
    ($(#[doc = $spent:literal] $name:ident $word:literal: $whose:ident, $holds:expr, $lasts:expr, $kept:ident,
        $beyond:literal;)+) => {
        /// Something that is spent.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Spend {
            $(#[doc = $spent] $name,)+
        }

        impl Spend {
            /// Each of them, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The purse that it is taken from.
            pub const fn row(self) -> Row {
                match self {
                    $(Self::$name => Row {
                        word: $word,
                        spent: $spent,
                        whose: Whose::$whose,
                        holds: $holds,
                        lasts: $lasts,
                        kept: Kept::$kept,
                        beyond: $beyond,
                    },)+
                }
            }
        }
    };
}

const HOUR: Lasts = Lasts::For(Span::hours(1));
const DAY: Lasts = Lasts::For(Span::days(1));
const WINDOW: Lasts = Lasts::Limit(|limits| limits.address_window);

// what it is kept as · whose · how much · for how long · kept back for known browsers · beyond
purses! {
    /// A wrong answer at sign-in.
    Tries "address": Address, Holds::Limit(|limits| limits.address), WINDOW, All,
        "what comes from there isn't looked at; browsers that the account knows sign in";
    /// A wrong secret at the gate.
    GateTries "gate": Address, Holds::Limit(|limits| limits.address), WINDOW, Nothing,
        "no secret from there is looked at at the gate; networks that the account knows excepted";
    /// A list of what signs in alone, asked for by name.
    Lists "lists": Address, Holds::Limit(|limits| if limits.address > 30 { limits.address } else { 30 }), WINDOW, Nothing,
        "no list is given there; a password signs in";
    /// A request for a link because of a forgotten password.
    ResetsAsked "resets": Address, Holds::Fixed(10), HOUR, Nothing,
        "nothing is mailed for what is asked from there, and nobody is told so";
    /// A link to an account, asked for by a browser that it doesn't know.
    ResetsOf "resets-of": Account, Holds::Fixed(3), HOUR, All,
        "none is mailed for strangers; one for a known browser is";
    /// A link to an account, asked for by a browser that it knows.
    ResetsKnown "resets-known": Account, Holds::Fixed(3), HOUR, Nothing,
        "none is mailed for that browser";
    /// A link of the site, asked for by a browser that the account doesn't know.
    ResetsHere "resets-here": Site, Holds::Fixed(250), HOUR, All,
        "links go on for accounts that nobody has asked for today";
    /// A link of the site to an account that nobody has asked for today.
    ResetsKept "resets-kept": Site, Holds::Fixed(250), HOUR, All,
        "none is mailed for strangers; those for known browsers are";
    /// The first link of a day to an account.
    ResetsToday "reset-asked-today": Account, Holds::Fixed(1), DAY, All,
        "the next one draws on what all accounts have";
    /// Wrong letters on the page of a link that stops something.
    Letters "letters": Link, Holds::Fixed(5), HOUR, Nothing,
        "nothing is stopped by that link meanwhile; by other messages it is";
    /// Wrong characters that are typed off a text message.
    Characters "characters": Address, Holds::Fixed(10), HOUR, Nothing,
        "nothing is stopped by characters from there";
    /// A code that confirms an e-mail address, asked for by an account.
    EmailCodes "email-codes": Account, Holds::Fixed(5), DAY, Nothing,
        "that account adds no address";
    /// A code that goes to an e-mail address which is to be confirmed.
    EmailCodesTo "email-codes-to": Target, Holds::Fixed(3), DAY, Nothing,
        "nobody adds that address";
    /// A message that asks once more.
    AskedAgain "asked-again": Question, Holds::Fixed(1), Lasts::Limit(|limits| limits.asked_wait), Nothing,
        "that question is sent no more for a moment";
    /// A message that asks by an enrolment.
    AskedEnrolment "asked-enrolment": Enrolment, Holds::Limit(|limits| limits.asked_enrolment), HOUR, Half,
        "that enrolment is asked no more; another is";
    /// A message that asks an account.
    AskedAccount "asked-account": Account, Holds::Limit(|limits| limits.asked_account), DAY, Half,
        "no message asks that account; other ways do";
    /// A message that is asked for from an address.
    AskedAddress "asked-address": Address, Holds::Limit(|limits| limits.asked_address), HOUR, Half,
        "no message is sent for what is asked from there";
    /// A message that confirms a number, by an account that asks for the first time today.
    AskedTargetFirst "asked-target-first": AccountAndTarget, Holds::Fixed(1), DAY, Nothing,
        "the next one draws on what all have";
    /// A message that confirms a number, kept for accounts that ask for the first time today.
    AskedTargetKept "asked-target-kept": Target, Holds::Limit(|limits| limits.asked_target), DAY, Nothing,
        "nobody adds that number";
    /// A message that confirms a number, by an account that asks again.
    AskedTargetBy "asked-target-by": AccountAndTarget, Holds::Limit(|limits| limits.asked_target), DAY, Nothing,
        "that account doesn't add that number";
    /// A message that confirms a number, by whoever asks again.
    AskedTarget "asked-target": Target, Holds::Limit(|limits| limits.asked_target), DAY, Nothing,
        "who asks for the first time adds that number";
    /// Money for a message to a confirmed number, of its own share.
    AskedOwn "asked-own": Target, Holds::OfDay, DAY, Half,
        "the next one draws on what all have";
    /// Money for a message to a confirmed number, of what all have.
    AskedSite "asked-site": Site, Holds::OfDay, DAY, Half,
        "each number has its own share still";
    /// Money for a message that confirms a number.
    AskedSiteConfirming "asked-site-confirming": Site, Holds::OfDay, DAY, Half,
        "no number is added; those that are confirmed get their codes";
    /// A text message that tells of what can be stopped.
    ToldAccount "told-account": Account, Holds::Fixed(10), DAY, Nothing,
        "it waits, and leaves as one message with others; mail goes";
    /// A text message that tells of what strangers may cause.
    ToldOthers "told-others": Account, Holds::Fixed(2), DAY, Nothing,
        "it waits; what can be stopped is told";
    /// Money for a text message that tells of what can be stopped, of an account's own share.
    ToldOwn "told-own": Account, Holds::OfDay, DAY, Nothing,
        "the next one draws on what all have";
    /// Money for such a message, of what all have.
    ToldSite "told-site": Site, Holds::OfDay, DAY, Nothing,
        "each account has its own share still";
    /// A notice of three wrong answers.
    ThreeWrong "three-wrong": Account, Holds::Fixed(1), DAY, Nothing,
        "it was told today";
    /// An event of a program that goes on with an old password.
    ClientRefused "client-refused": Password, Holds::Fixed(1), DAY, Nothing,
        "it was written today";
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn rows_make_sense() {
        let limits = Limits::default();
        let words: HashSet<_> = Spend::ALL.iter().map(|of| of.row().word).collect();
        assert_eq!(words.len(), Spend::ALL.len(), "a word stands twice");
        for of in Spend::ALL {
            let row = of.row();
            assert!(row.most(&limits).is_none_or(|most| most > 0), "{of:?}");
            assert!(row.window(&limits) > Span::ZERO, "{of:?}");
            // What is kept as that is its own half.
            assert!(!row.word.ends_with("strangers"), "{of:?}");
        }
    }
}
