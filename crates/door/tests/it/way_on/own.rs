//! What somebody changes besides what they sign in by: their password, their address, what a program signs in with.

use domain::Stop;
use domain::ids::EmailId;
use door::{DevicePasswords, LiveSession, PasswordChange, Why};
use testing::people::*;

use super::person::Person;
use crate::emails::{code_in, waiting};
use crate::forgotten::links;

/// The one that isn't in use of two.
fn other(password: &str) -> &'static str {
    match password {
        PASSWORD => "fyra gröna hästar springer",
        _ => PASSWORD,
    }
}

impl Person<'_> {
    pub(super) fn address(&self) -> String {
        format!("{}@example.org", self.name)
    }

    pub(super) async fn change_password(&mut self, live: &LiveSession) -> Result<(), Stop> {
        let new = other(&self.password);
        let change = PasswordChange {
            current: &self.password,
            new,
            device_passwords: DevicePasswords::Go,
        };
        let seen = self.browser.seen.clone();
        let changed = self.door.change_password(live, change, &seen).await?;
        self.browser.keep(&changed);
        self.password = new.to_owned();
        Ok(())
    }

    /// Chooses another one by a link that is mailed.
    pub(super) async fn forget_password(&mut self) -> Option<Result<(), Stop>> {
        let seen = self.browser.seen.clone();
        if let Err(stop) = self.door.ask_for_reset(&self.name, &seen).await {
            return Some(Err(stop));
        }
        self.door.send_messages().await.unwrap();
        let address = self.address();
        let text = self.place.letters().last_at(&self.name, &address)?;
        let (_, link) = links(&[(address, text)]).pop()?;
        let said = self.door.reset_link(&link).await;
        let rests = said.as_ref().is_ok_and(|view| view.rests);
        let new = other(&self.password);
        let reset = self
            .door
            .reset_password(&link, new, Why::Forgot, &seen)
            .await;
        Some(reset.map(|()| {
            self.password = new.to_owned();
            self.reset = Some(self.place.now());
            self.said_that_codes_rest = rests;
        }))
    }

    pub(super) async fn add_address(&mut self, live: &LiveSession) -> Result<(), Stop> {
        let (door, address, seen) = (self.door, self.address(), self.browser.seen.clone());
        door.add_email(live, &address, &seen).await?;
        door.send_messages().await.unwrap();
        let text = self.place.letters().last_at(&self.name, &address);
        let code = code_in(&[(address.clone(), text.unwrap())], &address);
        let id = waiting(door, live, &address).await;
        door.confirm_email(live, id, &code, &seen).await
    }

    /// Removes the address that links and messages go to.
    pub(super) async fn remove_address(&mut self, live: &LiveSession) -> Option<Result<(), Stop>> {
        let all = self.door.profile(live).await.unwrap().emails;
        let id: EmailId = all.first()?.id.parse().unwrap();
        let seen = self.browser.seen.clone();
        Some(self.door.remove_email(live, id, &seen).await)
    }

    pub(super) async fn make_device_password(&mut self, live: &LiveSession) -> Result<(), Stop> {
        let named = form(&[("name", "Laptop")]);
        let seen = self.browser.seen.clone();
        let made = self.door.make_device_password(live, &named, &seen).await;
        made.map(drop)
    }
}
