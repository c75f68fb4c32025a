//! Who is there, with what a protected host may be told: read in a few keyed reads, and from memory while
//! the database vouches for it.

use std::sync::Arc;

use domain::account::GroupName;
use domain::ids::{AccountId, SessionId};
use domain::{Assurance, Fault, Proof, Timestamp};
use store::ChangeMarker;

use super::guests;
use super::handed::{Handed, HostCookie};
use crate::Visitor;
use crate::account::told::Told;
use crate::cache::Cache;
use crate::house::Door;
use crate::session::table::Session;

/// An account, as a protected host is told of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// Its id, which never changes.
    pub id: AccountId,
    /// Its name, in lower case.
    pub name: String,
    pub display_name: String,
    /// Its first confirmed e-mail address.
    pub email: Option<String>,
    /// Its groups, in order.
    pub groups: Vec<GroupName>,
    /// The proofs of its session; empty for a client.
    pub proofs: Vec<Proof>,
    /// What they amount to.
    pub assurance: Assurance,
    /// When its session was made, or for a client, now.
    pub since: Timestamp,
}

impl Subject {
    /// The account of that id, signed in by these proofs since then.
    pub(crate) fn new(id: AccountId, told: Told, proofs: Vec<Proof>, since: Timestamp) -> Self {
        Self {
            id,
            name: told.name.to_ascii_lowercase(),
            display_name: told.display_name,
            email: told.email,
            groups: told.groups,
            assurance: Assurance::of(&proofs).unwrap_or(Assurance::Single),
            proofs,
            since,
        }
    }
}

/// Somebody handed over to a protected host, as last read.
#[derive(Debug)]
pub struct Guest {
    pub(super) session: Session,
    subject: Subject,
}

impl Guest {
    /// The account that was handed over, as hosts are told of it.
    pub const fn subject(&self) -> &Subject {
        &self.subject
    }
}

/// What the cookies of a protected host come to.
#[derive(Debug)]
pub enum Held {
    /// Nothing: there is none, it isn't ours or is another host's, or its session is over.
    Nothing,
    /// The session of this guest.
    By(Arc<Guest>),
    /// Two sessions, so that neither counts.
    Differing,
}

/// Of so many sessions it is looked at whether they live; each is a read. A browser holds one.
const LOOKED_AT: usize = 4;

impl Door {
    /// Who holds these cookies of a protected host. What we didn't seal for it says nothing, nor does a
    /// session that is over; of two that live one was put there by somebody else.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn guest(
        &self,
        mut cookies: impl Iterator<Item = HostCookie> + Send,
        host: &str,
    ) -> Result<Held, Fault> {
        let Some(first) = cookies.next() else {
            return Ok(Held::Nothing);
        };
        let Some(second) = cookies.next() else {
            return self.guest_of(&first, host).await;
        };
        let several: Vec<_> = [first, second].into_iter().chain(cookies).collect();
        Box::pin(self.guest_of_several(several, host)).await
    }

    async fn guest_of_several(&self, cookies: Vec<HostCookie>, host: &str) -> Result<Held, Fault> {
        let sealing = &self.reader().keys().gate;
        let mut ours: Vec<(SessionId, HostCookie)> = Vec::new();
        for cookie in cookies {
            match Handed::of_cookie(sealing, &cookie, host) {
                Some(Handed { id, .. }) if ours.iter().all(|(known, _)| *known != id) => {
                    ours.push((id, cookie));
                }
                _ => {}
            }
            if ours.len() > LOOKED_AT {
                return Ok(Held::Differing);
            }
        }
        let mut there = Held::Nothing;
        for (_, cookie) in ours {
            there = match (there, self.guest_of(&cookie, host).await?) {
                (there, Held::Nothing) => there,
                (Held::Nothing, other) => other,
                _ => return Ok(Held::Differing),
            };
        }
        Ok(there)
    }

    async fn guest_of(&self, cookie: &HostCookie, host: &str) -> Result<Held, Fault> {
        let (now, keys) = (self.now(), self.reader().keys());
        // Cookies are of one length, so that it is plain where the host begins.
        let both = [cookie.bytes().as_slice(), host.as_bytes()].concat();
        let hash = keys.lookup.hash("host-cookie", &both);
        let read = || async {
            match Handed::of_cookie(&keys.gate, cookie, host) {
                Some(from) => self.read_guest(&from, now).await,
                None => Ok(None),
            }
        };
        let found = self
            .memory::<Cache<Guest>>()
            .look_up(self.gate_marker(), &hash, read)
            .await?;
        let alive = found.filter(|guest| guest.session.is_alive(now));
        Ok(alive.map_or(Held::Nothing, Held::By))
    }

    /// Notes a request of somebody handed over, which renews their session.
    pub async fn guest_seen(&self, guest: &Guest, seen: &Visitor) {
        self.note_seen(&guest.session, seen).await;
    }

    /// The live session that something was handed over from, and whose it is.
    pub(super) async fn read_guest(
        &self,
        from: &Handed,
        now: Timestamp,
    ) -> Result<Option<Guest>, Fault> {
        let Some(mut row) = guests::live(self.reader(), from, now).await? else {
            return Ok(None);
        };
        let session = Session::read(&mut row)?;
        let told = Told::read(&mut row)?;
        let subject = Subject::new(session.account, told, session.proofs.clone(), session.made);
        Ok(Some(Guest { session, subject }))
    }

    /// How the database vouches for what the gate remembers: for each request, or where that is configured,
    /// for a second.
    pub(super) fn gate_marker(&self) -> Option<ChangeMarker> {
        if self.config().gate_cache {
            return self.reader().change_marker_of_a_second(self.now());
        }
        self.reader().change_marker()
    }
}
