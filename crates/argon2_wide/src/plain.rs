//! RustCrypto's `argon2`: what may be asked for, and the hash where nothing wider can make it.

use argon2::{Algorithm, Argon2, AssociatedData, Block, ParamsBuilder, Version};

use crate::{Error, Input, Params};

/// Holds what is asked for against RustCrypto's limits, whichever kernel is to hash it: so all take
/// the same inputs.
pub(crate) fn check(params: Params, input: Input<'_>, tag: usize) -> Result<Argon2<'_>, Error> {
    let params = ParamsBuilder::new()
        .m_cost(params.memory)
        .t_cost(params.passes)
        .p_cost(params.lanes)
        .output_len(tag)
        .data(AssociatedData::new(input.associated_data)?)
        .build()?;
    // These two RustCrypto looks at only when it hashes.
    if input.salt.len() < argon2::MIN_SALT_LEN {
        return Err(Error::Salt);
    }
    if input.salt.len() > argon2::MAX_SALT_LEN || input.password.len() > argon2::MAX_PWD_LEN {
        return Err(Error::TooLong);
    }
    let (algorithm, version) = (Algorithm::Argon2id, Version::V0x13);
    Ok(Argon2::new_with_secret(
        input.secret,
        algorithm,
        version,
        params,
    )?)
}

pub(crate) fn hash(
    checked: &Argon2<'_>,
    blocks: &mut [Block],
    input: Input<'_>,
    tag: &mut [u8],
) -> Result<(), Error> {
    Ok(checked.hash_password_into_with_memory(input.password, input.salt, tag, blocks)?)
}
