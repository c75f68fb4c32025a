//! One lane, several words at a time: §3.2 from its first step to its last.

mod avx2;
mod avx512;
mod blake2b_long;
mod block;
mod fill;

use blake2::{Blake2b512, Digest};
use pulp::x86::{V3, V4};
use zeroize::{Zeroize, Zeroizing};

pub(crate) use self::block::Block;
use self::fill::Fill;
use crate::{Error, Input, Kernel, Params};

/// Leave to use a processor's wide instructions.
#[derive(Clone, Copy)]
pub(crate) enum Width {
    Avx512(V4),
    Avx2(V3),
}

impl Width {
    /// What the kernel needs, if the processor has it.
    pub(crate) fn of(kernel: Kernel) -> Option<Self> {
        match kernel {
            Kernel::Avx512 => V4::try_new().map(Self::Avx512),
            Kernel::Avx2 => V3::try_new().map(Self::Avx2),
            Kernel::Plain => None,
        }
    }
}

/// Fills the tag. What is asked for was held against the limits before.
pub(crate) fn hash(
    width: Width,
    blocks: &mut [Block],
    params: Params,
    input: Input<'_>,
    tag: &mut [u8],
) -> Result<(), Error> {
    let [first, second, ..] = &mut *blocks else {
        return Err(Error::Memory);
    };
    let seed = seed(params, input, tag.len())?;
    let mut bytes = Zeroizing::new([0; Block::BYTES]);
    for (block, number) in [(first, 0_u32), (second, 1)] {
        let lane = 0_u32;
        let parts = [&seed[..], &number.to_le_bytes(), &lane.to_le_bytes()];
        blake2b_long::hash(&parts, &mut bytes[..])?;
        block.read(&bytes);
    }
    let passes = params.passes;
    match width {
        Width::Avx512(by) => by.vectorize(Fill { by, blocks, passes }),
        Width::Avx2(by) => by.vectorize(Fill { by, blocks, passes }),
    }
    .ok_or(Error::Order)?;
    let last = blocks.last_mut().ok_or(Error::Memory)?;
    last.write(&mut bytes);
    last.zeroize();
    blake2b_long::hash(&[&bytes[..]], tag)
}

/// H₀: everything that the hash depends on (§3.2, step 1).
fn seed(params: Params, input: Input<'_>, tag: usize) -> Result<Zeroizing<[u8; 64]>, Error> {
    const VERSION: u32 = 0x13;
    const ARGON2ID: u32 = 2;
    let length = |bytes: usize| u32::try_from(bytes).map_err(|_| Error::TooLong);
    let mut hasher = Blake2b512::new();
    for number in [
        params.lanes,
        length(tag)?,
        params.memory,
        params.passes,
        VERSION,
        ARGON2ID,
    ] {
        hasher.update(number.to_le_bytes());
    }
    for part in [
        input.password,
        input.salt,
        input.secret,
        input.associated_data,
    ] {
        hasher.update(length(part.len())?.to_le_bytes());
        hasher.update(part);
    }
    Ok(Zeroizing::new(hasher.finalize().into()))
}

/// Asks for the sixteen lines of a block to be brought near.
#[inline(always)]
fn prefetch(sse: pulp::core_arch::x86::Sse, block: *const Block) {
    const NEAREST: i32 = 3;
    let line = block.cast::<[i8; 64]>();
    for number in 0..16 {
        sse._mm_prefetch::<NEAREST>(line.wrapping_add(number).cast());
    }
}
