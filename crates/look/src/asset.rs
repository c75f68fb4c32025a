//! What a page loads beside itself: the style sheet, the mark, small scripts. Each has a hash of
//! its bytes in its address, so that it may be kept for ever and is never stale.

use std::sync::OnceLock;

use crate::script;

/// A file that `web` serves as it is.
#[derive(Debug)]
pub struct Asset {
    name: &'static str,
    ending: &'static str,
    pub kind: &'static str,
    pub bytes: &'static [u8],
    path: OnceLock<String>,
}

impl Asset {
    pub(crate) const fn new(
        name: &'static str,
        ending: &'static str,
        kind: &'static str,
        bytes: &'static [u8],
    ) -> Self {
        Self {
            name,
            ending,
            kind,
            bytes,
            path: OnceLock::new(),
        }
    }

    /// What it is called.
    pub(crate) const fn name(&self) -> &'static str {
        self.name
    }

    /// Its address on this server: `/assets/style-3f2a….css`.
    pub fn path(&self) -> &str {
        self.path.get_or_init(|| {
            let hash = blake3::hash(self.bytes).to_hex();
            let short: String = hash.chars().take(16).collect();
            format!("/assets/{}-{short}.{}", self.name, self.ending)
        })
    }
}

static STYLE: Asset = Asset::new(
    "style",
    "css",
    "text/css; charset=utf-8",
    include_bytes!("../assets/style.css"),
);

static MARK: Asset = Asset::new(
    "mark",
    "svg",
    "image/svg+xml",
    include_bytes!("../assets/mark.svg"),
);

/// All that every page may load; what factors bring besides is theirs.
pub fn all() -> impl Iterator<Item = &'static Asset> {
    let scripts = script::ALL.into_iter().map(script::Script::file);
    [&STYLE, &MARK].into_iter().chain(scripts)
}

/// The style sheet's address.
pub fn style() -> &'static str {
    STYLE.path()
}

/// The address of the mark, which is the pages' icon too.
pub fn mark() -> &'static str {
    MARK.path()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_asset_has_its_own_address_with_a_hash() {
        assert!(style().starts_with("/assets/style-") && style().ends_with(".css"));
        assert!(mark().starts_with("/assets/mark-") && mark().ends_with(".svg"));
        let paths: std::collections::BTreeSet<_> = all().map(Asset::path).collect();
        assert_eq!(paths.len(), 2 + script::ALL.len());
    }

    #[test]
    fn the_style_sheet_is_small_and_loads_nothing() {
        let style = include_str!("../assets/style.css");
        assert!(style.len() < 24_000, "{}", style.len());
        assert!(!style.contains("url(") && !style.contains("@import"));
    }
}
