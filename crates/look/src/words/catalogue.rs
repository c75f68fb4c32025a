//! All texts of all components, compiled once at start. A source with a mistake, or one key given
//! twice, stops the start instead of showing later.

use std::collections::BTreeSet;

use domain::{Fault, Language};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use unic_langid::LanguageIdentifier;

use super::Texts;

/// The compiled texts.
pub struct Catalogue {
    english: Tongue,
    swedish: Tongue,
}

/// One language's texts.
struct Tongue {
    bundle: FluentBundle<FluentResource>,
    keys: BTreeSet<String>,
}

impl Catalogue {
    /// Compiles the texts of these components. A fault names the component, the language and the
    /// mistake: a source that doesn't parse, or a key that exists already.
    pub fn new(texts: &[Texts]) -> Result<Self, Fault> {
        Ok(Self {
            english: Tongue::new(Language::English, texts)?,
            swedish: Tongue::new(Language::Swedish, texts)?,
        })
    }

    /// The keys of one language, in order.
    pub fn keys(&self, language: Language) -> impl Iterator<Item = &str> {
        self.tongue(language).keys.iter().map(String::as_str)
    }

    /// Whether there is a text under this key.
    pub fn has(&self, language: Language, key: &str) -> bool {
        self.tongue(language).keys.contains(key)
    }

    /// The text under this key with these values in it; none where there is no such key.
    pub(super) fn text(
        &self,
        language: Language,
        key: &str,
        values: Option<&FluentArgs<'_>>,
    ) -> Option<String> {
        let bundle = &self.tongue(language).bundle;
        let pattern = bundle.get_message(key)?.value()?;
        // A value that is missing shows as `{$name}` in the text, where a test sees it.
        let mut errors = Vec::new();
        Some(
            bundle
                .format_pattern(pattern, values, &mut errors)
                .into_owned(),
        )
    }

    const fn tongue(&self, language: Language) -> &Tongue {
        match language {
            Language::English => &self.english,
            Language::Swedish => &self.swedish,
        }
    }
}

impl Tongue {
    fn new(language: Language, texts: &[Texts]) -> Result<Self, Fault> {
        let tag = language.tag();
        let id: LanguageIdentifier = tag
            .parse()
            .map_err(|error| Fault::because("a language without a tag", &error))?;
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        // Isolating marks would be copied along with names and codes.
        bundle.set_use_isolating(false);
        let mut keys = BTreeSet::new();
        for component in texts {
            let source = component.source(language);
            let resource = FluentResource::try_new(source.to_owned()).map_err(|(_, errors)| {
                let first = errors.first().map(ToString::to_string).unwrap_or_default();
                Fault::new(format!(
                    "texts of {} in {tag}: {first}",
                    component.component
                ))
            })?;
            keys.extend(resource.entries().filter_map(key));
            bundle.add_resource(resource).map_err(|errors| {
                let first = errors.first().map(ToString::to_string).unwrap_or_default();
                Fault::new(format!(
                    "texts of {} in {tag}: {first}",
                    component.component
                ))
            })?;
        }
        Ok(Self { bundle, keys })
    }
}

fn key(entry: &fluent_syntax::ast::Entry<&str>) -> Option<String> {
    match entry {
        fluent_syntax::ast::Entry::Message(message) if message.value.is_some() => {
            Some(message.id.name.to_owned())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn texts(english: &'static str, swedish: &'static str) -> Texts {
        Texts {
            component: "x",
            english,
            swedish,
        }
    }

    #[test]
    fn a_mistake_in_a_source_or_a_key_given_twice_stops_the_start() {
        assert!(Catalogue::new(&[texts("x-a = A\n", "x-a = A\n")]).is_ok());
        for wrong in [
            vec![texts("x-a = {\n", "x-a = A\n")],
            vec![texts("x-a = A\nx-a = B\n", "x-a = A\n")],
            vec![
                texts("x-a = A\n", "x-a = A\n"),
                texts("x-a = A\n", "x-b = A\n"),
            ],
        ] {
            assert!(Catalogue::new(&wrong).is_err());
        }
    }
}
