//! Who is at the other end of a request, as far as the network tells: proves nothing.

pub(crate) mod session_token;

use std::net::IpAddr;

use domain::ids::RequestId;
use domain::secret::Token;

use self::session_token::SessionToken;

/// What is written down about a request, and the mark that a known browser carries.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// The visitor's address, found by the rules of trusted proxies.
    pub address: IpAddr,
    /// The `User-Agent`, cut to 256 characters.
    pub agent: String,
    /// The request, as logs and error pages name it.
    pub request: RequestId,
    /// The known-browser cookie, if one came.
    pub known: Option<Token>,
    /// The session cookie, if one came: a completed sign-in ends that session.
    pub session: Option<SessionToken>,
    /// False where the address is a trusted proxy's own because it sent no forwarding header: such
    /// an address is never charged.
    pub charged: bool,
    /// False where a page made the request by itself: that renews no session.
    pub renews: bool,
}
