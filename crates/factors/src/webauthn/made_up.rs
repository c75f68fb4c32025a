//! Ids of credentials that there are not, for a name that has none, so that its list reads like any other
//! (WebAuthn §14.6.2): the same for the same name, of the lengths that authenticators use. Each ends in a keyed
//! hash of its beginning, by which we know it again: whoever registers one is told what is told of a real one.

use store::Keys;
use subtle::ConstantTimeEq;

/// Lengths that authenticators give their ids.
pub(super) const LENGTHS: [usize; 5] = [16, 20, 32, 48, 64];

/// The most ids in a list, made up or real.
pub(super) const MOST: usize = 3;

/// Bytes of the keyed hash at the end.
const SEAL: usize = 8;

fn hash(keys: &Keys, what: &str, of: &[u8]) -> impl Iterator<Item = u8> {
    // The first byte is the key's number.
    keys.lookup.hash(what, of).into_iter().skip(1)
}

fn seal(keys: &Keys, beginning: &[u8]) -> Vec<u8> {
    hash(keys, "webauthn-made-up-id", beginning)
        .take(SEAL)
        .collect()
}

/// The ids that are made up for somebody, mostly one, and [`MOST`] now and then.
pub(super) fn list(keys: &Keys, of: &[u8]) -> Vec<Vec<u8>> {
    let numbered = |number: u8| {
        let what = [of, &[0, number]].concat();
        hash(keys, "webauthn-made-up", &what).collect::<Vec<u8>>()
    };
    let shape = numbered(0);
    let at_byte = |place: usize| usize::from(shape.get(place).copied().unwrap_or_default());
    let count = match at_byte(0) {
        0..32 => 3,
        32..96 => 2,
        _ => 1,
    };
    (1..=count)
        .map(|number: u8| {
            let place = at_byte(usize::from(number)).checked_rem(LENGTHS.len());
            let length = place.and_then(|place| LENGTHS.get(place)).copied();
            let length = length.unwrap_or(32).saturating_sub(SEAL);
            let mut id = [numbered(number), numbered(number | 0x80)].concat();
            id.truncate(length);
            id.extend(seal(keys, &id));
            id
        })
        .collect()
}

/// Whether an id was made up by us, for whomever.
pub(super) fn is_ours(keys: &Keys, id: &[u8]) -> bool {
    let Some((beginning, end)) = id.split_last_chunk::<SEAL>() else {
        return false;
    };
    LENGTHS.contains(&id.len()) && bool::from(seal(keys, beginning).ct_eq(end))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::stage::Stage;

    #[tokio::test]
    async fn no_part_of_an_id_stands_in_another() {
        let stage = Stage::new().await;
        let reader = stage.reader();
        let mut all = BTreeSet::new();
        let mut parts = 0;
        for name in 0..200_u32 {
            let ids = list(reader.keys(), &name.to_be_bytes());
            assert_eq!(ids, list(reader.keys(), &name.to_be_bytes()));
            for id in &ids {
                assert!(LENGTHS.contains(&id.len()) && is_ours(reader.keys(), id));
                let chunks = id.chunks_exact(8).map(<[u8]>::to_vec);
                parts += chunks.len();
                all.extend(chunks);
            }
        }
        assert!(parts > 600);
        assert_eq!(all.len(), parts);
    }
}
