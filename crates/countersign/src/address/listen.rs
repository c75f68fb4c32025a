//! Where to listen: `HOST:PORT`. `localhost` means both loopback addresses, so that a browser finds
//! the program whichever it tries first.

use domain::gate::Authority;

/// An address to listen on: a host of this machine, and a port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listen {
    host: Authority,
    port: u16,
}

impl Listen {
    /// Reads `HOST:PORT`; port 0 takes a free one.
    ///
    /// # Errors
    /// Half a sentence that goes on after the setting's name.
    pub fn read(text: &str) -> Result<Self, String> {
        let wrong = || {
            format!(
                "must be HOST:PORT, as localhost:8232, 0.0.0.0:8232 or [::]:8232, not \"{}\".",
                text.escape_debug()
            )
        };
        let (host, port) = text.trim().rsplit_once(':').ok_or_else(wrong)?;
        let host = Authority::bare(host.as_bytes()).map_err(|_| wrong())?;
        let digits = port.bytes().all(|b| b.is_ascii_digit());
        let port = port.parse().ok().filter(|_| digits).ok_or_else(wrong)?;
        // An IPv6 address without its brackets.
        if host.port().is_some() {
            return Err(wrong());
        }
        Ok(Self { host, port })
    }

    /// The host; an IPv6 address without its brackets.
    pub fn host(&self) -> &str {
        let host = self.host.host();
        host.trim_start_matches('[').trim_end_matches(']')
    }

    /// The port; 0 is a free one.
    pub const fn port(&self) -> u16 {
        self.port
    }

    /// Whether nobody but this machine reaches it.
    pub fn is_here(&self) -> bool {
        Authority::is_here(self.host())
    }

    /// Whether both loopback addresses are meant.
    pub fn is_localhost(&self) -> bool {
        self.host.host() == "localhost"
    }
}

impl std::fmt::Display for Listen {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.host, self.port)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_listen_address_is_a_host_and_a_port() {
        for (text, host, port) in [
            ("localhost:8232", "localhost", 8232),
            ("LOCALHOST:0", "localhost", 0),
            ("0.0.0.0:80", "0.0.0.0", 80),
            ("[::]:8232", "::", 8232),
            ("id.internal:8232", "id.internal", 8232),
        ] {
            let listen = Listen::read(text).unwrap();
            assert_eq!((listen.host(), listen.port()), (host, port));
        }
        for wrong in [
            "",
            "8232",
            ":8232",
            "localhost",
            "localhost:",
            "localhost:70000",
            "http://localhost:8232",
            "::1:80",
            "localhost:+80",
            "id.internal:80:80",
        ] {
            let said = Listen::read(wrong).unwrap_err();
            assert!(
                said.starts_with("must be HOST:PORT, as localhost:8232"),
                "{said}"
            );
        }
    }
}
