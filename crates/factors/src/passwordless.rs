//! Signing in by a factor alone: nobody says who they are before; what they hold does.

use domain::account::GroupName;
use domain::ids::AccountId;
use domain::setting::Settings;
use look::fragment::Fragment;
use look::script::Script;

use crate::{Answer, Context, Doing, Enrolment, Question};

/// Who is asked to sign in without a password.
#[derive(Clone, Copy, Debug)]
pub enum Named<'a> {
    /// Whoever the authenticator names.
    Nobody,
    /// Whoever is meant by a name that was typed, in bytes that are the same for all names of one account, with
    /// what is set up there; nothing is where nobody has it. Both are asked alike.
    Name(&'a [u8], &'a [Enrolment]),
}

/// What a factor does besides that signs in without a password.
pub trait Passwordless: Send + Sync {
    /// What is asked on the sign-in page.
    fn entrance<'a>(&'a self, at: &'a Context<'a>, named: Named<'a>) -> Doing<'a, Question>;

    /// Whose answer this is, when nobody has said so; none for an answer of nobody's.
    ///
    /// # Errors
    /// [`domain::Refusal::NotPasswordless`] to whoever holds something that is no first proof.
    fn owner<'a>(&'a self, at: &'a Context<'a>, answer: &'a Answer)
    -> Doing<'a, Option<AccountId>>;

    /// Tells the browser to forget what it offered and nobody here has.
    fn forgotten<'a>(
        &'a self,
        at: &'a Context<'a>,
        answer: &'a Answer,
    ) -> Doing<'a, Option<Fragment>>;

    /// What says `alone` in a form's field `able` where this browser could sign in by it, so that its owner may be
    /// offered one.
    fn able(&self) -> &'static Script;

    /// Whether it is enough alone for a member of these groups; else something else that is set up is asked for
    /// after it.
    fn suffices(&self, settings: &Settings, groups: &[GroupName]) -> bool;
}
