//! The sheet of codes, as it is shown, printed and kept in a file: whose they are, where they work, from when
//! they are, and a box for each to tick once it is used.

use look::words::Words;

use crate::Context;

/// A sheet of codes.
pub(super) struct Sheet<'a> {
    pub site: &'a str,
    /// Where people reach the site.
    pub address: &'a str,
    pub account: &'a str,
    pub date: String,
    pub codes: &'a [String],
}

impl<'a> Sheet<'a> {
    /// New codes of this account.
    pub(super) fn of(at: &Context<'a>, account: &'a str, codes: &'a [String]) -> Self {
        Self {
            site: at.site,
            address: at.settings.text("public_url"),
            account,
            date: at.words.day(at.now),
            codes,
        }
    }

    /// What the file is called: `SITE-backup-codes-NAME.txt`, in the reader's language.
    pub(super) fn name(&self, words: &Words) -> String {
        let (site, name) = (plain(self.site), plain(self.account));
        words.with("backup-code-file", &[("site", &site), ("name", &name)])
    }

    /// The file, as an address that holds all of it.
    pub(super) fn file(&self, words: &Words) -> String {
        let about = [self.site, self.address, self.account, &self.date];
        let about = about.into_iter().filter(|line| !line.is_empty());
        let mut lines: Vec<String> = about.map(str::to_owned).collect();
        lines.extend([String::new(), words.t("backup-code-each"), String::new()]);
        let codes = (1..).zip(self.codes);
        lines.extend(codes.map(|(place, code)| format!("[ ] {place:2}. {code}")));
        lines.extend([String::new(), words.t("backup-code-keep"), String::new()]);
        let text = lines.join("\r\n");
        let escaped =
            percent_encoding::utf8_percent_encode(&text, percent_encoding::NON_ALPHANUMERIC);
        format!("data:text/plain;charset=utf-8,{escaped}")
    }
}

/// A name as part of a file's: what any system takes, in any language's letters.
fn plain(name: &str) -> String {
    let letters = name.chars().map(|c| match c {
        c if c.is_alphanumeric() => c,
        '.' | '@' | '_' => c,
        _ => '-',
    });
    let parts: String = letters.collect();
    let parts = parts.split('-').filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn a_file_is_called_by_letters_that_every_system_takes() {
        for (name, called) in [
            ("Example", "Example"),
            ("Åsas sida: hem/arbete", "Åsas-sida-hem-arbete"),
            ("anna.berg@example.org", "anna.berg@example.org"),
            ("-- ..\\ --", ".."),
        ] {
            assert_eq!(plain(name), called, "{name}");
        }
    }
}
