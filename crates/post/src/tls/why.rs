//! Why nothing came back, in words that people can do something with: what libraries say of TLS are names of
//! their own.

use rustls::{CertificateError, Error};

/// Why a connection of TLS to that host didn't come about.
pub fn no_tls(error: &std::io::Error, host: &str) -> String {
    let inner = error.get_ref().and_then(|inner| inner.downcast_ref());
    match inner {
        Some(Error::InvalidCertificate(why)) => certificate(why, host),
        Some(Error::InvalidMessage(_)) => "what answers there doesn't speak TLS".to_owned(),
        Some(Error::AlertReceived(_)) => {
            "the server there broke off the handshake of TLS".to_owned()
        }
        Some(_) => "the server there and this program have no TLS in common".to_owned(),
        None => chain(error),
    }
}

fn certificate(why: &CertificateError, host: &str) -> String {
    match why {
        CertificateError::UnknownIssuer => {
            "its certificate was issued by nobody whom this machine trusts".to_owned()
        }
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
            "its certificate has expired".to_owned()
        }
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            "its certificate isn't valid yet, or this machine's clock is behind".to_owned()
        }
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            format!("its certificate is for other names than {host}")
        }
        CertificateError::Revoked => "its certificate was revoked".to_owned(),
        _ => "its certificate can't be used".to_owned(),
    }
}

/// The whole chain of an error: what people need is often in its last link.
pub fn chain(error: &dyn std::error::Error) -> String {
    let mut said = vec![plain(&error.to_string())];
    let mut next = error.source();
    // A chain that long is a loop.
    for _ in 0..16 {
        let Some(cause) = next else { break };
        let text = plain(&cause.to_string());
        if !said.iter().any(|known| known.contains(&text)) {
            said.push(text);
        }
        next = cause.source();
    }
    said.join(": ")
}

/// Without the system's number for it.
fn plain(text: &str) -> String {
    text.split_once(" (os error ")
        .map_or(text, |(said, _)| said)
        .to_owned()
}

#[cfg(test)]
mod tests {
    use std::io::{Error as IoError, ErrorKind};

    use rustls::{AlertDescription, InvalidMessage};

    use super::*;

    #[test]
    fn nothing_is_told_in_a_librarys_names() {
        use CertificateError as Certificate;
        for (error, said) in [
            (
                Error::InvalidCertificate(Certificate::UnknownIssuer),
                "nobody whom this machine trusts",
            ),
            (
                Error::InvalidCertificate(Certificate::Expired),
                "has expired",
            ),
            (
                Error::InvalidCertificate(Certificate::NotValidYet),
                "isn't valid yet",
            ),
            (
                Error::InvalidCertificate(Certificate::NotValidForName),
                "other names than auth.example.org",
            ),
            (
                Error::InvalidCertificate(Certificate::Revoked),
                "was revoked",
            ),
            (
                Error::InvalidCertificate(Certificate::BadEncoding),
                "can't be used",
            ),
            (
                Error::InvalidMessage(InvalidMessage::InvalidContentType),
                "doesn't speak TLS",
            ),
            (
                Error::AlertReceived(AlertDescription::HandshakeFailure),
                "broke off the handshake",
            ),
            (Error::DecryptError, "no TLS in common"),
        ] {
            let wrapped = IoError::new(ErrorKind::InvalidData, error);
            let told = no_tls(&wrapped, "auth.example.org");
            assert!(told.contains(said), "{told}");
        }
        let refused = IoError::from_raw_os_error(111);
        assert_eq!(no_tls(&refused, "h"), "Connection refused");
    }
}
