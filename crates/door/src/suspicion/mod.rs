//! A right answer whose sign count went back: it came late, or there is a copy. What is asked again, and what ends.

mod alarm;
pub(crate) mod late;
