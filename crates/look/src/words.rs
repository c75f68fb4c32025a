//! Every text that a person reads, by key and language. Templates and code know keys only; a key
//! without a text shows as `⟦key⟧`, so that a test sees it.

mod catalogue;
mod check;
mod speak;

pub use catalogue::Catalogue;
pub use check::missing;
pub use speak::Words;

/// The texts of one component: a Fluent source in each language. Its keys begin with its name.
#[derive(Clone, Copy, Debug)]
pub struct Texts {
    /// The component's name.
    pub component: &'static str,
    /// The English source.
    pub english: &'static str,
    /// The Swedish source.
    pub swedish: &'static str,
}

/// This room's own texts: `look-…`, and a sentence for every refusal, `refusal-…`.
pub static TEXTS: Texts = Texts {
    component: "look",
    english: include_str!("../texts/en.ftl"),
    swedish: include_str!("../texts/sv.ftl"),
};

impl Texts {
    /// The source in one language.
    pub const fn source(&self, language: domain::Language) -> &'static str {
        match language {
            domain::Language::English => self.english,
            domain::Language::Swedish => self.swedish,
        }
    }
}

/// Whether a time zone of this IANA name is known.
pub fn is_zone(name: &str) -> bool {
    jiff::tz::TimeZone::get(name).is_ok()
}
