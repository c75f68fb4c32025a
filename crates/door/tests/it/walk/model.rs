//! What the model knows: how much each token that was ever given out may open now.

use domain::Assurance;
use domain::secret::Token;
use door::{Door, NewSession, Progress, SessionToken};
use testing::people::*;

/// The model.
#[derive(Default)]
pub struct Model {
    /// Tokens of pending sign-ins, whatever became of them.
    pub pending: Vec<Token>,
    /// Session tokens, with the assurance that they may have while they live.
    pub sessions: Vec<(SessionToken, Assurance)>,
    /// Codes that were accepted once.
    pub used: Vec<String>,
    /// The app, once it is set up.
    pub app: Option<App>,
    /// Backup codes that weren't given yet.
    pub codes: Vec<String>,
    /// The account may not sign in.
    pub disabled: bool,
    /// Sessions that were reached with both proofs at sign-in.
    pub both: usize,
}

impl Model {
    /// Notes a session that may have this assurance at most.
    pub fn goes_on(&mut self, new: &NewSession, most: Assurance, browser: &mut Browser) {
        self.sessions.push((new.token.clone(), most));
        browser.keep(new);
    }

    /// What an answer may lead to.
    pub fn admitted(&mut self, outcome: Progress, browser: &mut Browser, two: bool) {
        match outcome {
            Progress::In(new) => {
                assert!(
                    two || self.app.is_none(),
                    "let in without the second factor that is owed"
                );
                self.both += usize::from(two);
                let most = if two {
                    Assurance::TwoFactor
                } else {
                    Assurance::Single
                };
                self.goes_on(&new, most, browser);
            }
            Progress::Owed(token) | Progress::SetUp(token) => self.pending.push(token),
        }
    }

    /// Every session there was is over.
    pub async fn all_are_over(&self, door: &Door, browser: &Browser) {
        for (token, _) in &self.sessions {
            assert!(door.session(token, &browser.seen).await.unwrap().is_none());
        }
    }

    /// Nothing but a session that the model knows opens anything, and never at more than it earned.
    pub async fn check(&self, door: &Door, browser: &Browser, step: &str) {
        for token in &self.pending {
            assert!(
                door.session(&as_session(token), &browser.seen)
                    .await
                    .unwrap()
                    .is_none(),
                "a pending token opened after {step}"
            );
        }
        for (token, most) in &self.sessions {
            if let Some(live) = door.session(token, &browser.seen).await.unwrap() {
                assert!(
                    !self.disabled,
                    "a session of a disabled account lives after {step}"
                );
                assert!(live.assurance() <= *most, "{step}");
            }
        }
    }
}
