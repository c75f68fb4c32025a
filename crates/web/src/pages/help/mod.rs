//! The user's manual, for everybody, signed in or not. Its sections have ids, and pages link to the
//! one that helps there.

use askama::Template;
use domain::Stop;
use look::page::Site;
use look::words::{Texts, Words};

use crate::answer::Answer;
use crate::asked::Asked;
use crate::sheet::Sheet;

pub(crate) const TEXTS: Texts = Texts {
    component: "help",
    english: include_str!("en.ftl"),
    swedish: include_str!("sv.ftl"),
};

#[derive(Template)]
#[template(path = "pages/help/help.html")]
struct Help<'a> {
    words: &'a Words,
    site: &'a Site,
    contents: &'static [(&'static str, &'static str)],
}

/// The sections: id and heading.
const CONTENTS: [(&str, &str); 10] = [
    ("what", "help-what"),
    ("setting-up", "help-setting-up"),
    ("backup-codes", "help-backup-codes"),
    ("signing-in", "help-signing-in"),
    ("lost-phone", "help-lost-phone"),
    ("devices", "help-several"),
    ("clocks", "help-clocks"),
    ("fake-pages", "help-fake"),
    ("no-smartphone", "help-no-phone"),
    ("whom-to-ask", "help-ask"),
];

/// The whole of it.
pub(crate) async fn show(asked: &Asked) -> Result<Answer, Stop> {
    let body = Help {
        words: &asked.words,
        site: asked.web.site(),
        contents: &CONTENTS,
    };
    Sheet::new(asked, "help-title", &body)?.answer()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_heading_of_the_contents_stands_in_the_page_in_that_order() {
        let page = include_str!("help.html");
        let mut last = 0;
        for (id, key) in CONTENTS {
            let heading = format!("<h2 id=\"{id}\">{{{{ words.t(\"{key}\") }}}}</h2>");
            let at = page.find(&heading).unwrap_or_else(|| panic!("{heading}"));
            assert!(at > last, "{id}");
            last = at;
        }
        assert_eq!(page.matches("<h2 ").count(), CONTENTS.len());
    }
}
