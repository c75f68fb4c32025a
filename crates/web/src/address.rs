//! The one address that people use, as pages need it: scheme, origin, cookie names and links come
//! from here, never from a request.

/// Where people reach the pages (`public_url` in the configuration).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicAddress {
    /// Its origin as browsers send it: `https://auth.example.org`, `http://localhost:8232`.
    pub origin: String,
    /// Every origin that is as good: this one first, and for a plain-http localhost the other names
    /// of this machine with the same port.
    pub origins: Vec<String>,
    /// Whether it is https: then cookies are `Secure` with the `__Host-` prefix, and HSTS is sent.
    pub https: bool,
}

impl PublicAddress {
    /// The origin that a request for this host (as in `Host`, in lower case) was sent to; none where
    /// it isn't ours.
    pub(crate) fn origin_of(&self, host: &str) -> Option<&str> {
        let usual = if self.https { ":443" } else { ":80" };
        let host = host.strip_suffix(usual).unwrap_or(host);
        self.origins
            .iter()
            .find(|origin| {
                origin
                    .split_once("://")
                    .is_some_and(|(_, authority)| authority == host)
            })
            .map(String::as_str)
    }
}
