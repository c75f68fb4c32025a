//! What is kept of a password: cost, salt and hash in one sealed value, bound to its account.

use domain::ids::AccountId;
use domain::{Fault, Secret, Stop};
use store::Reader;

use crate::hashing::{Cost, Waiter, Waits};
use crate::house::Door;

/// The cost, salt and hash of a password.
pub(crate) struct PasswordHash {
    pub(crate) cost: Cost,
    pub(crate) salt: [u8; 16],
    pub(crate) tag: Secret<Vec<u8>>,
}

fn row(account: AccountId) -> Vec<u8> {
    [b"password:".as_slice(), account.bytes()].concat()
}

impl PasswordHash {
    /// What an account's row keeps.
    pub(crate) fn open(reader: &Reader, account: AccountId, sealed: &[u8]) -> Result<Self, Fault> {
        let fault = || Fault::new("a password of another shape");
        let plain = reader.keys().passwords.open(&row(account), sealed)?;
        let (memory, rest) = plain.expose().split_at_checked(4).ok_or_else(fault)?;
        let (passes, rest) = rest.split_at_checked(4).ok_or_else(fault)?;
        let (salt, tag) = rest.split_at_checked(16).ok_or_else(fault)?;
        let number = |bytes: &[u8]| {
            bytes
                .try_into()
                .map(u32::from_be_bytes)
                .map_err(|_| fault())
        };
        Ok(Self {
            cost: Cost {
                memory: number(memory)?,
                passes: number(passes)?,
            },
            salt: salt.try_into().map_err(|_| fault())?,
            tag: Secret::new(tag.to_vec()),
        })
    }
}

/// What to keep of a new password.
pub(crate) async fn keep(
    door: &Door,
    waiter: Waiter,
    account: AccountId,
    password: &Secret<String>,
) -> Result<Vec<u8>, Stop> {
    let salt = door.random().array::<16>();
    let cost = door.pool().cost();
    let secret = Secret::new(password.expose().clone().into_bytes());
    let waits = Waits::of(waiter, account);
    let tag = door.pool().argon2id(waits, cost, secret, salt).await?;
    let (memory, passes) = (cost.memory.to_be_bytes(), cost.passes.to_be_bytes());
    let plain = zeroize::Zeroizing::new([memory.as_slice(), &passes, &salt, tag.expose()].concat());
    Ok(door
        .reader()
        .keys()
        .passwords
        .seal(&row(account), &plain, door.random())?)
}
