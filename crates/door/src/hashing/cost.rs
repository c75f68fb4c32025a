//! What a hash costs.

/// Argon2id's cost: KiB and passes; one lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cost {
    pub memory: u32,
    pub passes: u32,
}

impl Cost {
    /// Blocks that are filled: what time goes by.
    pub(super) fn work(self) -> u64 {
        u64::from(self.memory).saturating_mul(self.passes.into())
    }

    /// Whether it is higher than another.
    pub(crate) fn exceeds(self, other: Self) -> bool {
        self.work() > other.work()
    }

    /// The cost of what is missing from a lower one to this one.
    pub(crate) fn beyond(self, lower: Self) -> Option<Self> {
        let missing = self
            .work()
            .checked_sub(lower.work())
            .filter(|missing| *missing > 0)?;
        let memory = missing.checked_div(self.passes.into())?;
        Some(Self {
            memory: u32::try_from(memory).ok()?.max(8),
            passes: self.passes,
        })
    }
}
