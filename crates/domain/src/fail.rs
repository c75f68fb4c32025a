//! Refusals: the person's side of "no", each with a sentence that says what to do.

use crate::{Kind, Span, Unfit};

/// Every way in which something can be refused. Each has one sentence in every language, under the
/// key that [`Refusal::key`] gives, and one HTTP status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// Name or password is wrong, no such enabled account, or not looked at: one text for all.
    WrongSignIn,
    /// The password given again is wrong.
    WrongPassword,
    /// A code of this kind is wrong, used, or was not looked at.
    WrongCode(Kind),
    /// What was given can't be an answer of this kind ("not six digits"); nothing was spent.
    NotACode(Kind),
    /// What this kind of token sent can't be taken, whatever is done about it.
    TokenUnfit(Kind),
    /// This token is set up already, be it as another kind.
    TokenTaken,
    /// What was given without a password is a second factor of this kind.
    NotPasswordless(Kind),
    /// Nobody here has what was given without a password, or it can't sign in.
    UnknownPasswordless,
    /// What was given without a password isn't enough here, and nothing else is set up.
    PasswordlessNotEnough,
    /// Another question was answered first, so that what was given came late: it is asked for again.
    AskedAgain(Kind),
    /// What has to happen elsewhere hasn't happened yet; nothing was spent.
    NotYet(Kind),
    /// It was asked a moment ago; it may be asked again after this long.
    AskedJustNow(Span),
    /// Of what was given there seems to be a copy; it is suspended.
    MaybeCopied(Kind),
    /// What there is of this kind is suspended.
    Suspended(Kind),
    /// The device's clock is off; told only to somebody signed in or setting up.
    ClockOff(Span),
    /// Too many wrong answers; further ones are looked at after this long.
    Wait(Span),
    /// Too many wrong answers on this way; it stays shut until somebody helps.
    Locked,
    /// More is asked of the server at once than it does.
    Busy,
    /// What was waiting for an answer is over.
    SignInOver,
    /// A form was sent twice; what it made was made once.
    FormUsed,
    /// Something else was changed at the same moment.
    ChangedMeanwhile,
    /// Doesn't exist, or isn't one's own.
    NoSuch,
    /// A link that has been used, has expired, or never was.
    LinkGone,
    /// A fitting fresh proof is missing.
    StepUp,
    /// The actor may not do this.
    NotAllowed,
    /// The last proof was of the narrow way: only what replaces the lost factor is open.
    OnlyTheLost,
    /// Not a name that an account may have.
    InvalidName,
    /// The name is taken, or was given up less than a year ago.
    NameTaken,
    /// A display name that is empty, too long, or holds control characters.
    InvalidDisplayName,
    /// Not one e-mail address.
    InvalidEmail,
    /// The address is another account's.
    EmailTaken,
    /// The address is this account's already.
    EmailHere,
    /// Not the code that was sent to an e-mail address, or one that is void.
    WrongEmailCode,
    /// No mail leaves here, so nothing that is sent would arrive.
    NoMail,
    /// As many messages were sent as may be; more are sent after this long.
    MessagesSpent(Span),
    /// Fewer characters than the least number.
    PasswordTooShort(u16),
    /// More than 256 characters.
    PasswordTooLong,
    /// One of the most common passwords.
    PasswordCommon,
    /// A phrase that everybody knows.
    PasswordPhrase,
    /// Long, but worth few guesses: a row of keys, a sequence, something over and over.
    PasswordPattern,
    /// Is, or is hardly more than, a word of this person or site.
    PasswordPersonal(String),
    /// The same as before.
    PasswordSame,
    /// Not a name that an enrolment, session or group may have.
    InvalidLabel,
    /// Policy requires a second factor, so the last one stays.
    FactorRequired,
    /// The last administrator who can act stays.
    LastAdministrator,
    /// There is no group of this name.
    UnknownGroup(String),
    /// The group exists already.
    GroupTaken,
    /// A group that policy names stays.
    GroupInPolicy,
    /// No such kind of factor.
    UnknownKind(String),
    /// This kind of factor is switched off.
    KindOff(Kind),
    /// Enrolling here is over: a factor exists already.
    AlreadyEnrolled,
    /// Policy would leave people without any factor that they could set up.
    NothingToSetUp,
    /// A number outside what is allowed, with its bounds.
    OutOfRange(i64, i64),
    /// Not a limit that a device password can have: the form's field, and the word in it.
    InvalidLimit(&'static str, String),
    /// A reason is asked for and missing.
    ReasonMissing,
    /// Not a time zone, language or theme that we know.
    UnknownChoice,
    /// At most this many of these.
    TooMany(u16),
    /// A token, or the secret in it, that can't be taken.
    Unfit(Unfit),
}

