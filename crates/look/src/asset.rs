//! What a page loads beside itself: the style sheet, the mark, small scripts. Each has a hash of
//! its bytes in its address, so that it may be kept for ever and is never stale.

use std::sync::LazyLock;

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

/// A script that helps where it can; every page works without it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    /// Shows a theme as soon as it is chosen: `<input name="theme" value="dark" data-theme-choice>`.
    Theme,
    /// Makes `<button hidden data-copy="#id">` copy what stands in that element.
    Copy,
    /// Makes `<button hidden data-print>` print.
    Print,
    /// Counts `<time data-seconds-left="17">` down; with `data-period="30"` it begins anew at 0.
    Countdown,
    /// Tidies what is pasted into a code's field.
    OneTime,
    /// Tells the browser which passkeys are good: `<div data-passkeys="…">`, `<div data-forgotten="…">`.
    Signal,
    /// Asks a security key or passkey for the form that an element with `data-webauthn` stands in.
    WebAuthn,
}

const SCRIPT: &str = "text/javascript; charset=utf-8";

/// Name, ending, media type and bytes. Scripts stand in the order of [`Script`].
const FILES: [(&str, &str, &str, &[u8]); 9] = [
    ("theme", "js", SCRIPT, include_bytes!("../assets/theme.js")),
    ("copy", "js", SCRIPT, include_bytes!("../assets/copy.js")),
    ("print", "js", SCRIPT, include_bytes!("../assets/print.js")),
    (
        "countdown",
        "js",
        SCRIPT,
        include_bytes!("../assets/countdown.js"),
    ),
    (
        "one-time",
        "js",
        SCRIPT,
        include_bytes!("../assets/one-time.js"),
    ),
    (
        "signal",
        "js",
        SCRIPT,
        include_bytes!("../assets/signal.js"),
    ),
    (
        "webauthn",
        "js",
        SCRIPT,
        include_bytes!("../assets/webauthn.js"),
    ),
    (
        "style",
        "css",
        "text/css; charset=utf-8",
        include_bytes!("../assets/style.css"),
    ),
    (
        "mark",
        "svg",
        "image/svg+xml",
        include_bytes!("../assets/mark.svg"),
    ),
];

static ASSETS: LazyLock<Vec<Asset>> = LazyLock::new(|| {
    let hashed = |(name, ending, kind, bytes): (&str, &str, &'static str, &'static [u8])| {
        let hash = blake3::hash(bytes).to_hex();
        let short: String = hash.chars().take(16).collect();
        Asset {
            path: format!("/assets/{name}-{short}.{ending}"),
            kind,
            bytes,
        }
    };
    FILES.into_iter().map(hashed).collect()
});

/// All of them.
pub fn all() -> &'static [Asset] {
    &ASSETS
}

/// The style sheet's address.
pub fn style() -> &'static str {
    path(7)
}

/// The address of the mark, which is the pages' icon too.
pub fn mark() -> &'static str {
    path(8)
}

impl Script {
    /// Every script.
    pub const ALL: [Self; 7] = [
        Self::Theme,
        Self::Copy,
        Self::Print,
        Self::Countdown,
        Self::OneTime,
        Self::Signal,
        Self::WebAuthn,
    ];

    /// Its address.
    pub fn path(self) -> &'static str {
        path(match self {
            Self::Theme => 0,
            Self::Copy => 1,
            Self::Print => 2,
            Self::Countdown => 3,
            Self::OneTime => 4,
            Self::Signal => 5,
            Self::WebAuthn => 6,
        })
    }
}

fn path(place: usize) -> &'static str {
    ASSETS.get(place).map_or("", |asset| asset.path.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_asset_has_its_own_address_with_a_hash() {
        assert!(style().starts_with("/assets/style-") && style().ends_with(".css"));
        assert!(mark().starts_with("/assets/mark-") && mark().ends_with(".svg"));
        let names = [
            "theme",
            "copy",
            "print",
            "countdown",
            "one-time",
            "signal",
            "webauthn",
        ];
        for (script, name) in Script::ALL.into_iter().zip(names) {
            assert!(
                script.path().starts_with(&format!("/assets/{name}-")),
                "{script:?}"
            );
        }
        let paths: std::collections::BTreeSet<_> = all().iter().map(|asset| &asset.path).collect();
        assert_eq!(paths.len(), FILES.len());
    }

    #[test]
    fn the_style_sheet_is_small_and_loads_nothing() {
        let style = include_str!("../assets/style.css");
        assert!(style.len() < 20_000, "{}", style.len());
        assert!(!style.contains("url(") && !style.contains("@import"));
    }

    #[test]
    fn scripts_are_small_and_put_nothing_into_a_page_as_html() {
        for asset in all().iter().filter(|asset| asset.kind == SCRIPT) {
            let source = std::str::from_utf8(asset.bytes).unwrap();
            assert!(source.len() < 5_000, "{}", asset.path);
            for forbidden in ["innerHTML", "eval(", "fetch(", "import ", "localStorage"] {
                assert!(!source.contains(forbidden), "{}: {forbidden}", asset.path);
            }
        }
    }
}
