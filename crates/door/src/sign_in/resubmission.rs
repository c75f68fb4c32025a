//! The same answer sent again, as by a double click: the first one has made or renewed a session, and
//! every further one finds that session, for a moment. Nobody reads that anything went wrong.
//!
//! The session's token is made of the secret that the answer was given under and of the answer, so it
//! is found only by whoever holds that secret and gives that very answer again.

use domain::secret::Token;
use domain::{Fault, Form, Kind, Refusal, Span, Stop};
use store::{Batch, Reader, Statement};

use super::answer::Failed;
use super::progress::NewSession;
use crate::house::Door;
use crate::house::Upkeep;
use crate::visitor::session_token::SessionToken;
use crate::{Visitor, form_number};

/// For how long an answer is known again.
const AGAIN: Span = Span::seconds(10);

/// The word for a session that has risen by this very answer.
const RISEN: &str = "risen-by-answer";

/// What an answer does. One given for one thing is never known again as one for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Does {
    SignIn,
    StepUp,
    Enrol,
    NewPassword,
}

impl Does {
    /// The word that it leaves behind.
    const fn word(self) -> &'static str {
        match self {
            Self::SignIn => "answered-sign-in",
            Self::StepUp => "answered-step-up",
            Self::Enrol => "confirmed-enrolment",
            Self::NewPassword => "changed-password",
        }
    }

    /// What the token is made for.
    const fn token(self) -> &'static str {
        match self {
            Self::SignIn => "session-of-answer",
            Self::StepUp => "session-of-step-up",
            Self::Enrol => "session-of-enrolment",
            Self::NewPassword => "session-of-new-password",
        }
    }
}

/// What an answer was given under.
#[derive(Clone, Copy)]
pub(crate) enum Under<'a> {
    Pending(&'a Token),
    /// The session that rises.
    Session(&'a SessionToken),
}

impl<'a> Under<'a> {
    const fn token(self) -> &'a Token {
        match self {
            Self::Pending(token) => token,
            Self::Session(session) => session.token(),
        }
    }
}

/// An answer, and what it was given under.
#[derive(Clone, Copy)]
pub(crate) struct Said<'a> {
    does: Does,
    under: Under<'a>,
    kind: &'a Kind,
    answer: &'a str,
}

impl<'a> Said<'a> {
    /// A code, as a form brings it.
    pub(crate) fn code(does: Does, under: Under<'a>, kind: &'a Kind, form: &'a Form) -> Self {
        Self {
            does,
            under,
            kind,
            answer: form.get("code").trim(),
        }
    }

    /// The account's password, given in a session.
    pub(crate) const fn password(does: Does, under: &'a SessionToken, password: &'a str) -> Self {
        Self {
            does,
            under: Under::Session(under),
            kind: &Kind::PASSWORD,
            answer: password,
        }
    }

    /// Whether it was given for nothing but to confirm who somebody is.
    pub(crate) fn is_step_up(&self) -> bool {
        self.does == Does::StepUp
    }

    /// The token of the session that this answer makes: of 256 random bits and the answer.
    pub(crate) fn token(&self, reader: &Reader) -> Token {
        let mut secret = zeroize::Zeroizing::new(self.under.token().expose().to_vec());
        secret.extend_from_slice(self.kind.as_str().as_bytes());
        secret.push(0);
        secret.extend_from_slice(self.answer.as_bytes());
        let hash = reader.keys().lookup.hash(self.does.token(), &secret);
        let mut token = [0; 32];
        for (to, from) in token.iter_mut().zip(hash.iter().skip(1)) {
            *to = *from;
        }
        Token::new(token)
    }

    /// What the browser holds of that session.
    fn session(&self, reader: &Reader) -> SessionToken {
        let token = self.token(reader);
        match self.under {
            Under::Pending(_) => SessionToken::first(reader, token),
            Under::Session(before) => before.risen(token),
        }
    }

    /// The word that is left where the answer was right, in the same batch.
    pub(crate) fn word(&self, door: &Door) -> Statement {
        let until = door.now().plus(AGAIN);
        form_number::leave(door, self.does.word(), self.under.token(), until)
    }

