//! Steps that have to do with factors: answering, setting up, stepping up.

use domain::Assurance;
use door::{At, Pending, Shown};
use testing::people::*;

use super::Walker;

impl Walker<'_> {
    /// Answers a pending sign-in by a code of this kind.
    pub async fn answer(&mut self, step: &str, pending: Option<Pending>) {
        let (Some(pending), Some(app)) = (pending, &self.model.app) else {
            return;
        };
        let (kind, code) = match step {
            "right code" => (TOTP, app.code(self.place, 0)),
            "wrong code" => (TOTP, app.wrong(self.place)),
            "used code" => (TOTP, self.model.used.last().cloned().unwrap_or_default()),
            "backup code" => (BACKUP, self.model.codes.pop().unwrap_or_default()),
            "empty answer" => {
                let kind = [TOTP, BACKUP, BYPASS][self.dice.below(3)].clone();
                (kind, String::new())
            }
            other => panic!("{other}"),
        };
        let answered = answer(self.door, &pending, &kind, &code, &self.browser).await;
        if let Ok(outcome) = answered {
            assert!(
                matches!(step, "right code" | "backup code"),
                "{step} was right"
            );
            assert!(
                kind != TOTP || !self.model.used.contains(&code),
                "a code was right twice"
            );
            self.model.used.push(code);
            self.model.admitted(outcome, &mut self.browser, true);
        }
    }

    /// No policy requires a factor here, so none is set up on the way in.
    pub async fn enrol_at_sign_in(&self, pending: Option<Pending>) {
        let Some(pending) = pending else { return };
        let at = At::SigningIn(&pending);
        assert!(self.begin(at).await.is_none());
    }

    /// Begins to set up an app.
    async fn begin(&self, at: At<'_>) -> Option<App> {
        let fields = [("name", "x")];
        let begun = post(self.door, at, &TOTP, "", None, &fields, &self.browser).await;
        match begun {
            Ok(Shown::Done(done)) => Some(App::read(done.show.unwrap().1.as_str())),
            _ => None,
        }
    }

    /// Sets up an app.
    pub async fn enrol(&mut self) {
        let Some(live) = self.live().await else {
            return;
        };
        let at = At::Settings(&live);
        let Some(app) = self.begin(at).await else {
            return;
        };
        let code = app.code(self.place, 0);
        let (path, id) = ("/{id}/confirm", Some(app.enrolment.as_str()));
        let fields = [("code", code.as_str())];
        let shown = post(self.door, at, &TOTP, path, id, &fields, &self.browser).await;
        let Ok(Shown::Done(done)) = shown else { return };
        if done.first {
            // Whatever was there before is over.
            self.model.all_are_over(self.door, &self.browser).await;
        }
        let (new, most) = (done.session.unwrap(), Assurance::TwoFactor);
        self.model.goes_on(&new, most, &mut self.browser);
        self.model.app = Some(app);
        self.model.used.push(code);
    }

    /// Makes backup codes.
    pub async fn make_codes(&mut self) {
        let Some(live) = self.live().await else {
            return;
        };
        let made = make_codes(self.door, &live, &self.browser).await;
        if let Ok(Shown::Done(_)) = made {
            self.model.codes = backup_codes(self.door, &self.browser).await;
        }
    }

    /// Steps up by the app, or by the password where there is none.
    pub async fn step_up(&mut self) {
        let Some(live) = self.live().await else {
            return;
        };
        let old = self.browser.seen.session.clone().unwrap();
        let (door, seen) = (self.door, &self.browser.seen);
        let (risen, most) = match &self.model.app {
            Some(app) => {
                let code = app.code(self.place, 0);
                let form = form(&[("code", &code)]);
                let risen = door.step_up(&live, &TOTP, &form, seen).await;
                if let Ok(new) = &risen {
                    if new.token.write() == old.write() {
                        // The form that has just raised this session, sent again: nothing was made.
                        assert_eq!(self.model.used.last(), Some(&code), "not the same form");
                        return;
                    }
                    assert!(!self.model.used.contains(&code), "a code was right twice");
                    self.model.used.push(code);
                }
                (risen, Assurance::TwoFactor)
            }
            None => {
                let risen = door.step_up_by_password(&live, PASSWORD, seen).await;
                (risen, Assurance::Single)
            }
        };
        if let Ok(new) = risen {
            self.model.goes_on(&new, most, &mut self.browser);
            let over = door.session(&old, &self.browser.seen).await;
            assert!(over.unwrap().is_none(), "the old id is dead");
        }
    }
}
