//! Accounts as they are shown.

use serde::Serialize;

use super::emails;

/// An e-mail address as it is shown to its owner and to administrators.
#[derive(Clone, Debug, Serialize)]
pub struct EmailView {
    pub id: String,
    pub address: String,
    /// Whether its owner or an administrator has confirmed it.
    pub confirmed: bool,
}

pub(crate) fn email_views(kept: Vec<emails::EmailRow>) -> Vec<EmailView> {
    kept.into_iter()
        .map(|email| EmailView {
            id: email.id.to_string(),
            address: email.address,
            confirmed: email.confirmed,
        })
        .collect()
}
