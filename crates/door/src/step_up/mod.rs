//! Step-up: sensitive things need a fitting proof that is young. Fitting is a second factor of the
//! account's strongest kind, or the password where there is none; a narrow way is left to whoever
//! has lost that factor.

mod confirm;
mod ways;

pub use ways::Ways;
