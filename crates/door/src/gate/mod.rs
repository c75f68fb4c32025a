//! Who is there when a protected host's proxy asks: by a host's own cookie, handed over from a session, or
//! by a device password. What may pass is decided by `domain::gate`.

pub(crate) mod assertion;
pub(crate) mod client;
pub(crate) mod enter;
mod guess;
pub(crate) mod guests;
pub(crate) mod handed;
pub(crate) mod networks;
mod own_password;
pub(crate) mod passage;
pub(crate) mod password_clients;
mod payer;
pub(crate) mod programs;
pub(crate) mod recent;
pub(crate) mod refused_clients;
pub(crate) mod signed_in;
pub(crate) mod standing;
pub(crate) mod subject;
