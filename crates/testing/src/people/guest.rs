//! Somebody at a protected host, as the door sees them.

use std::sync::Arc;

use domain::Random;
use domain::secret::{Token, token};
use door::{Door, Guest, Held, HostCookie, LiveSession};

use crate::Place;

/// What a browser is given on a protected host before it goes to sign in.
pub fn nonce(place: &Place) -> Token {
    token(&**place.random() as &dyn Random)
}

/// Hands a session over to a host: the host's cookie.
pub async fn hand_over(place: &Place, door: &Door, live: &LiveSession, host: &str) -> HostCookie {
    let nonce = nonce(place);
    let ticket = door.ticket(live, host, &door.fingerprint(&nonce)).unwrap();
    door.enter_host(&ticket, host, &nonce).await.unwrap()
}

/// Who holds this cookie at that host.
pub async fn guest(door: &Door, cookie: &HostCookie, host: &str) -> Option<Arc<Guest>> {
    match door
        .guest([cookie.clone()].into_iter(), host)
        .await
        .unwrap()
    {
        Held::By(guest) => Some(guest),
        Held::Nothing => None,
        Held::Differing => panic!("one cookie differs from itself"),
    }
}
