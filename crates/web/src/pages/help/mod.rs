//! The user's manual, for everybody, signed in or not. Its sections have ids, and pages link to the
//! one that helps there.

use askama::Template;
use domain::Stop;
use look::page::Site;
use look::words::{Texts, Words};

use crate::answer::Answer;
use crate::asked::Asked;
use crate::sheet::Sheet;

pub(crate) const TEXTS: Texts = look::texts!("help");

#[derive(Template)]
#[template(path = "pages/help/help.html")]
struct Help<'a> {
    words: &'a Words,
    site: &'a Site,
    contents: &'static [(&'static str, &'static str)],
}

/// The sections: id and heading.
const CONTENTS: [(&str, &str); 19] = [
    ("what", "help-what"),
    ("setting-up", "help-setting-up"),
    ("hardware-tokens", "help-tokens"),
    ("text-messages", "help-texts"),
    ("backup-codes", "help-backup-codes"),
    ("signing-in", "help-signing-in"),
    ("forgotten", "help-forgotten"),
    ("passkeys", "help-passkeys"),
    ("one-token", "help-one-token"),
    ("confirming", "help-confirming"),
    ("new-keys", "help-new-keys"),
    ("lost-phone", "help-lost-phone"),
    ("devices", "help-several"),
    ("clients", "help-clients"),
    ("clocks", "help-clocks"),
    ("fake-pages", "help-fake"),
    ("messages", "help-messages"),
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
    use std::path::{Path, PathBuf};

    use super::*;

    /// The section that each link to the manual in this text names.
    fn linked(template: &str) -> Vec<&str> {
        ["/help#", "ui::manual(\""]
            .iter()
            .flat_map(|before| template.split(before).skip(1))
            .filter_map(|rest| rest.split('"').next())
            .filter(|section| !section.starts_with('{'))
            .collect()
    }

    /// Every template of the crates.
    fn templates() -> Vec<PathBuf> {
        let (mut found, mut folders) = (Vec::new(), Vec::new());
        folders.push(Path::new(env!("CARGO_MANIFEST_DIR")).join(".."));
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|ending| ending == "html") {
                    found.push(path);
                }
            }
        }
        found
    }

    #[test]
    fn every_link_to_the_manual_names_a_section_of_it() {
        let mut found = 0;
        for path in templates() {
            let template = std::fs::read_to_string(&path).unwrap();
            for section in linked(&template) {
                let known = CONTENTS.iter().any(|(id, _)| *id == section);
                assert!(known, "#{section} in {}", path.display());
                found += 1;
            }
        }
        assert!(found >= 12, "{found}");
    }

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
