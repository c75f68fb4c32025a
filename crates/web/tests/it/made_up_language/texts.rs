//! The language: the texts of the first one, each between two signs, given to the catalogue beside the others as
//! any language is.

use std::sync::Arc;

use domain::Language;
use door::Registry;
use fluent_syntax::{ast, parser, serializer};
use look::words::{Catalogue, Texts};

/// A tag that no language will ever have (ISO 639-2, reserved for local use).
pub const MADE_UP: Language = Language::new("qaa", "⟪Made up⟫");

/// What stands before and after each text.
pub const SIGNS: [char; 2] = ['⟪', '⟫'];

/// Every text of the program, and all of it in the made-up language as well.
pub fn catalogue() -> Arc<Catalogue> {
    let factors = Registry::built_in();
    let all = [door::texts(&factors), web::texts()].concat();
    let all: Vec<Texts> = all.into_iter().map(with_made_up).collect();
    Arc::new(Catalogue::new(&all).unwrap())
}

fn with_made_up(texts: Texts) -> Texts {
    let (_, first) = texts.sources[0];
    let own = (MADE_UP, &*marked(first).leak());
    Texts {
        sources: [texts.sources, &[own]].concat().leak(),
        ..texts
    }
}

/// The same source with a sign before and after each text.
fn marked(source: &str) -> String {
    let mut resource = parser::parse(source).unwrap();
    for entry in &mut resource.body {
        if let ast::Entry::Message(message) = entry {
            let text = &mut message.value.as_mut().unwrap().elements;
            text.insert(0, ast::PatternElement::TextElement { value: "⟪" });
            text.push(ast::PatternElement::TextElement { value: "⟫" });
        }
    }
    serializer::serialize(&resource)
}

#[test]
fn whatever_is_a_text_stands_between_the_signs() {
    let source = "x-a = A { $n }\nx-b = { $n ->\n    [one] One\n   *[other] {$n} of them\n }\n";
    let texts = Texts {
        component: "x",
        sources: vec![(MADE_UP, &*marked(source).leak())].leak(),
    };
    let catalogue = Arc::new(Catalogue::new(&[texts]).unwrap());
    let words = look::Words::new(catalogue, MADE_UP, "");
    assert_eq!(words.n("x-a", 3), "⟪A 3⟫");
    assert_eq!(words.n("x-b", 1), "⟪One⟫");
    assert_eq!(words.n("x-b", 3), "⟪3 of them⟫");
}
