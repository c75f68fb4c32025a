//! What an authenticator said of a credential, kept as one number.

/// What a credential was seen to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct State {
    /// It can be on several devices.
    pub can_be_synced: bool,
    /// It is kept elsewhere as well.
    pub is_synced: bool,
    /// Its holder was verified when it was made.
    pub verified: bool,
}

impl State {
    pub(super) fn bits(self) -> i64 {
        i64::from(self.can_be_synced)
            | (i64::from(self.is_synced) << 1)
            | (i64::from(self.verified) << 2)
    }

    pub(super) const fn read(bits: i64) -> Self {
        Self {
            can_be_synced: bits & 1 != 0,
            is_synced: bits & 2 != 0,
            verified: bits & 4 != 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn w_r5_a_state_is_kept_as_one_number_and_read_back() {
        for number in 0..8_i64 {
            let state = State {
                can_be_synced: [1, 3, 5, 7].contains(&number),
                is_synced: [2, 3, 6, 7].contains(&number),
                verified: number >= 4,
            };
            assert_eq!(state.bits(), number);
            assert_eq!(State::read(number), state);
        }
    }
}
