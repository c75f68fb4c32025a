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
