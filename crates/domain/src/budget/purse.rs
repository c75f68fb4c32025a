//! What anybody may make us spend: a row for each purse. What is spent is taken before the work is done, by a counter
//! of the door; what is held for a while beside it is a row of
//! [`bound`](super::bound), and ladders of waits are [`Ladder`](super::Ladder)s.

use super::row::{Holds, Kept, Lasts, Row, Suffers, Whose, rows};
use crate::Span;

const HOUR: Lasts = Lasts::For(Span::hours(1));
const DAY: Lasts = Lasts::For(Span::days(1));
const WINDOW: Lasts = Lasts::Limit(|limits| limits.address_window);

// what it is kept as · whose · how much · for how long · kept back for known browsers · who goes without · beyond
rows! {
    /// Something that is spent from a purse.
    Spend:
    /// A wrong answer at sign-in.
    Tries "address": Address, Holds::Limit(|limits| limits.address), WINDOW, All, WhoEmptiedIt,
        "what comes from there isn't looked at; browsers that the account knows sign in";
    /// A wrong secret at the gate.
    GateTries "gate": Address, Holds::Limit(|limits| limits.address), WINDOW, Nothing, WhoEmptiedIt,
        "no secret from there is looked at at the gate; networks that the account knows excepted";
    /// A list of what signs in alone, asked for by name.
    Lists "lists": Address, Holds::Limit(|limits| if limits.address > 30 { limits.address } else { 30 }), WINDOW, Nothing, WhoEmptiedIt,
        "no list is given there; a password signs in";
    /// A request for a link because of a forgotten password.
    ResetsAsked "resets": Address, Holds::Fixed(10), HOUR, Nothing, WhoEmptiedIt,
        "nothing is mailed for what is asked from there, and nobody is told so";
    /// A link to an account, asked for by a browser that it doesn't know.
    ResetsOf "resets-of": Account, Holds::Fixed(3), HOUR, All, Newcomers,
        "none is mailed for strangers; one for a known browser is";
    /// A link to an account, asked for by a browser that it knows.
    ResetsKnown "resets-known": Account, Holds::Fixed(3), HOUR, Nothing, WhoEmptiedIt,
        "none is mailed for that browser";
    /// A link of the site, asked for by a browser that the account doesn't know.
    ResetsHere "resets-here": Site, Holds::Fixed(250), HOUR, All, Newcomers,
        "links go on for accounts that nobody has asked for today";
    /// A link of the site to an account that nobody has asked for today.
    ResetsKept "resets-kept": Site, Holds::Fixed(250), HOUR, All, Newcomers,
        "none is mailed for strangers; those for known browsers are";
    /// The first link of a day to an account.
    ResetsToday "reset-asked-today": Account, Holds::Fixed(1), DAY, All, Nobody,
        "the next one draws on what all accounts have";
    /// Wrong letters on the page of a link that stops something.
    Letters "letters": Link, Holds::Fixed(5), HOUR, Nothing, WhoEmptiedIt,
        "nothing is stopped by that link meanwhile; by other messages it is";
    /// Wrong characters that are typed off a text message.
    Characters "characters": Address, Holds::Fixed(10), HOUR, Nothing, WhoEmptiedIt,
        "nothing is stopped by characters from there";
    /// A code that confirms an e-mail address, asked for by an account.
    EmailCodes "email-codes": Account, Holds::Fixed(5), DAY, Nothing, WhoEmptiedIt,
        "that account adds no address";
    /// A code that goes to an e-mail address which is to be confirmed, by an account that asks for the first time today.
    EmailCodesFirst "email-codes-first": AccountAndTarget, Holds::Fixed(1), DAY, Nothing, Nobody,
        "the next one draws on what all have";
    /// A code to such an address, kept for accounts that ask for the first time today.
    EmailCodesKept "email-codes-kept": Target, Holds::Fixed(5), DAY, Nothing, WhoAdds,
        "only an administrator adds that address; the log names who asked";
    /// A code to such an address, by whoever asks again.
    EmailCodesTo "email-codes-to": Target, Holds::Fixed(3), DAY, Nothing, WhoHadTheirs,
        "who asks for the first time adds that address";
    /// A message that asks once more.
    AskedAgain "asked-again": Question, Holds::Fixed(1), Lasts::Limit(|limits| limits.asked_wait), Nothing, WhoEmptiedIt,
        "that question is sent no more for a moment";
    /// A message that asks by an enrolment.
    AskedEnrolment "asked-enrolment": Enrolment, Holds::Limit(|limits| limits.asked_enrolment), HOUR, Half, Newcomers,
        "that enrolment is asked no more; another is";
    /// A message that asks an account.
    AskedAccount "asked-account": Account, Holds::Limit(|limits| limits.asked_account), DAY, Half, Newcomers,
        "no message asks that account; other ways do";
    /// A message that is asked for from an address.
    AskedAddress "asked-address": Address, Holds::Limit(|limits| limits.asked_address), HOUR, Half, WhoEmptiedIt,
        "no message is sent for what is asked from there";
    /// A message that confirms a number, by an account that asks for the first time today.
    AskedTargetFirst "asked-target-first": AccountAndTarget, Holds::Fixed(1), DAY, Nothing, Nobody,
        "the next one draws on what all have";
    /// A message that confirms a number, kept for accounts that ask for the first time today.
    AskedTargetKept "asked-target-kept": Target, Holds::Limit(|limits| limits.asked_target), DAY, Nothing, WhoAdds,
        "nobody adds that number; the log names who asked";
    /// A message that confirms a number, by an account that asks again.
    AskedTargetBy "asked-target-by": AccountAndTarget, Holds::Limit(|limits| limits.asked_target), DAY, Nothing, WhoEmptiedIt,
        "that account doesn't add that number";
    /// A message that confirms a number, by whoever asks again.
    AskedTarget "asked-target": Target, Holds::Limit(|limits| limits.asked_target), DAY, Nothing, WhoHadTheirs,
        "who asks for the first time adds that number";
    /// Money for a message to a confirmed number, of its own share.
    AskedOwn "asked-own": Target, Holds::OfDay, DAY, Half, Nobody,
        "the next one draws on what all have";
    /// Money for a message to a confirmed number, of what all have.
    AskedSite "asked-site": Site, Holds::OfDay, DAY, Half, WhoHadTheirs,
        "each number has its own share still";
    /// Money for a message that confirms a number.
    AskedSiteConfirming "asked-site-confirming": Site, Holds::OfDay, DAY, Half, WhoAdds,
        "no number is added; those that are confirmed get their codes, and the log names who asked";
    /// A text message that tells of what can be stopped.
    ToldAccount "told-account": Account, Holds::Fixed(10), DAY, Nothing, Nobody,
        "it waits, and leaves as one message with others; mail goes";
    /// A text message that tells of what strangers may cause.
    ToldOthers "told-others": Account, Holds::Fixed(2), DAY, Nothing, Nobody,
        "it waits; what can be stopped is told";
    /// Money for a text message that tells of what can be stopped, of an account's own share.
    ToldOwn "told-own": Account, Holds::OfDay, DAY, Nothing, Nobody,
        "the next one draws on what all have";
    /// Money for such a message, of what all have.
    ToldSite "told-site": Site, Holds::OfDay, DAY, Nothing, WhoHadTheirs,
        "each account has its own share still";
    /// A notice of three wrong answers.
    ThreeWrong "three-wrong": Account, Holds::Fixed(1), DAY, Nothing, Nobody,
        "it was told today";
    /// An event of a program that goes on with an old password.
    ClientRefused "client-refused": Password, Holds::Fixed(1), DAY, Nothing, Nobody,
        "it was written today";
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::budget::Limits;

    #[test]
    fn rows_make_sense() {
        let limits = Limits::default();
        let words: HashSet<_> = Spend::ALL.iter().map(|of| of.row().word).collect();
        assert_eq!(words.len(), Spend::ALL.len(), "a word stands twice");
        for of in Spend::ALL {
            let row = of.row();
            assert!(row.most(&limits).is_none_or(|most| most > 0), "{of:?}");
            assert!(
                row.window(&limits)
                    .is_some_and(|window| window > Span::ZERO),
                "{of:?}"
            );
            // What is kept as that is its own half.
            assert!(!row.word.ends_with("strangers"), "{of:?}");
        }
    }
}
