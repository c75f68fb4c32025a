//! The gate of protected hosts, as far as it is thinking: what was asked, which rule speaks of it,
//! and what that rule says of who is there. Whoever asks on behalf of a proxy goes three steps:
//! [`Target::read`] makes one canonical request or refuses it, [`decide`] rules, and the ruling says
//! by which line, so that it can be explained. [`check`] looks at the lines themselves.
//!
//! What is decided here holds only if the program behind reads the request as the gate does, so
//! whatever could be read in two ways is refused (L21).

mod authority;
mod check;
mod cookie_domain;
mod decide;
mod garbled;
mod host;
mod method;
mod networks;
mod path;
mod reach;
mod rules;
mod target;

pub use authority::{Authority, Origin, Scheme};
pub use check::{Finding, List, NoCookie, Site, check};
pub use cookie_domain::CookieDomain;
pub use decide::{By, Decision, Ruling, Scope, Who, Why, decide};
pub use garbled::Garbled;
pub use host::{HostPattern, WrongHost};
pub use method::Method;
pub use networks::{Networks, network};
pub use path::{PathPrefix, WrongPath};
pub use reach::Reach;
pub use rules::{Allow, GateHost, Requirement, Rule, find};
pub use target::{RawTarget, Target};

#[cfg(test)]
mod tests;
