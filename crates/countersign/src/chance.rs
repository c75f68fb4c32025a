//! The operating system's randomness: the only place where the program takes chance from.

use domain::Random;

/// The operating system's source of randomness.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemRandom;

impl Random for SystemRandom {
    fn fill(&self, bytes: &mut [u8]) {
        if getrandom::fill(bytes).is_err() {
            // Without chance every secret made from here on could be guessed. A panic would end
            // one request and let the next one try; this ends the process.
            std::process::abort();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn v6_5_3_v11_5_1_no_two_draws_are_alike() {
        let random: &dyn Random = &SystemRandom;
        assert_ne!(random.array::<32>(), random.array::<32>());
    }
}
