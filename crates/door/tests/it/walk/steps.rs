//! One step of a walk, and those that have to do with sessions alone.

use domain::Span;
use door::{Actor, LiveSession, Pending};
use testing::people::*;

use super::Walker;

impl Walker<'_> {
    /// Takes a step. One for which something is missing leads nowhere.
    pub async fn take(&mut self, step: &str) {
        let pending = self.old_tab().await;
        match step {
            "password" => {
                if let Ok(outcome) = by_password(self.door, self.name, &self.browser).await {
                    self.model.admitted(outcome, &mut self.browser, false);
                }
            }
            "wrong password" => {
                let (wrong, seen) = ("not the password at all", &self.browser.seen);
                assert!(self.door.sign_in(self.name, wrong, "", seen).await.is_err());
            }
            "wait" => {
                let spans = [31, 31, 31, 31, 660, 7_200].map(Span::seconds);
                self.place.clock().advance(spans[self.dice.below(6)]);
            }
            "cancel" => {
                if let Some(pending) = &pending {
                    self.door.cancel(pending).await.unwrap();
                }
            }
            "sign out" => self.sign_out().await,
            "disable and enable" => self.disable_and_enable().await,
            "enrol at sign-in" => self.enrol_at_sign_in(pending).await,
            "enrol" => self.enrol().await,
            "make codes" => self.make_codes().await,
            "step up" => self.step_up().await,
            code => self.answer(code, pending).await,
        }
    }

    /// The session that the browser holds, if it lives.
    pub async fn live(&self) -> Option<LiveSession> {
        let token = self.browser.seen.session.as_ref()?;
        let live = self.door.session(token, &self.browser.seen).await;
        live.unwrap()
    }

    /// A pending sign-in: any of the last few, if it is still there, since old tabs are tried as well.
    async fn old_tab(&mut self) -> Option<Pending> {
        let all = &self.model.pending;
        let recent = all.len().saturating_sub(4);
        if all.len() == recent {
            return None;
        }
        let token = all[recent + self.dice.below(all.len() - recent)].clone();
        self.door.pending(&token).await.unwrap()
    }

    async fn sign_out(&self) {
        let Some(live) = self.live().await else {
            return;
        };
        let seen = &self.browser.seen;
        self.door.sign_out(&live, seen).await.unwrap();
        assert!(self.live().await.is_none());
    }

    async fn disable_and_enable(&mut self) {
        let (door, name) = (self.door, self.name);
        let disabled = door.disable_account(&Actor::COMMAND_LINE, name).await;
        disabled.unwrap();
        self.model.disabled = true;
        self.model.check(door, &self.browser, "disabling").await;
        let enabled = door.enable_account(&Actor::COMMAND_LINE, name).await;
        enabled.unwrap();
        self.model.disabled = false;
        // What was ended stays ended.
        self.model.all_are_over(door, &self.browser).await;
        self.model.sessions.clear();
    }
}