impl Refusal {
    /// The key of its sentence in the catalogue.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::WrongSignIn => "refusal-wrong-sign-in",
            Self::WrongPassword => "refusal-wrong-password",
            Self::WrongCode(_) => "refusal-wrong-code",
            Self::NotACode(_) => "refusal-not-a-code",
            Self::TokenUnfit(_) => "refusal-token-unfit",
            Self::TokenTaken => "refusal-token-taken",
            Self::NotPasswordless(_) => "refusal-not-passwordless",
            Self::UnknownPasswordless => "refusal-unknown-passwordless",
            Self::PasswordlessNotEnough => "refusal-passwordless-not-enough",
            Self::AskedAgain(_) => "refusal-asked-again",
            Self::NotYet(_) => "refusal-not-yet",
            Self::AskedJustNow(_) => "refusal-asked-just-now",
            Self::MaybeCopied(_) => "refusal-maybe-copied",
            Self::Suspended(_) => "refusal-suspended",
            Self::ClockOff(_) => "refusal-clock-off",
            Self::Wait(_) => "refusal-wait",
            Self::Locked => "refusal-locked",
            Self::Busy => "refusal-busy",
            Self::SignInOver => "refusal-sign-in-over",
            Self::FormUsed => "refusal-form-used",
            Self::ChangedMeanwhile => "refusal-changed-meanwhile",
            Self::NoSuch => "refusal-no-such",
            Self::LinkGone => "refusal-link-gone",
            Self::StepUp => "refusal-step-up",
            Self::NotAllowed => "refusal-not-allowed",
            Self::OnlyTheLost => "refusal-only-the-lost",
            Self::InvalidName => "refusal-invalid-name",
            Self::NameTaken => "refusal-name-taken",
            Self::InvalidDisplayName => "refusal-invalid-display-name",
            Self::InvalidEmail => "refusal-invalid-email",
            Self::EmailTaken => "refusal-email-taken",
            Self::EmailHere => "refusal-email-here",
            Self::WrongEmailCode => "refusal-wrong-email-code",
            Self::NoMail => "refusal-no-mail",
            Self::MessagesSpent(_) => "refusal-messages-spent",
            Self::PasswordTooShort(_) => "refusal-password-too-short",
            Self::PasswordTooLong => "refusal-password-too-long",
            Self::PasswordCommon => "refusal-password-common",
            Self::PasswordPhrase => "refusal-password-phrase",
            Self::PasswordPattern => "refusal-password-pattern",
            Self::PasswordPersonal(_) => "refusal-password-personal",
            Self::PasswordSame => "refusal-password-same",
            Self::InvalidLabel => "refusal-invalid-label",
            Self::FactorRequired => "refusal-factor-required",
            Self::LastAdministrator => "refusal-last-administrator",
            Self::UnknownGroup(_) => "refusal-unknown-group",
            Self::GroupTaken => "refusal-group-taken",
            Self::GroupInPolicy => "refusal-group-in-policy",
            Self::UnknownKind(_) => "refusal-unknown-kind",
            Self::KindOff(_) => "refusal-kind-off",
            Self::AlreadyEnrolled => "refusal-already-enrolled",
            Self::NothingToSetUp => "refusal-nothing-to-set-up",
            Self::OutOfRange(..) => "refusal-out-of-range",
            Self::InvalidLimit(..) => "refusal-invalid-limit",
            Self::ReasonMissing => "refusal-reason-missing",
            Self::UnknownChoice => "refusal-unknown-choice",
            Self::TooMany(_) => "refusal-too-many",
            Self::Unfit(why) => why.key(),
        }
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
            Self::StepUp | Self::NotAllowed | Self::OnlyTheLost => 403,
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
