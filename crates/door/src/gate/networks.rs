//! The table of an account's own networks: those (IPv4 /24, IPv6 /56) from which its password was right at the
//! gate within 30 days. They have a count of wrong ones of their own, so that strangers shut nobody's client
//! out; what they prove is nothing.

use std::net::IpAddr;

use domain::ids::AccountId;
use domain::{Fault, Span, Timestamp};
use store::{Hash, Reader, Statement, statements, values};

statements! {
    table "gate_networks" rank 65 swept by SWEEP;
    keyed FIND = "SELECT expires FROM gate_networks WHERE account = $1 AND network = $2 AND expires > $3";
    write NOTE = "INSERT INTO gate_networks (account, network, expires) VALUES ($1, $2, $3)
        ON CONFLICT (account, network) DO UPDATE SET expires = $3";
    clear SWEEP = "DELETE FROM gate_networks WHERE account IN
        (SELECT account FROM gate_networks WHERE expires < $1 LIMIT 500) AND expires < $1";
}

pub(crate) const MIGRATION: &str = "
CREATE TABLE gate_networks (
    account BLOB NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    network BLOB NOT NULL,
    expires INTEGER NOT NULL,
    PRIMARY KEY (account, network)
) STRICT;
CREATE INDEX gate_networks_expires ON gate_networks (expires);
";

/// How long a network is remembered after the password was last right there.
const REMEMBERED: Span = Span::days(30);

/// The network of an address, as it is kept: by keyed hash.
pub(super) fn of(reader: &Reader, address: IpAddr) -> Hash {
    let bytes: Vec<u8> = match address.to_canonical() {
        IpAddr::V4(four) => four.octets().into_iter().take(3).collect(),
        IpAddr::V6(six) => six.octets().into_iter().take(7).collect(),
    };
    reader.keys().lookup.hash("gate-network", &bytes)
}

/// Whether it is one of an account's own.
pub(super) async fn is_own(
    reader: &Reader,
    account: AccountId,
    network: &[u8],
    now: Timestamp,
) -> Result<bool, Fault> {
    let found = reader.row(FIND.bind(values![account, network, now]));
    Ok(found.await?.is_some())
}

/// Notes that the password was right there.
pub(super) fn note(account: AccountId, network: &[u8], now: Timestamp) -> Statement {
    NOTE.bind(values![account, network, now.plus(REMEMBERED)])
}
