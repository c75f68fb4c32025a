//! A browser as the door sees one: its address and its cookies.

use std::net::IpAddr;

use data_encoding::BASE64URL_NOPAD;
use domain::Secret;
use domain::ids::RequestId;
use domain::secret::Token;
use door::{Door, LiveSession, NewSession, SessionToken, Visitor};

/// A browser: its address and its cookies.
#[derive(Clone)]
pub struct Browser {
    /// What the door sees of it.
    pub seen: Visitor,
}

impl Browser {
    /// A browser that nobody knows, at this address.
    pub fn new(address: &str) -> Self {
        let seen = Visitor {
            address: address.parse::<IpAddr>().unwrap(),
            agent: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0".into(),
            request: RequestId::from_bytes([1; 16]),
            known: None,
            session: None,
            charged: true,
            renews: true,
        };
        Self { seen }
    }

    /// Takes what a completed sign-in set.
    pub fn keep(&mut self, new: &NewSession) {
        if let Some(known) = &new.known {
            self.seen.known = Some(known.clone());
        }
        self.seen.session = Some(new.token.clone());
    }

    /// The session that it holds.
    pub async fn live(&self, door: &Door) -> LiveSession {
        let token = self.seen.session.as_ref().expect("a session");
        let live = door.session(token, &self.seen).await.unwrap();
        live.expect("a live session")
    }
}

/// What a thief of another token would send as a session's.
pub fn as_session(token: &Token) -> SessionToken {
    let bytes = [token.expose().as_slice(), &[0; 16]].concat();
    SessionToken::read(&BASE64URL_NOPAD.encode(&bytes)).unwrap()
}

/// What a thief of a session would send as another token.
pub fn as_token(session: &SessionToken) -> Token {
    let bytes = BASE64URL_NOPAD.decode(session.write().as_bytes()).unwrap();
    Secret::new(bytes[..32].try_into().unwrap())
}
