//! The hand-over of a session to a protected host: a ticket from here, and for it, there, the host's own
//! token. Both know the nonce that the browser was given on that host first, so that a ticket is worth
//! nothing in another browser (L43).

use domain::gate::CookieDomain;
use domain::secret::{Token, token};
use domain::{Refusal, Span, Stop};
use store::Batch;

use super::{host_tokens, tickets};
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
    /// fingerprint.
    ///
    /// # Errors
    /// [`Refusal::SignInOver`] where the session has ended meanwhile.
    pub async fn ticket(
        &self,
        live: &LiveSession,
        host: &str,
        nonce: &Fingerprint,
    ) -> Result<Token, Stop> {
        let ticket = token(self.random());
        let until = self.now().plus(TICKET);
        Batch::new()
            .all(live.still())
            .add(tickets::insert(
                self.reader(),
                &ticket,
                live.id(),
                host,
                nonce,
                until,
            ))
            .commit(self.store())
            .await?;
        Ok(ticket)
    }

    /// A token that is good at every protected host beneath a domain, for the cookie that they share.
    ///
    /// # Errors
    /// [`Refusal::SignInOver`] where the session has ended meanwhile.
    pub async fn enter_domain(
        &self,
        live: &LiveSession,
        domain: &CookieDomain,
    ) -> Result<Token, Stop> {
        let new = token(self.random());
        let host = domain.as_host();
        Batch::new()
            .all(live.still())
            .all([host_tokens::insert(
                self.reader(),
                &new,
                live.id(),
                &host,
                self.now(),
            )])
            .commit(self.store())
            .await?;
        Ok(new)
    }

    /// Takes a ticket for the host's own token.
    ///
    /// # Errors
    /// [`Refusal::LinkGone`] for a ticket that is used, late, another host's or another browser's; it is
    /// void from then on. [`Refusal::SignInOver`] where its session has ended meanwhile.
    pub async fn enter_host(
        &self,
        ticket: &Token,
        host: &str,
        nonce: &Token,
    ) -> Result<Token, Stop> {
        let (now, nonce) = (self.now(), self.fingerprint(nonce));
        let Some(session) = tickets::find(self.reader(), ticket, host, &nonce, now).await? else {
            Batch::new()
                .any(tickets::void(self.reader(), ticket))
                .commit(self.store())
                .await?;
            return Err(Refusal::LinkGone.into());
        };
        let new = token(self.random());
        Batch::new()
            .all([
                tickets::take(self.reader(), ticket, host, &nonce, now),
                host_tokens::insert(self.reader(), &new, session, host, now),
            ])
            .commit(self.store())
            .await?;
        Ok(new)
    }
}
