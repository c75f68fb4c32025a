//! The texts of the pages, a component a folder.

use std::sync::Arc;

use domain::Fault;
use door::Registry;
use look::words::{Catalogue, Texts};

use crate::pages;

/// What all pages share: refusals of the protocol, words on buttons.
const SHARED: Texts = look::texts!("web");

/// The texts of every page.
pub fn texts() -> Vec<Texts> {
    let mut all = vec![SHARED];
    all.extend(pages::TEXTS);
    all
}

/// Every text of the house with these factors, compiled: what the door is made with.
///
/// # Errors
/// When a source has a mistake.
pub fn catalogue(factors: &Registry) -> Result<Arc<Catalogue>, Fault> {
    let mut all = door::texts(factors);
    all.extend(texts());
    Catalogue::new(&all).map(Arc::new)
}

#[cfg(test)]
mod tests;
