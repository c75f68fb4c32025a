//! Every text that a person reads, by key and language. Templates and code know keys only; a key
//! without a text shows as `⟦key⟧`, so that a test sees it.

mod catalogue;
mod check;
mod speak;

pub use catalogue::Catalogue;
pub use check::missing;
pub use speak::Words;

// Named by what `texts!` becomes in other crates.
#[doc(hidden)]
pub use domain::{Language, languages};

/// The texts of one component: a Fluent source in each language. Its keys begin with its name.
#[derive(Clone, Copy, Debug)]
pub struct Texts {
    pub component: &'static str,
    /// Its source in each language; the first is what the others are compared with.
    pub sources: &'static [(Language, &'static str)],
}

/// The texts of the component of this name: the `.ftl` files beside the file where this stands, one in each
/// language of [`domain::languages`]. Where one is lacking it doesn't compile.
#[macro_export]
macro_rules! texts {
    ($component:literal) => {
        $crate::words::Texts {
            component: $component,
            sources: $crate::words::languages!($crate::sources),
        }
    };
}

/// What [`texts`] makes of the list of languages.
#[doc(hidden)]
#[macro_export]
macro_rules! sources {
    ($($tag:literal => $name:literal,)+) => {
        &[$((
            $crate::words::Language::new($tag, $name),
            include_str!(concat!($tag, ".ftl")),
        )),+]
    };
}

/// This room's own texts: `look-…`, and a sentence for every refusal, `refusal-…`.
pub static TEXTS: Texts = texts!("look");

impl Texts {
    /// The source in one language, if there is one.
    pub fn source(&self, language: Language) -> Option<&'static str> {
        let mut sources = self.sources.iter();
        sources.find_map(|(of, source)| (*of == language).then_some(*source))
    }
}

/// Whether a time zone of this IANA name is known.
pub fn is_zone(name: &str) -> bool {
    jiff::tz::TimeZone::get(name).is_ok()
}
