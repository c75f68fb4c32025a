//! Icons by name, drawn where they stand, so that nothing is loaded later and nothing jumps. They
//! are Lucide's (see `icons/LICENSE`); the drawings are in `templates/icon.html`.

use std::fmt;

use askama::Template;

/// The names that have a drawing.
pub const NAMES: [&str; 53] = [
    "app-window",
    "arrow-left",
    "book-open",
    "calendar",
    "chart-line",
    "check",
    "chevron-down",
    "chevron-right",
    "circle-check",
    "circle-question-mark",
    "clock",
    "cloud",
    "code",
    "copy",
    "database",
    "download",
    "ellipsis",
    "film",
    "fingerprint-pattern",
    "folder",
    "globe",
    "history",
    "house",
    "image",
    "info",
    "key-round",
    "laptop",
    "life-buoy",
    "list-checks",
    "list-ordered",
    "log-out",
    "mail",
    "message-square",
    "monitor",
    "music",
    "notebook-pen",
    "pencil",
    "plus",
    "printer",
    "repeat",
    "search",
    "server",
    "settings",
    "shield-check",
    "smartphone",
    "tablet",
    "trash",
    "triangle-alert",
    "usb",
    "user",
    "users",
    "video",
    "x",
];

/// An icon that may stand in a template: `{{ look::icon("key-round") }}`.
#[derive(Debug)]
pub struct Icon(String);

#[derive(Template)]
#[template(path = "icon.html")]
struct Drawing<'a> {
    name: &'a str,
}

/// The icon of this name, hidden from screen readers; a plain ring where there is none.
pub fn icon(name: impl AsRef<str>) -> Icon {
    Icon(name.as_ref().to_owned())
}

impl fmt::Display for Icon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Drawing { name: &self.0 }
            .render_into(f)
            .map_err(|_| fmt::Error)
    }
}

// What it writes is its template's, in which the name is only compared.
impl askama::filters::HtmlSafe for Icon {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_has_its_own_drawing() {
        let ring = icon("").to_string();
        let mut seen = std::collections::BTreeSet::new();
        for name in NAMES {
            let drawn = icon(name).to_string();
            assert_ne!(drawn, ring, "{name}");
            assert!(
                drawn.starts_with("<svg") && drawn.contains("aria-hidden=\"true\""),
                "{name}"
            );
            assert!(seen.insert(drawn), "{name}");
        }
    }
}
