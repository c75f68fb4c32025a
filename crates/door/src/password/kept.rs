//! What is kept of a password: cost, salt and hash in one sealed value, bound to its account.

use domain::ids::AccountId;
use domain::{Fault, Secret, Stop};
use subtle::ConstantTimeEq;

use super::pool::{Cost, Waiter};
use crate::house::Door;

/// The cost, salt and hash of a password.
struct Kept {
    cost: Cost,
    salt: [u8; 16],
    tag: Secret<Vec<u8>>,
}

fn row(account: AccountId) -> Vec<u8> {
    [b"password:".as_slice(), account.bytes()].concat()
}

impl Kept {
    fn open(door: &Door, account: AccountId, sealed: &[u8]) -> Result<Self, Fault> {
        let fault = || Fault::new("a password of another shape");
        let plain = door.reader().keys().passwords.open(&row(account), sealed)?;
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
    let tag = door.pool().argon2id(waiter, cost, secret, salt).await?;
    let (memory, passes) = (cost.memory.to_be_bytes(), cost.passes.to_be_bytes());
    let plain = zeroize::Zeroizing::new([memory.as_slice(), &passes, &salt, tag.expose()].concat());
    Ok(door
        .reader()
        .keys()
        .passwords
        .seal(&row(account), &plain, door.random())?)
}

/// What came of comparing a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Compared {
    /// It is the one; `true` when it is kept at another cost than new ones are, a higher one too.
    Same(bool),
    /// It isn't, or there is none to compare with.
    Different,
}

/// Compares a password with what is kept. Where nothing is kept (no such account, no password, a
/// try that isn't looked at), or at a lower cost than others, as much work is done for nothing as a wrong one
/// takes at the dearest cost that was met here, so that time tells nothing.
pub(crate) async fn compare(
    door: &Door,
    waiter: Waiter,
    kept: Option<(AccountId, &[u8])>,
    password: &Secret<String>,
) -> Result<Compared, Stop> {
    let kept = match kept {
        Some((account, sealed)) => Some(Kept::open(door, account, sealed)?),
        None => None,
    };
    let kept_at = kept.as_ref().map(|kept| kept.cost);
    let dearest = door.pool().dearest(kept_at);
    let (cost, salt) = kept
        .as_ref()
        .map_or((dearest, [0; 16]), |kept| (kept.cost, kept.salt));
    let secret = Secret::new(password.expose().clone().into_bytes());
    let tag = door.pool().argon2id(waiter, cost, secret, salt).await?;
    let Some(kept) = kept else {
        return Ok(Compared::Different);
    };
    let same: bool = tag.expose().as_slice().ct_eq(kept.tag.expose()).into();
    if same {
        return Ok(Compared::Same(kept.cost != door.pool().cost()));
    }
    // A password kept at a lower cost would be told apart by its time: the difference is paid.
    if let Some(rest) = dearest.beyond(kept.cost) {
        let nothing = Secret::new(Vec::new());
        door.pool().argon2id(waiter, rest, nothing, [0; 16]).await?;
    }
    Ok(Compared::Different)
}
