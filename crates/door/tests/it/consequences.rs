//! The table of consequences, walked: whatever happens to an account, what the table says ends is over, and nothing
//! else. What suspect sessions have made is looked at by the tests of copied keys and of notices.

use std::collections::BTreeSet;
use std::sync::Arc;

use domain::consequence::{
    Browsers, DevicePasswords as Passwords, Happening, Links, Pending, Row, Sessions,
};
use domain::policy::Required;
use domain::secret::Token;
use domain::{Secret, Span};
use door::administration::NewAccount;
use door::import::{How, read_tokens};
use door::{Actor, DevicePasswords, Door, EmailChange, HostCookie, PasswordChange, Why};
use testing::drivers::add_token;
use testing::people::*;
use testing::{Place, on_both};

use crate::forgotten::{asked, mailing};
use crate::notices::way_to;
use crate::outbox::leaving::with_addresses;
use crate::outbox::{Kept, in_table};
use crate::webauthn::copies::{alarm, by_key, device_password, is_over, opens};

const CLI: Actor = Actor::COMMAND_LINE;
const HOST: &str = "files.example.org";
const NEW: &str = "fyra gröna hästar springer";

/// Somebody with all that can end.
struct Scene {
    place: Place,
    door: Door,
    channel: Arc<Kept>,
    /// The browser in which they do it.
    owner: Browser,
    other: Browser,
    key: Option<FidoToken>,
    waiting: Token,
    passwords: Secret<String>,
    /// The link that was mailed to the address which stays.
    link: Token,
    invite: Token,
    cookie: HostCookie,
    marks: BTreeSet<String>,
}

/// The marks by which browsers are known.
async fn marks(place: &Place) -> BTreeSet<String> {
    let all = in_table(place, "known_browsers").await;
    let ids = all.lines().filter_map(|line| line.split(" | ").next());
    ids.map(str::to_owned).collect()
}

impl Scene {
    /// With a key, or nothing, as a second factor.
    async fn new(place: Place, has_key: bool) -> Self {
        let channel = Kept::to_addresses();
        let door = mailing(&place, &channel).await;
        with_addresses(&door, "anna", &["anna@example.org", "a@example.net"]).await;
        let mut owner = Browser::new("192.0.2.1");
        session(&door, "anna", &mut owner).await;
        let mut key = None;
        let mut other = Browser::new("198.51.100.1");
        if has_key {
            let (token, _) = add_token(&door, &SECURITY_KEY, "Key", &mut owner).await;
            other = by_key(&door, "anna", (&token, 5), "198.51.100.1").await;
            key = Some(token);
        } else {
            session(&door, "anna", &mut other).await;
        }
        let live = owner.live(&door).await;
        let passwords = device_password(&door, &live, "Mail", &owner).await;
        let cookie = hand_over(&place, &door, &other.live(&door).await, HOST).await;
        let invite = NewAccount::invited("anna", false);
        let invite = door.invite(&CLI, &invite).await.unwrap();
        channel.letters();
        let links = asked(&door, &channel, "anna", &owner).await;
        if !has_key {
            // Or nobody's sign-in would wait.
            door.require_factor(&CLI, Required::Everyone).await.unwrap();
        }
        let (waiting, _) = pending(&door, "anna", &other).await;
        let marks = marks(&place).await;
        assert_eq!(marks.len(), 2);
        Self {
            link: links.into_iter().next_back().unwrap().1,
            place,
            door,
            channel,
            owner,
            other,
            key,
            waiting,
            passwords,
            invite,
            cookie,
            marks,
        }
    }

    /// Has it happen.
    async fn happens(&mut self, what: Happening, said: DevicePasswords) {
        use Happening as H;
        let (door, seen) = (&self.door, self.owner.seen.clone());
        let live = self.owner.live(door).await;
        let factors = door.user_factors(&CLI, "anna").await.unwrap();
        let first = || factors[0].id.parse().unwrap();
        match what {
            H::Copied => alarm(door, "anna", (self.key.as_ref().unwrap(), 3), &self.owner).await,
            H::NotMe => {
                session_of_a_stranger(door, &self.channel, self.key.as_ref().unwrap()).await;
                let (link, letters) = way_to(&self.channel.letters(), "anna@example.org").unwrap();
                door.not_me(&link, &letters, &seen).await.unwrap();
            }
            H::FirstFactor | H::FactorAdded => {
                drop(enrol(&self.place, door, "App", &mut self.owner).await)
            }
            H::FactorSuspended => door.suspend_factor(&live, first(), &seen).await.unwrap(),
            H::FactorLeaving => {
                self.place.clock().advance(Span::seconds(1));
                add_token(&self.door, &SECURITY_KEY, "New", &mut self.owner).await;
                let live = self.owner.live(&self.door).await;
                let removed = self.door.remove_factor(&live, first(), &seen).await;
                assert!(matches!(removed.unwrap(), door::Removed::From(_)));
            }
            H::FactorRemoved => drop(door.remove_factor(&live, first(), &seen).await.unwrap()),
            H::FactorRemovedByAdministrator => {
                door.remove_user_factors(&CLI, "anna", Some(first()), "lost")
                    .await
                    .unwrap();
            }
            H::FactorsRemovedByAdministrator => {
                let gone = door
                    .remove_user_factors(&CLI, "anna", None, "lost")
                    .await
                    .unwrap();
                assert_eq!(gone, 1, "so many device passwords");
            }
            H::FirstFactorByAdministrator | H::FactorAddedByAdministrator => {
                let list = "serial1,3132333435363738393031323334353637383930,HOTP,6,,anna\n";
                let rows = read_tokens(list.as_bytes()).unwrap();
                door.import_tokens(&CLI, &rows, How::default())
                    .await
                    .unwrap();
            }
            H::PasswordChanged => {
                let change = PasswordChange {
                    current: PASSWORD,
                    new: NEW,
                    device_passwords: said,
                };
                let new = door.change_password(&live, change, &seen).await.unwrap();
                self.owner.keep(&new);
            }
            H::PasswordForgotten => door
                .reset_password(&self.link, NEW, Why::Forgot, &seen)
                .await
                .unwrap(),
            H::PasswordKnown => door
                .reset_password(&self.link, NEW, Why::Somebody, &seen)
                .await
                .unwrap(),
            H::PasswordSet => {
                let new = Secret::new(NEW.to_owned());
                assert_eq!(door.set_user_password(&CLI, "anna", &new).await.unwrap(), 1);
            }
            H::InviteAccepted => drop(
                door.finish_invite(&self.invite, NEW, &Browser::new("203.0.113.1").seen)
                    .await
                    .unwrap(),
            ),
            H::AddressAdded => {
                let change = EmailChange::Add("third@example.org");
                door.change_emails(&CLI, "anna", change).await.unwrap();
            }
            H::AddressRemoved => {
                let change = EmailChange::Remove("a@example.net");
                door.change_emails(&CLI, "anna", change).await.unwrap();
            }
            H::Disabled => {
                door.disable_account(&CLI, "anna").await.unwrap();
                // What is looked at next is what ended, rather than what a disabled account may do.
                door.enable_account(&CLI, "anna").await.unwrap();
            }
            H::OthersDisconnected => door.end_other_sessions(&live, said, &seen).await.unwrap(),
            H::AllDisconnected => door.end_user_sessions(&CLI, "anna", None).await.unwrap(),
        }
    }

