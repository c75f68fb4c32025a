//! Refusals: the person's side of "no", each with a sentence that says what to do.

use crate::{Kind, Span, Timestamp, Unfit};

macro_rules! refusals {
    ($($(#[doc = $meaning:literal])+ $name:ident $(($($of:ty),+))? = $key:literal;)+) => {
        /// Every way in which something can be refused. Each has one sentence in every language, under the
        /// key that [`Refusal::key`] gives, and one HTTP status.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Refusal {
            $($(#[doc = $meaning])+ $name $(($($of),+))?,)+
        }

        impl Refusal {
            /// The keys of all of them, but for what is unfit, which has keys of its own.
            pub const KEYS: &'static [&'static str] = &[$($key),+];

            /// The key of its sentence in the catalogue.
            #[allow(unreachable_patterns, reason = "what is unfit says so by a key of its own")]
            pub const fn key(&self) -> &'static str {
                match self {
                    Self::Unfit(why) => why.key(),
                    $(Self::$name { .. } => $key,)+
                }
            }
        }
    };
}

refusals! {
    /// Name or password is wrong, no such enabled account, or not looked at: one text for all.
    WrongSignIn = "refusal-wrong-sign-in";
    /// The password given again is wrong.
    WrongPassword = "refusal-wrong-password";
    /// A code of this kind is wrong, used, or was not looked at.
    WrongCode(Kind) = "refusal-wrong-code";
    /// Those aren't the letters that stand in the message beside the link.
    WrongLetters = "refusal-wrong-letters";
    /// Those aren't the characters that stand in a text message, or they were used, or are over.
    WrongCharacters = "refusal-wrong-characters";
    /// What was given can't be an answer of this kind ("not six digits"); nothing was spent.
    NotACode(Kind) = "refusal-not-a-code";
    /// What this kind of token sent can't be taken, whatever is done about it.
    TokenUnfit(Kind) = "refusal-token-unfit";
    /// This token is set up already, be it as another kind.
    TokenTaken = "refusal-token-taken";
    /// What was given without a password is a second factor of this kind.
    NotPasswordless(Kind) = "refusal-not-passwordless";
    /// Nobody here has what was given without a password, or it can't sign in.
    UnknownPasswordless = "refusal-unknown-passwordless";
    /// What was given without a password isn't enough here, and nothing else is set up.
    PasswordlessNotEnough = "refusal-passwordless-not-enough";
    /// Another question was answered first, so that what was given came late: it is asked for again.
    AskedAgain(Kind) = "refusal-asked-again";
    /// What has to happen elsewhere hasn't happened yet; nothing was spent.
    NotYet(Kind) = "refusal-not-yet";
    /// It was asked a moment ago; it may be asked again after this long.
    AskedJustNow(Span) = "refusal-asked-just-now";
    /// Of what was given there seems to be a copy; it is suspended.
    MaybeCopied(Kind) = "refusal-maybe-copied";
    /// What there is of this kind is suspended.
    Suspended(Kind) = "refusal-suspended";
    /// The device's clock is off; told only to somebody signed in or setting up.
    ClockOff(Span) = "refusal-clock-off";
    /// Too many wrong answers; further ones are looked at after this long.
    Wait(Span) = "refusal-wait";
    /// Too many wrong answers on this way; it stays shut until somebody helps.
    Locked = "refusal-locked";
    /// More is asked of the server at once than it does.
    Busy = "refusal-busy";
    /// What was waiting for an answer is over.
    SignInOver = "refusal-sign-in-over";
    /// A form was sent twice; what it made was made once.
    FormUsed = "refusal-form-used";
    /// Something else was changed at the same moment.
    ChangedMeanwhile = "refusal-changed-meanwhile";
    /// Doesn't exist, or isn't one's own.
    NoSuch = "refusal-no-such";
    /// A link that has been used, has expired, or never was.
    LinkGone = "refusal-link-gone";
    /// A fitting fresh proof is missing.
    StepUp = "refusal-step-up";
    /// The actor may not do this.
    NotAllowed = "refusal-not-allowed";
    /// The last proof was of the narrow way: only what replaces the lost factor is open.
    OnlyTheLost = "refusal-only-the-lost";
    /// What was answered with counts here only from this moment on.
    NotRipe(Timestamp) = "refusal-not-ripe";
    /// What was answered with counts here once an older enrolment has signed in after this moment.
    NotSeen(Timestamp) = "refusal-not-seen";
    /// What was added in place of a lost factor counts here after a fresh sign-in.
    Afresh = "refusal-afresh";
    /// Not a name that an account may have.
    InvalidName = "refusal-invalid-name";
    /// The name is taken, or was given up less than a year ago.
    NameTaken = "refusal-name-taken";
    /// A display name that is empty, too long, or holds control characters.
    InvalidDisplayName = "refusal-invalid-display-name";
    /// Not one e-mail address.
    InvalidEmail = "refusal-invalid-email";
    /// The address is another account's.
    EmailTaken = "refusal-email-taken";
    /// The address is this account's already.
    EmailHere = "refusal-email-here";
    /// Not the code that was sent to an e-mail address, or one that is void.
    WrongEmailCode = "refusal-wrong-email-code";
    /// There is no e-mail address that a message could go to.
    NoAddress = "refusal-no-address";
    /// No mail leaves here, so nothing that is sent would arrive.
    NoMail = "refusal-no-mail";
    /// Not a telephone number.
    InvalidNumber = "refusal-invalid-number";
    /// A telephone number that gets no text messages, or costs extra.
    NumberNotMobile = "refusal-number-not-mobile";
    /// A telephone number of a country that nothing is sent to, with the calling codes of those that are.
    NumberElsewhere(String) = "refusal-number-elsewhere";
    /// The telephone number is set up already.
    NumberHere = "refusal-number-here";
    /// As many messages were sent as may be; more are sent after this long.
    MessagesSpent(Span) = "refusal-messages-spent";
    /// Fewer characters than the least number.
    PasswordTooShort(u16) = "refusal-password-too-short";
    /// More than 256 characters.
    PasswordTooLong = "refusal-password-too-long";
    /// One of the most common passwords.
    PasswordCommon = "refusal-password-common";
    /// A phrase that everybody knows.
    PasswordPhrase = "refusal-password-phrase";
    /// Long, but worth few guesses: a row of keys, a sequence, something over and over.
    PasswordPattern = "refusal-password-pattern";
    /// Is, or is hardly more than, a word of this person or site.
    PasswordPersonal(String) = "refusal-password-personal";
    /// The same as before.
    PasswordSame = "refusal-password-same";
    /// Not a name that an enrolment, session or group may have.
    InvalidLabel = "refusal-invalid-label";
    /// Policy requires a second factor, so the last one stays.
    FactorRequired = "refusal-factor-required";
    /// Codes don't go to that e-mail address of the account: by now, or at all.
    MailboxUnfit = "refusal-mailbox-unfit";
    /// The last proof was a code by mail: only adding something better is open.
    OnlyBetter = "refusal-only-better";
    /// This kind may not be somebody's only second factor.
    NotAlone(Kind) = "refusal-not-alone";
    /// The last administrator who can act stays.
    LastAdministrator = "refusal-last-administrator";
    /// There is no group of this name.
    UnknownGroup(String) = "refusal-unknown-group";
    /// The group exists already.
    GroupTaken = "refusal-group-taken";
    /// A group that policy names stays.
    GroupInPolicy = "refusal-group-in-policy";
    /// No such kind of factor.
    UnknownKind(String) = "refusal-unknown-kind";
    /// This kind of factor is switched off.
    KindOff(Kind) = "refusal-kind-off";
    /// Enrolling here is over: a factor exists already.
    AlreadyEnrolled = "refusal-already-enrolled";
    /// Policy would leave people without any factor that they could set up.
    NothingToSetUp = "refusal-nothing-to-set-up";
    /// A number outside what is allowed, with its bounds.
    OutOfRange(i64, i64) = "refusal-out-of-range";
    /// Not a limit that a device password can have: the form's field, and the word in it.
    InvalidLimit(&'static str, String) = "refusal-invalid-limit";
    /// A reason is asked for and missing.
    ReasonMissing = "refusal-reason-missing";
    /// Not a time zone, language or theme that we know.
    UnknownChoice = "refusal-unknown-choice";
    /// At most this many of these.
    TooMany(u16) = "refusal-too-many";
    /// A token, or the secret in it, that can't be taken.
    Unfit(Unfit) = "";
}

impl Refusal {
    /// Whether it says what is wrong with a new password.
    pub const fn is_of_new_password(&self) -> bool {
        matches!(
            self,
            Self::PasswordTooShort(_)
                | Self::PasswordTooLong
                | Self::PasswordCommon
                | Self::PasswordPhrase
                | Self::PasswordPattern
                | Self::PasswordPersonal(_)
                | Self::PasswordSame
        )
    }

    /// What its sentence names: the Fluent variables `$n`, `$word`, `$least`, `$most`.
    pub fn arguments(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Wait(span)
            | Self::AskedJustNow(span)
            | Self::ClockOff(span)
            | Self::MessagesSpent(span) => {
                vec![("seconds", span.seconds_up().to_string())]
            }
            Self::PasswordTooShort(n) | Self::TooMany(n) => vec![("n", n.to_string())],
            Self::PasswordPersonal(word)
            | Self::UnknownGroup(word)
            | Self::UnknownKind(word)
            | Self::NumberElsewhere(word)
            | Self::InvalidLimit(_, word) => {
                vec![("word", word.clone())]
            }
            Self::WrongCode(kind)
            | Self::NotACode(kind)
            | Self::KindOff(kind)
            | Self::TokenUnfit(kind)
            | Self::NotPasswordless(kind)
            | Self::AskedAgain(kind)
            | Self::NotYet(kind)
            | Self::MaybeCopied(kind)
            | Self::NotAlone(kind)
            | Self::Suspended(kind) => {
                vec![("word", kind.to_string())]
            }
            Self::OutOfRange(least, most) => {
                vec![("least", least.to_string()), ("most", most.to_string())]
            }
            _ => Vec::new(),
        }
    }

    /// The HTTP status of a page or answer that says it (RFC 9110 §15).
    pub const fn status(&self) -> u16 {
        match self {
            Self::Wait(_) | Self::AskedJustNow(_) | Self::MessagesSpent(_) => 429,
            Self::Busy => 503,
            Self::NoSuch => 404,
            Self::LinkGone | Self::SignInOver => 410,
            Self::StepUp
            | Self::NotAllowed
            | Self::OnlyTheLost
            | Self::OnlyBetter
            | Self::NotRipe(_)
            | Self::NotSeen(_)
            | Self::Afresh => 403,
            Self::FormUsed | Self::ChangedMeanwhile | Self::AlreadyEnrolled => 409,
            _ => 422,
        }
    }

    /// How long to wait before trying again, where that is known: the `Retry-After` header.
    pub const fn retry_after(&self) -> Option<Span> {
        match self {
            Self::Wait(span) | Self::AskedJustNow(span) | Self::MessagesSpent(span) => Some(*span),
            Self::Busy => Some(Span::seconds(2)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests;
