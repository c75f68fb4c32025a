//! What browsers will dislike about a certificate. It is served all the same: a person who is warned gets
//! further than one whose server doesn't start.

use std::time::Duration;

use domain::Timestamp;
use rustls::client::{verify_server_cert_signed_by_trust_anchor, verify_server_name};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::{CertificateError, Error, RootCertStore};

/// Half sentences that go on after "the certificate".
pub(super) fn about(leaf: &CertificateDer<'_>, host: &str, now: Timestamp) -> Vec<String> {
    let Ok(read) = ParsedCertificate::try_from(leaf) else {
        return vec!["can't be read by this program.".to_owned()];
    };
    let names = ServerName::try_from(host.trim_start_matches('[').trim_end_matches(']'))
        .is_ok_and(|name| verify_server_name(&read, &name).is_ok());
    let unnamed = (!names).then(|| {
        format!("doesn't name {host}, the host of \"public_url\": browsers will refuse it.")
    });
    unnamed.into_iter().chain(untimely(&read, now)).collect()
}

/// Whether its time hasn't come or is over. That is looked at before who has signed it, which nobody here
/// need know: without a root nothing gets further.
fn untimely(read: &ParsedCertificate<'_>, now: Timestamp) -> Option<String> {
    let seconds = u64::try_from(now.seconds()).ok()?;
    let judged = verify_server_cert_signed_by_trust_anchor(
        read,
        &RootCertStore::empty(),
        &[],
        UnixTime::since_unix_epoch(Duration::from_secs(seconds)),
        rustls::crypto::ring::default_provider()
            .signature_verification_algorithms
            .all,
    );
    match judged {
        Err(Error::InvalidCertificate(CertificateError::ExpiredContext { not_after, .. })) => Some(
            format!("has expired ({}): browsers will refuse it.", day(not_after)),
        ),
        Err(Error::InvalidCertificate(CertificateError::NotValidYetContext {
            not_before, ..
        })) => Some(format!(
            "isn't valid before {}: browsers will refuse it, or this machine's clock is wrong.",
            day(not_before)
        )),
        _ => None,
    }
}

fn day(at: UnixTime) -> String {
    i64::try_from(at.as_secs())
        .ok()
        .and_then(|seconds| jiff::Timestamp::from_second(seconds).ok())
        .map_or_else(String::new, |at| at.to_string())
}
