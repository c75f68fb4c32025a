//! Whose numbers people write as they dial them at home.

use super::Country;
use crate::setting::Settings;

/// The country whose numbers people write as they dial them at home; none where the setting names none.
pub fn home(settings: &Settings) -> Option<Country> {
    let language = settings.text("site.language");
    Country::read(match (settings.text("site.country"), language) {
        ("", "sv") => "SE",
        ("", _) => "US",
        (set, _) => set,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::setting::Value;

    #[test]
    fn the_home_country_is_the_one_that_is_set_or_that_of_the_language() {
        let mut settings = Settings::default();
        let of = |settings: &Settings| home(settings).map(|home| home.as_str().to_owned());
        assert_eq!(of(&settings).as_deref(), Some("US"));
        settings.set("site.language", Value::Text("sv".to_owned()));
        assert_eq!(of(&settings).as_deref(), Some("SE"));
        assert_eq!(home(&settings).unwrap().calling_code(), "+46");
        settings.set("site.country", Value::Text("no".to_owned()));
        assert_eq!(of(&settings).as_deref(), Some("NO"));
        settings.set("site.country", Value::Text("Sweden".to_owned()));
        assert_eq!(of(&settings), None);
    }
}
