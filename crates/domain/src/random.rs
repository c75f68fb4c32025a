//! Where chance comes from.

/// A source of unpredictable bytes (NIST SP 800-90A or the operating system's).
pub trait Random: Send + Sync {
    /// Fills `bytes`. A source that can't is a reason to end the process, never to go on with less.
    fn fill(&self, bytes: &mut [u8]);
}

impl dyn Random + '_ {
    /// An array of unpredictable bytes.
    pub fn array<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.fill(&mut bytes);
        bytes
    }

    /// One of the numbers `0..choices`, each as likely as the others. `choices` of 0 counts as 1.
    pub fn below(&self, choices: u8) -> u8 {
        let choices = choices.max(1);
        // Values at or above the largest multiple of `choices` would favour the small numbers.
        let limit = (256u16).saturating_sub(256u16.checked_rem(u16::from(choices)).unwrap_or(0));
        loop {
            let [byte] = self.array::<1>();
            if u16::from(byte) < limit {
                return byte.checked_rem(choices).unwrap_or(0);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    /// Gives out these bytes, one after the other.
    struct Bytes(&'static [u8], AtomicUsize);

    impl Random for Bytes {
        fn fill(&self, bytes: &mut [u8]) {
            for byte in bytes {
                *byte = self.0[self.1.fetch_add(1, Ordering::Relaxed)];
            }
        }
    }

    #[test]
    fn an_array_is_filled_with_chance() {
        let chance: &dyn Random = &Bytes(&[7, 8, 9], AtomicUsize::new(0));
        assert_eq!(chance.array(), [7, 8]);
        assert_eq!(chance.array(), [9]);
    }

    #[test]
    fn bytes_that_would_favour_small_numbers_are_passed_over() {
        let cases: &[(u8, &[u8], u8)] = &[
            (10, &[0], 0),
            (10, &[27], 7),
            (10, &[249], 9),
            (10, &[250, 13], 3),
            (10, &[255, 251, 250, 248], 8),
            (32, &[255], 31),
            (255, &[254], 254),
            (255, &[255, 3], 3),
            (1, &[255], 0),
            (0, &[255], 0),
        ];
        for (choices, bytes, chosen) in cases {
            let chance: &dyn Random = &Bytes(bytes, AtomicUsize::new(0));
            assert_eq!(chance.below(*choices), *chosen, "{bytes:?} of {choices}");
        }
    }
}
