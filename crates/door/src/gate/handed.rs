//! What is handed over, sealed: a ticket, and the cookie that a host gets for it. Neither is written down.
//! Each names a session and holds its secret; each is sealed for its kind, its host and its browser, and
//! opens for nothing else (L18, L43).

use data_encoding::BASE64URL_NOPAD;
use domain::ids::SessionId;
use domain::{Fault, Random, Secret, Timestamp};
use store::Sealing;
use zeroize::Zeroizing;

use super::enter::Fingerprint;
use crate::session::live::LiveSession;
use crate::visitor::session_token::SessionSecret;

/// Sealed bytes, of one length for each kind, so that none is even read as the other.
#[derive(Clone, Debug)]
pub struct Sealed<const N: usize>(Secret<[u8; N]>);

/// Carries a session to a protected host: id, secret, and when it ends, with 41 bytes that sealing adds.
pub type Ticket = Sealed<81>;

/// What a browser holds at a protected host, or at those beneath a domain: id and secret, likewise.
pub type HostCookie = Sealed<73>;

impl<const N: usize> Sealed<N> {
    fn seal(
        sealing: &Sealing,
        opens: &[u8],
        parts: &[&[u8]],
        random: &dyn Random,
    ) -> Result<Self, Fault> {
        let whole = Zeroizing::new(parts.concat());
        let sealed = sealing.seal(opens, &whole, random)?.try_into();
        let sealed = sealed.map_err(|_| Fault::new("sealed to another length"))?;
        Ok(Self(Secret::new(sealed)))
    }

    /// As it is written in an address or a cookie: base64url.
    pub fn write(&self) -> String {
        BASE64URL_NOPAD.encode(self.0.expose())
    }

    /// Reads one; anything but what [`Sealed::write`] writes is none. What is read needn't be ours.
    pub fn read(text: &[u8]) -> Option<Self> {
        if BASE64URL_NOPAD.decode_len(text.len()).ok()? != N {
            return None;
        }
        let bytes = BASE64URL_NOPAD.decode(text).ok()?;
        Some(Self(Secret::new(bytes.try_into().ok()?)))
    }

    /// Its bytes, to be found again by.
    pub(super) const fn bytes(&self) -> &[u8; N] {
        self.0.expose()
    }
}

/// The session that something was handed over from.
#[derive(Clone, Debug)]
pub(super) struct Handed {
    pub id: SessionId,
    pub secret: SessionSecret,
}

/// Where a ticket leads: to a protected host, in the browser that holds the nonce of this fingerprint there.
#[derive(Clone, Copy)]
pub(super) struct Destination<'a> {
    pub host: &'a str,
    pub nonce: &'a Fingerprint,
}

impl Handed {
    /// As its own browser holds it.
    pub(super) fn of(live: &LiveSession) -> Self {
        Self {
            id: live.id(),
            secret: live.token.secret().clone(),
        }
    }

    /// A ticket to there.
    pub(super) fn ticket(
        &self,
        sealing: &Sealing,
        to: Destination<'_>,
        until: Timestamp,
        random: &dyn Random,
    ) -> Result<Ticket, Fault> {
        let until = until.micros().to_be_bytes();
        let parts = [self.id.bytes().as_slice(), self.secret.expose(), &until];
        Ticket::seal(sealing, &for_ticket(to), &parts, random)
    }

    /// What a ticket carries, where it is for there, and isn't late.
    pub(super) fn of_ticket(
        sealing: &Sealing,
        ticket: &Ticket,
        to: Destination<'_>,
        now: Timestamp,
    ) -> Option<Self> {
        let opened = sealing.open(&for_ticket(to), ticket.bytes()).ok()?;
        let (from, until) = opened.expose().split_at_checked(32)?;
        let until = Timestamp::from_micros(i64::from_be_bytes(until.try_into().ok()?));
        (until > now).then(|| Self::read(from)).flatten()
    }

    /// A cookie for that host.
    pub(super) fn cookie(
        &self,
        sealing: &Sealing,
        host: &str,
        random: &dyn Random,
    ) -> Result<HostCookie, Fault> {
        let parts = [self.id.bytes().as_slice(), self.secret.expose()];
        HostCookie::seal(sealing, &for_cookie(host), &parts, random)
    }

    /// From which session a cookie is, where it is that host's.
    pub(super) fn of_cookie(sealing: &Sealing, cookie: &HostCookie, host: &str) -> Option<Self> {
        let opened = sealing.open(&for_cookie(host), cookie.bytes()).ok()?;
        Self::read(opened.expose())
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let (id, secret) = bytes.split_first_chunk()?;
        Some(Self {
            id: SessionId::from_bytes(*id),
            secret: Secret::new(secret.try_into().ok()?),
        })
    }
}

/// What a ticket is sealed for.
fn for_ticket(to: Destination<'_>) -> Vec<u8> {
    [b"ticket 1\0".as_slice(), to.nonce, to.host.as_bytes()].concat()
}

/// What a host's cookie is sealed for.
fn for_cookie(host: &str) -> Vec<u8> {
    [b"cookie 1\0".as_slice(), host.as_bytes()].concat()
}
