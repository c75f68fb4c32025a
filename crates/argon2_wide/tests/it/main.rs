//! Every kernel against RustCrypto's hashes and against published ones. A kernel that the machine
//! has no instructions for is RustCrypto's here too.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that can't go on ends by a panic"
)]

mod agreement;
mod limits;
mod reuse;
mod vectors;

use argon2_wide::{Error, Input, Kernel, Memory, Params, hash};

/// A tag made by this kernel in memory of its own.
fn tag(kernel: Kernel, params: Params, input: Input<'_>, length: usize) -> Result<Vec<u8>, Error> {
    let mut tag = vec![0; length];
    hash(&mut Memory::of(kernel), params, input, &mut tag)?;
    Ok(tag)
}

/// A tag made by RustCrypto, with nothing of ours between.
fn rustcrypto(params: Params, input: Input<'_>, length: usize) -> Result<Vec<u8>, argon2::Error> {
    let data = argon2::AssociatedData::new(input.associated_data)?;
    let params = argon2::ParamsBuilder::new()
        .m_cost(params.memory)
        .t_cost(params.passes)
        .p_cost(params.lanes)
        .output_len(length)
        .data(data)
        .build()?;
    let (algorithm, version) = (argon2::Algorithm::Argon2id, argon2::Version::V0x13);
    let argon2 = argon2::Argon2::new_with_secret(input.secret, algorithm, version, params)?;
    let mut tag = vec![0; length];
    argon2.hash_password_into(input.password, input.salt, &mut tag)?;
    Ok(tag)
}
