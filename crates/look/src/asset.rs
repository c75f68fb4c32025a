//! What a page loads beside itself: the style sheet, the mark, small scripts. Each has a hash of
//! its bytes in its address, so that it may be kept for ever and is never stale.

use std::sync::LazyLock;

use crate::script::{self, Script};

/// A file that `web` serves as it is.
#[derive(Debug)]
pub struct Asset {
    /// Its address on this server: `/assets/style-3f2a….css`.
    pub path: String,
    /// Its media type.
    pub kind: &'static str,
    /// Its bytes.
    pub bytes: &'static [u8],
}

impl Asset {
    fn new(name: &str, ending: &str, kind: &'static str, bytes: &'static [u8]) -> Self {
        Self {
            path: path(name, ending, bytes),
            kind,
            bytes,
        }
    }

    /// A script as a file.
    pub fn script(script: &Script) -> Self {
        Self {
            path: script.path().to_owned(),
            kind: script::KIND,
            bytes: script.source().as_bytes(),
        }
    }
}

static STYLE: LazyLock<Asset> = LazyLock::new(|| {
    let bytes = include_bytes!("../assets/style.css");
    Asset::new("style", "css", "text/css; charset=utf-8", bytes)
});

static MARK: LazyLock<Asset> = LazyLock::new(|| {
    let bytes = include_bytes!("../assets/mark.svg");
    Asset::new("mark", "svg", "image/svg+xml", bytes)
});

/// The address of a file with these bytes.
pub(crate) fn path(name: &str, ending: &str, bytes: &[u8]) -> String {
    let hash = blake3::hash(bytes).to_hex();
    let short: String = hash.chars().take(16).collect();
    format!("/assets/{name}-{short}.{ending}")
}

/// All that every page may load; what factors bring besides is theirs.
pub fn all() -> impl Iterator<Item = Asset> {
    let copy = |one: &Asset| Asset {
        path: one.path.clone(),
        ..*one
    };
    let scripts = script::ALL.into_iter().map(Asset::script);
    [copy(&STYLE), copy(&MARK)].into_iter().chain(scripts)
}

/// The style sheet's address.
pub fn style() -> &'static str {
    &STYLE.path
}

/// The address of the mark, which is the pages' icon too.
pub fn mark() -> &'static str {
    &MARK.path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_asset_has_its_own_address_with_a_hash() {
        assert!(style().starts_with("/assets/style-") && style().ends_with(".css"));
        assert!(mark().starts_with("/assets/mark-") && mark().ends_with(".svg"));
        let paths: std::collections::BTreeSet<_> = all().map(|asset| asset.path).collect();
        assert_eq!(paths.len(), 2 + script::ALL.len());
    }

    #[test]
    fn the_style_sheet_is_small_and_loads_nothing() {
        let style = include_str!("../assets/style.css");
        assert!(style.len() < 20_000, "{}", style.len());
        assert!(!style.contains("url(") && !style.contains("@import"));
    }
}
