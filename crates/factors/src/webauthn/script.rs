//! What a page loads so that a browser can make and use credentials, and keeps its own list right.

use look::script::Script;

/// Asks an authenticator for the form that an element with `data-webauthn` stands in.
pub(super) static CEREMONY: Script = Script::new("webauthn", include_str!("webauthn.js"));

/// Tells the browser which credentials are good: `<div data-passkeys="…">`, `<div data-forgotten="…">`.
pub(super) static SIGNAL: Script = Script::new("signal", include_str!("signal.js"));

/// Says in a form's field `able` that this browser could keep a passkey.
pub(crate) static ABLE: Script = Script::new("able", include_str!("able.js"));

pub(crate) static SCRIPTS: [&Script; 3] = [&CEREMONY, &SIGNAL, &ABLE];