    /// The same where a session rises. A second word waits for an answer that comes under its new
    /// token: the browser may have that already when the button is pressed again.
    pub(crate) fn words_of_rise(&self, door: &Door, risen: &SessionToken) -> [Statement; 2] {
        let mut under: Said<'_> = *self;
        under.under = Under::Session(risen);
        let until = door.now().plus(AGAIN);
        let word = form_number::leave(door, RISEN, &under.token(door.reader()), until);
        [self.word(door), word]
    }

    /// Whether the session that it was given under has just risen by it. Nothing is found by guessing:
    /// that session is held already.
    async fn has_raised(&self, door: &Door) -> Result<bool, Fault> {
        form_number::is_left(door, RISEN, &self.token(door.reader()), door.now()).await
    }
}

impl Door {
    /// The session that this very answer made a moment ago. An answer isn't spent for here, so of
    /// answers that are wrong the first one ends the asking, however many come at once.
    pub(crate) async fn led_to(
        &self,
        said: Said<'_>,
        seen: &Visitor,
    ) -> Result<Option<NewSession>, Stop> {
        let (word, now) = (said.does.word(), self.now());
        if !form_number::is_left(self, word, said.under.token(), now).await? {
            return Ok(None);
        }
        let token = said.session(self.reader());
        let hash = token.hash(self.reader());
        let asked = form_number::ask(self, word, said.under.token(), &hash, now);
        let asked = Batch::from(asked);
        match self.commit(Upkeep::Asked, asked).await {
            Err(Stop::Refused(Refusal::FormUsed)) => return Ok(None),
            other => other?,
        }
        let live = self.session(&token, seen).await?;
        Ok(live.map(|live| NewSession {
            token,
            known: None,
            lasts: live.session.lasts(now),
            next: String::new(),
            by_fallback: live.by_fallback(),
        }))
    }

    /// The same for an answer that came to nothing: if it was only said again, it has cost nothing.
    pub(crate) async fn resubmitted(
        &self,
        said: Said<'_>,
        failed: &Failed,
        seen: &Visitor,
    ) -> Result<Option<NewSession>, Stop> {
        if let Stop::Fault(_) = failed.stop {
            return Ok(None);
        }
        let mut before = self.led_to(said, seen).await?;
        if before.is_none()
            && let Under::Session(risen) = said.under
            && said.has_raised(self).await?
        {
            let live = self.session(risen, seen).await?;
            before = live.map(|live| NewSession {
                token: risen.clone(),
                known: None,
                lasts: live.session.lasts(self.now()),
                next: String::new(),
                by_fallback: None,
            });
        }
        if let (Some(_), Some(attempt)) = (&before, &failed.attempt) {
            self.commit(Upkeep::Attempt, attempt.give_back()).await?;
        }
        Ok(before)
    }

    /// The session that this very form has made of a pending sign-in a moment ago: a double click.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn answer_resubmitted(
        &self,
        pending: &Token,
        kind: &Kind,
        form: &Form,
        seen: &Visitor,
    ) -> Result<Option<NewSession>, Stop> {
        let said = Said::code(Does::SignIn, Under::Pending(pending), kind, form);
        self.led_to(said, seen).await
    }

    /// The session that went on from one whose token is no longer good, because this very form has
    /// made it rise a moment ago: a double click. `kind` is the factor's, or the password's.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn step_up_resubmitted(
        &self,
        old: &SessionToken,
        kind: &Kind,
        form: &Form,
        seen: &Visitor,
    ) -> Result<Option<NewSession>, Stop> {
        let said = if *kind == Kind::PASSWORD {
            Said::password(Does::StepUp, old, form.get("password"))
        } else {
            Said::code(Does::StepUp, Under::Session(old), kind, form)
        };
        self.led_to(said, seen).await
    }

    /// The same for the form that changes the password.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn password_change_resubmitted(
        &self,
        old: &SessionToken,
        form: &Form,
        seen: &Visitor,
    ) -> Result<Option<NewSession>, Stop> {
        let said = Said::password(Does::NewPassword, old, form.get("password"));
        self.led_to(said, seen).await
    }
}
