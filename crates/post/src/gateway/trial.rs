//! The text of a message that is sent to see whether it arrives, in the site's language.

use std::sync::Arc;

use domain::{Fault, Language, Secret};
use look::words::{Catalogue, Words};

/// The text.
///
/// # Errors
/// It isn't there.
pub fn trial(site: &str, language: Language) -> Result<Secret<String>, Fault> {
    let catalogue = Arc::new(Catalogue::new(&[crate::TEXTS])?);
    let words = Words::new(catalogue, language, "UTC");
    Ok(Secret::new(
        words.with("post-text-message", &[("site", site)]),
    ))
}
