//! The hand-over of a session to a protected host: a ticket from here, and for it, there, the host's own
//! cookie. Both know the nonce that the browser was given on that host first, so that a ticket is worth
//! nothing in another browser (L43). Nothing is written: however often somebody goes there, no row is
//! left.

use domain::gate::CookieDomain;
use domain::secret::Token;
use domain::{Fault, Refusal, Span, Stop};

use super::handed::{Destination, Handed, HostCookie, Ticket};
use crate::house::Door;
use crate::session::live::LiveSession;

/// How long a ticket lasts.
const TICKET: Span = Span::seconds(30);

/// A fingerprint of the nonce: what travels in addresses, while the nonce stays in its cookie.
pub type Fingerprint = [u8; 32];

impl Door {
    /// The fingerprint of a nonce that a browser holds on a protected host.
    pub fn fingerprint(&self, nonce: &Token) -> Fingerprint {
        let hash = self
            .reader()
            .keys()
            .lookup
            .hash("gate-nonce", nonce.expose());
        let mut fingerprint = [0; 32];
        for (to, from) in fingerprint.iter_mut().zip(hash.iter().skip(1)) {
            *to = *from;
        }
        fingerprint
    }

    /// A ticket that carries this session to a protected host, in the browser that holds the nonce of this
    /// fingerprint. Within its half a minute it is good there as often as it comes; who holds that nonce
    /// gains nothing by it.
    ///
    /// # Errors
    /// When it can't be sealed.
    pub fn ticket(
        &self,
        live: &LiveSession,
        host: &str,
        nonce: &Fingerprint,
    ) -> Result<Ticket, Fault> {
        let (sealing, until) = (&self.reader().keys().gate, self.now().plus(TICKET));
        Handed::of(live).ticket(sealing, Destination { host, nonce }, until, self.random())
    }

    /// What is good at every protected host beneath a domain, for the cookie that they share.
    ///
    /// # Errors
    /// When it can't be sealed.
    pub fn enter_domain(
        &self,
        live: &LiveSession,
        domain: &CookieDomain,
    ) -> Result<HostCookie, Fault> {
        let sealing = &self.reader().keys().gate;
        Handed::of(live).cookie(sealing, &domain.as_host(), self.random())
    }

    /// Takes a ticket for the host's own cookie.
    ///
    /// # Errors
    /// [`Refusal::LinkGone`] for a ticket that is late, another host's or another browser's, or whose
    /// session has ended meanwhile.
    pub async fn enter_host(
        &self,
        ticket: &Ticket,
        host: &str,
        nonce: &Token,
    ) -> Result<HostCookie, Stop> {
        let sealing = &self.reader().keys().gate;
        let nonce = self.fingerprint(nonce);
        let here = Destination {
            host,
            nonce: &nonce,
        };
        let from = Handed::of_ticket(sealing, ticket, here, self.now());
        let from = from.ok_or(Refusal::LinkGone)?;
        let there = self.read_guest(&from, self.now()).await?;
        if !there.is_some_and(|guest| guest.session.is_alive(self.now())) {
            return Err(Refusal::LinkGone.into());
        }
        Ok(from.cookie(sealing, host, self.random())?)
    }
}
