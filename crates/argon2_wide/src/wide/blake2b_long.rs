//! H′: BLAKE2b of any length (§3.3).

use blake2::digest::block_api::{UpdateCore, VariableOutputCore};
use blake2::digest::block_buffer::LazyBuffer;
use blake2::{Blake2b512, Blake2bVarCore, Digest};
use zeroize::Zeroizing;

use crate::Error;

/// What of each long hash becomes output; the rest only goes into the next.
const KEPT: usize = 32;

/// The most that one BLAKE2b gives.
const WHOLE: usize = 64;

/// Fills `out` with H′ of the parts, one after another.
pub(super) fn hash(parts: &[&[u8]], out: &mut [u8]) -> Result<(), Error> {
    let length = u32::try_from(out.len()).map_err(|_| Error::Tag)?;
    let length = length.to_le_bytes();
    if out.len() <= WHOLE {
        return short(&length, parts, out);
    }
    let mut hasher = Blake2b512::new_with_prefix(length);
    for part in parts {
        hasher.update(part);
    }
    let mut whole: Zeroizing<[u8; WHOLE]> = Zeroizing::new(hasher.finalize().into());
    let mut rest = out;
    loop {
        let (Some((kept, _)), Some((into, after))) = (
            whole.split_first_chunk::<KEPT>(),
            rest.split_first_chunk_mut::<KEPT>(),
        ) else {
            return Err(Error::Tag);
        };
        *into = *kept;
        rest = after;
        if rest.len() <= WHOLE {
            return short(&whole[..], &[], rest);
        }
        *whole = Blake2b512::digest(&whole[..]).into();
    }
}

/// BLAKE2b that gives from 1 to 64 bytes; its length is part of what it hashes.
fn short(first: &[u8], more: &[&[u8]], out: &mut [u8]) -> Result<(), Error> {
    let mut hasher = Blake2bVarCore::new(out.len()).map_err(|_| Error::Tag)?;
    let mut waiting = LazyBuffer::new(first);
    for part in more {
        waiting.digest_blocks(part, |blocks| hasher.update_blocks(blocks));
    }
    let mut whole = Default::default();
    hasher.finalize_variable_core(&mut waiting, &mut whole);
    for (to, from) in out.iter_mut().zip(whole) {
        *to = from;
    }
    Ok(())
}
