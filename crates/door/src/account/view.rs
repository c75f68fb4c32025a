//! Accounts as they are shown.

use serde::Serialize;

use super::emails;

/// An e-mail address as it is shown to its owner and to administrators.
#[derive(Clone, Debug, Serialize)]
pub struct EmailView {
    pub id: String,
    pub address: String,
    /// Whether it is the main one: what other programs are told where it signs in.
    pub main: bool,
    /// Whether it signs in. Otherwise it signs in to another account, and only messages go there.
    pub signs_in: bool,
}

/// An account's addresses, the main one first.
pub(crate) fn email_views(kept: Vec<emails::EmailRow>) -> Vec<EmailView> {
    let view = |(at, email): (usize, emails::EmailRow)| EmailView {
        id: email.id.to_string(),
        address: email.address,
        main: at == 0,
        signs_in: email.signs_in,
    };
    kept.into_iter().enumerate().map(view).collect()
}
