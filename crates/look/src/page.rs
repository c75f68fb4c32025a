//! The whole page around a fragment: head, wordmark, account, tabs, heading and foot. It draws the
//! one `<h1>` from the title; what stands beneath it is the body.

use askama::Template;
use domain::Fault;

use crate::script::Script;
use crate::{Fragment, Words};

/// What the site says about itself (`[site]` in the configuration). Empty means not set.
#[derive(Clone, Debug, Default)]
pub struct Site {
    /// Its name, beside the wordmark and in the title.
    pub name: String,
    /// Whom to ask, in a sentence; shown where a page refuses or waits.
    pub support_text: String,
    /// Where help is to be had; shown beside it.
    pub support_url: String,
    /// What is done with people's data; in the foot of every page.
    pub privacy_url: String,
}

/// Whether pages are light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the device is set.
    #[default]
    System,
    Light,
    Dark,
}

impl Theme {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// Reads what [`Theme::as_str`] wrote.
    pub fn read(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.as_str() == text)
    }

    /// As stored, and as the page's `data-theme`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// The tabs of the settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nav {
    /// `/settings`
    Preferences,
    /// `/settings/security`
    Security,
    /// `/settings/devices`
    Devices,
    /// `/settings/activity`
    Activity,
}

impl Nav {
    /// All of them, in order.
    pub const ALL: [Self; 4] = [
        Self::Preferences,
        Self::Security,
        Self::Devices,
        Self::Activity,
    ];

    /// The path of the page that it leads to.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Preferences => "/settings",
            Self::Security => "/settings/security",
            Self::Devices => "/settings/devices",
            Self::Activity => "/settings/activity",
        }
    }

    const fn key(self) -> &'static str {
        match self {
            Self::Preferences => "look-nav-preferences",
            Self::Security => "look-nav-security",
            Self::Devices => "look-nav-devices",
            Self::Activity => "look-nav-activity",
        }
    }

    const fn icon(self) -> &'static str {
        match self {
            Self::Preferences => "user",
            Self::Security => "shield-check",
            Self::Devices => "laptop",
            Self::Activity => "history",
        }
    }
}

/// A whole page. Without an account it is a narrow card, as for signing in; with one it is wide.
pub struct Page<'a> {
    pub words: &'a Words,
    /// The heading, and the first part of the document's title.
    pub title: String,
    pub site: &'a Site,
    /// The name of the account that is signed in, for `#account-name`.
    pub account: Option<&'a str>,
    /// The path with its query to which changing the language comes back.
    pub path: &'a str,
    pub theme: Theme,
    /// What stands beneath the heading.
    pub body: Fragment,
    /// The scripts that help here.
    pub scripts: &'a [&'static Script],
    /// The tabs, with this one marked as the current one.
    pub nav: Option<Nav>,
    /// The request's id, shown where something went wrong here.
    pub request: Option<String>,
    /// Whether the page refuses or waits: then the site says whom to ask.
    pub waits: bool,
}

#[derive(Template)]
#[template(path = "page.html")]
struct Whole<'a> {
    page: &'a Page<'a>,
    words: &'a Words,
    site: &'a Site,
}

impl Page<'_> {
    /// Draws the whole page as HTML.
    pub fn render(&self) -> Result<String, Fault> {
        Whole {
            page: self,
            words: self.words,
            site: self.site,
        }
        .render()
        .map_err(|error| Fault::because("drawing a page", &error))
    }

    fn class(&self) -> &'static str {
        if self.account.is_none() && self.nav.is_none() {
            "narrow"
        } else {
            "wide"
        }
    }

    /// Whether the site's name says more than the wordmark.
    fn named(&self) -> bool {
        !self.site.name.is_empty() && self.site.name != "Countersign"
    }
}

#[cfg(test)]
mod tests;
