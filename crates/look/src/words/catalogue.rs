//! All texts of all components, compiled once at start. A source with a mistake, or one key given
//! twice, stops the start instead of showing later.

use std::collections::BTreeSet;

use domain::{Fault, Language};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use unic_langid::LanguageIdentifier;

use super::Texts;

/// The compiled texts of all components, by language.
pub struct Catalogue {
    languages: Vec<Language>,
    /// One of each language, in the same order.
    tongues: Vec<Tongue>,
}

struct Tongue {
    bundle: FluentBundle<FluentResource>,
    keys: BTreeSet<String>,
}

impl Catalogue {
    /// Compiles the texts of these components, which all have to be there in the same languages. A fault names
    /// the component, the language and the mistake: a source that is lacking or doesn't parse, or a key that
    /// exists already.
    pub fn new(texts: &[Texts]) -> Result<Self, Fault> {
        let mut languages: Vec<Language> = Vec::new();
        for (language, _) in texts.iter().flat_map(|component| component.sources) {
            if !languages.contains(language) {
                languages.push(*language);
            }
        }
        let tongues = languages
            .iter()
            .map(|language| Tongue::new(*language, texts))
            .collect::<Result<_, _>>()?;
        Ok(Self { languages, tongues })
    }

    /// The languages that there are, in the order in which they are offered.
    pub fn languages(&self) -> &[Language] {
        &self.languages
    }

    /// The keys of one language, in order.
    pub fn keys(&self, language: Language) -> impl Iterator<Item = &str> {
        let tongue = self.tongue(language).into_iter();
        tongue.flat_map(|tongue| tongue.keys.iter().map(String::as_str))
    }

    /// Whether there is a text under this key.
    pub fn has(&self, language: Language, key: &str) -> bool {
        self.tongue(language)
            .is_some_and(|tongue| tongue.keys.contains(key))
    }

    /// The text under this key with these values in it; none where there is no such key.
    pub(super) fn text(
        &self,
        language: Language,
        key: &str,
        values: Option<&FluentArgs<'_>>,
    ) -> Option<String> {
        let bundle = &self.tongue(language)?.bundle;
        let pattern = bundle.get_message(key)?.value()?;
        // A value that is missing shows as `{$name}` in the text, where a test sees it.
        let mut errors = Vec::new();
        Some(
            bundle
                .format_pattern(pattern, values, &mut errors)
                .into_owned(),
        )
    }

    /// The texts in a language, or in the first where there are none in that one.
    fn tongue(&self, language: Language) -> Option<&Tongue> {
        let at = self.languages.iter().position(|own| *own == language);
        self.tongues.get(at.unwrap_or(0))
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
            let wrong = |what: &str| {
                Fault::new(format!("texts of {} in {tag}: {what}", component.component))
            };
            let source = component.source(language);
            let source = source.ok_or_else(|| wrong("there are none"))?;
            let resource = FluentResource::try_new(source.to_owned())
                .map_err(|(_, errors)| wrong(&first(&errors)))?;
            keys.extend(resource.entries().filter_map(key));
            bundle
                .add_resource(resource)
                .map_err(|errors| wrong(&first(&errors)))?;
        }
        Ok(Self { bundle, keys })
    }
}

fn first(errors: &[impl ToString]) -> String {
    errors.first().map(ToString::to_string).unwrap_or_default()
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

    const ONE: Language = Language::new("en", "One");
    const OTHER: Language = Language::new("sv", "Other");

    fn texts(one: &'static str, other: &'static str) -> Texts {
        Texts {
            component: "x",
            sources: vec![(ONE, one), (OTHER, other)].leak(),
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

    #[test]
    fn a_component_that_lacks_a_language_stops_the_start_by_name() {
        let short = Texts {
            component: "y",
            sources: &[(ONE, "y-a = A\n")],
        };
        let whole = texts("x-a = A\n", "x-a = A\n");
        for those in [[whole, short], [short, whole]] {
            let fault = Catalogue::new(&those).err().unwrap().to_string();
            assert_eq!(fault, "texts of y in sv: there are none");
        }
    }

    #[test]
    fn a_language_without_texts_is_told_in_the_first() {
        let catalogue = Catalogue::new(&[texts("x-a = A\n", "x-a = B\n")]).unwrap();
        assert_eq!(catalogue.languages(), [ONE, OTHER]);
        for (language, said) in [(ONE, "A"), (OTHER, "B"), (Language::new("qaa", ""), "A")] {
            assert_eq!(catalogue.text(language, "x-a", None).as_deref(), Some(said));
        }
    }
}
