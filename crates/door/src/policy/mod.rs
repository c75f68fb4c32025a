//! Which factors exist, and who must have what.

pub mod offer;
pub mod require;
pub(crate) mod site;
pub mod switch;

pub use require::PolicyView;
pub use switch::SwitchView;
