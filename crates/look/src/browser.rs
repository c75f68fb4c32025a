//! A browser in words, from its `User-Agent`: "Firefox on Linux". It is what the browser says of
//! itself, so it helps a person to recognise their own and proves nothing.

use crate::words::Words;

/// Browsers and programs: the first mark that stands in the text gives the name. Those that pretend
/// to be others as well stand before them.
const BROWSERS: [(&str, &str); 26] = [
    ("SamsungBrowser/", "Samsung Internet"),
    ("Edg/", "Edge"),
    ("EdgA/", "Edge"),
    ("EdgiOS/", "Edge"),
    ("Edge/", "Edge"),
    ("OPR/", "Opera"),
    ("OPT/", "Opera"),
    ("OPiOS/", "Opera"),
    ("Vivaldi/", "Vivaldi"),
    ("YaBrowser/", "Yandex Browser"),
    ("DuckDuckGo/", "DuckDuckGo"),
    ("Ddg/", "DuckDuckGo"),
    ("Brave/", "Brave"),
    ("SeaMonkey/", "SeaMonkey"),
    ("Thunderbird/", "Thunderbird"),
    ("Focus/", "Firefox Focus"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chromium/", "Chromium"),
    ("HeadlessChrome/", "Chrome"),
    ("Epiphany/", "GNOME Web"),
    ("Chrome/", "Chrome"),
    ("Trident/", "Internet Explorer"),
    ("Safari/", "Safari"),
    ("AppleWebKit/", "Safari"),
];

/// Programs that aren't browsers; they begin with their name.
const PROGRAMS: [(&str, &str); 6] = [
    ("curl/", "curl"),
    ("Wget/", "Wget"),
    ("python-requests/", "Python"),
    ("Python-urllib/", "Python"),
    ("Go-http-client/", "Go"),
    ("rclone/", "rclone"),
];

/// Systems with their icons, in the order in which they are looked for: Android says Linux as well,
/// iPhones say Mac OS X.
const SYSTEMS: [(&str, &str, &str); 11] = [
    ("iPhone", "iPhone", "smartphone"),
    ("iPod", "iPod", "smartphone"),
    ("iPad", "iPad", "tablet"),
    ("Android", "Android", "smartphone"),
    ("CrOS", "ChromeOS", "laptop"),
    ("Windows", "Windows", "laptop"),
    ("Macintosh", "macOS", "laptop"),
    ("Mac OS X", "macOS", "laptop"),
    ("FreeBSD", "FreeBSD", "laptop"),
    ("OpenBSD", "OpenBSD", "laptop"),
    ("Linux", "Linux", "laptop"),
];

/// Longest name of a program that isn't known to us.
const PROGRAM: usize = 40;

/// What a client says of itself: a program that we know by its name and system, another one by the
/// first word, as `rclone/v1.60` or `DAVx5/4.4`.
pub fn called(agent: &str, words: &Words) -> String {
    let browser = Browser::read(agent);
    let first = agent.split_whitespace().next().unwrap_or_default();
    if !browser.name.is_empty() || first.is_empty() || first.starts_with("Mozilla/") {
        return browser.words(words);
    }
    first.chars().take(PROGRAM).collect()
}

/// What a browser says of itself. A name is empty where it isn't known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Browser {
    pub name: &'static str,
    /// What it runs on.
    pub system: &'static str,
    /// The icon of such a device.
    pub icon: &'static str,
}

impl Browser {
    /// Reads a `User-Agent`.
    pub fn read(agent: &str) -> Self {
        let program = PROGRAMS.iter().find(|(mark, _)| agent.starts_with(mark));
        let browser = program.or_else(|| BROWSERS.iter().find(|(mark, _)| agent.contains(mark)));
        let system = SYSTEMS.iter().find(|(mark, ..)| agent.contains(mark));
        let (system, icon) = system.map_or(("", "monitor"), |(_, name, icon)| (*name, *icon));
        // Tablets with Android leave out the word that phones have.
        let tablet = system == "Android" && !agent.contains("Mobile") && !agent.contains("Mobi;");
        Self {
            name: browser.map_or("", |(_, name)| name),
            system,
            icon: if tablet { "tablet" } else { icon },
        }
    }

    /// In the reader's words.
    pub fn words(&self, words: &Words) -> String {
        match (self.name, self.system) {
            ("", "") => words.t("look-browser-unknown"),
            ("", system) => words.with("look-browser-system", &[("system", system)]),
            (name, "") => name.to_owned(),
            (name, system) => words.with("look-browser-on", &[("name", name), ("system", system)]),
        }
    }
}

#[cfg(test)]
mod tests;
