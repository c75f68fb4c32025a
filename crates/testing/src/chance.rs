//! Chance that is the same at every run.

use std::sync::{Mutex, PoisonError};

use domain::Random;

/// An endless stream of bytes that depends on a seed alone (BLAKE3's output).
pub struct SeededRandom(Mutex<blake3::OutputReader>);

impl SeededRandom {
    /// The stream of this seed.
    pub fn new(seed: u64) -> Self {
        let mut hasher = blake3::Hasher::new_derive_key("countersign tests: chance from a seed");
        hasher.update(&seed.to_le_bytes());
        Self(Mutex::new(hasher.finalize_xof()))
    }
}

impl Random for SeededRandom {
    fn fill(&self, bytes: &mut [u8]) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .fill(bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_seed_gives_one_stream_and_another_another() {
        let drawn = |seed| {
            let random: &dyn Random = &SeededRandom::new(seed);
            (random.array::<16>(), random.array::<16>())
        };
        assert_eq!(drawn(1), drawn(1));
        assert_ne!(drawn(1), drawn(2));
        assert_ne!(drawn(1).0, drawn(1).1);
    }
}