    /// Looks whether what the table says is over, and nothing else.
    async fn is_as(&self, row: &Row, what: Happening, said: DevicePasswords) {
        let door = &self.door;
        let all_end = row.sessions == Sessions::AllEnd;
        assert_eq!(
            is_over(door, &self.owner).await,
            all_end,
            "{what:?}: the session that does it"
        );
        let others_end = row.sessions != Sessions::Stay;
        assert_eq!(
            is_over(door, &self.other).await,
            others_end,
            "{what:?}: another session"
        );
        let handed_over = guest(door, &self.cookie, HOST).await.is_none();
        assert_eq!(
            handed_over, others_end,
            "{what:?}: what was handed over to a host"
        );
        let over = door.pending(&self.waiting).await.unwrap().is_none();
        assert_eq!(
            over,
            row.pending == Pending::End,
            "{what:?}: a sign-in that waits"
        );
        let now = marks(&self.place).await;
        let forgotten = self.marks.intersection(&now).next().is_none();
        assert_eq!(
            forgotten,
            row.browsers != Browsers::Stay,
            "{what:?}: known browsers"
        );
        let left = match row.browsers {
            Browsers::Stay => 2..=3,
            Browsers::OthersForgotten => 1..=1,
            Browsers::Forgotten => 0..=0,
        };
        assert!(
            left.contains(&now.len()),
            "{what:?}: {} known browsers",
            now.len()
        );
        let go = match row.device_passwords {
            Passwords::Stay => false,
            Passwords::AsSaid => said == DevicePasswords::Go,
            Passwords::Go => true,
        };
        let gone = !opens(door, "anna", &self.passwords).await;
        assert_eq!(gone, go, "{what:?}: device passwords");
        let void = matches!(row.links, Links::ForgottenVoid | Links::AllVoid);
        let link = door.reset_link(&self.link).await;
        assert_eq!(
            link.is_err(),
            void,
            "{what:?}: the link of a forgotten password"
        );
        let none = in_table(&self.place, "reset_links").await.is_empty();
        assert_eq!(none, void, "{what:?}: links of a forgotten password");
        let void = matches!(row.links, Links::InvitesVoid | Links::AllVoid);
        let none = in_table(&self.place, "invites").await.is_empty();
        assert_eq!(none, void, "{what:?}: an invite");
    }
}

/// Somebody signs in from a browser of their own.
async fn session_of_a_stranger(door: &Door, channel: &Kept, key: &FidoToken) {
    channel.letters();
    by_key(door, "anna", (key, 9), "203.0.113.9").await;
    door.send_messages().await.unwrap();
}

/// What whoever does it may say of device passwords.
fn sayings(row: &Row) -> &'static [DevicePasswords] {
    match row.device_passwords {
        Passwords::AsSaid => &[DevicePasswords::Stay, DevicePasswords::Go],
        Passwords::Stay | Passwords::Go => &[DevicePasswords::Go],
    }
}

on_both! {
    async fn whatever_happens_ends_what_the_table_says_and_nothing_else(place: Place) {
        let engine = place.engine();
        for what in Happening::ALL {
            let row = what.row();
            let is_first = matches!(what, Happening::FirstFactor | Happening::FirstFactorByAdministrator);
            for said in sayings(&row) {
                let mut scene = Scene::new(Place::new(engine), !is_first).await;
                scene.place.clock().advance(Span::minutes(1));
                let before = events(&scene.door, "anna").await.len();
                scene.happens(*what, *said).await;
                scene.is_as(&row, *what, *said).await;
                let told = events(&scene.door, "anna").await;
                let new = &told[..told.len() - before];
                let word = row.told.word();
                let outcomes = row.told.ends().told();
                let is_it = |event: &String| {
                    let (action, outcome) = event.split_once(' ').unwrap();
                    action == word && outcomes.iter().any(|one| one.as_str() == outcome)
                };
                assert!(new.iter().any(is_it), "{what:?}: {new:?}");
            }
        }
    }
}
