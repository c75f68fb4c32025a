//! How much of what is short one may hold: at most a quarter of what all others leave, rounded up. So none of them takes
//! it all, and whoever comes first doesn't either.

/// What one may hold is what others leave, divided by this.
const PART: usize = 4;

/// How much more somebody may have who holds so much, where that much is left besides.
pub const fn more(held: usize, left: usize) -> usize {
    left.saturating_add(held)
        .div_ceil(PART)
        .saturating_sub(held)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_has_a_quarter_of_what_others_leave_and_the_last_one_something() {
        #[rustfmt::skip]
        let cases = [
            (0, 100, 25), (24, 76, 1), (25, 75, 0), (30, 70, 0),
            (0, 1, 1), (0, 0, 0), (1, 3, 0), (1, 4, 1), (0, usize::MAX, usize::MAX / 4 + 1),
        ];
        for (held, left, may) in cases {
            assert_eq!(more(held, left), may, "{held} of {left}");
        }
    }
}
