//! What tests ask of a component's texts: both languages complete, none empty, and both naming the
//! same values.

use std::collections::{BTreeMap, BTreeSet};

use domain::Language;
use fluent_syntax::ast;

use super::Texts;

/// What is wrong with these texts, a sentence each; nothing when all is well. For tests: keys that
/// only one language has, empty texts, keys without the component's name before them, texts whose
/// languages name different values, and apostrophes that aren't the one that all texts have.
pub fn missing(texts: &[Texts]) -> Vec<String> {
    let mut wrong = Vec::new();
    for component in texts {
        let english = Source::read(component, Language::English, &mut wrong);
        let swedish = Source::read(component, Language::Swedish, &mut wrong);
        for (from, into, tag) in [(&english, &swedish, "sv"), (&swedish, &english, "en")] {
            let lacking = from.0.keys().filter(|key| !into.0.contains_key(*key));
            wrong.extend(lacking.map(|key| format!("{key} is missing in {tag}")));
        }
        for (key, values) in &english.0 {
            if swedish.0.get(key).is_some_and(|other| other != values) {
                wrong.push(format!("{key} names other values in sv than in en"));
            }
        }
    }
    wrong
}

/// Each key with the values that its text names.
struct Source(BTreeMap<String, BTreeSet<String>>);

impl Source {
    fn read(component: &Texts, language: Language, wrong: &mut Vec<String>) -> Self {
        let (name, tag) = (component.component, language.tag());
        let resource = match fluent_syntax::parser::parse(component.source(language)) {
            Ok(resource) => resource,
            Err((resource, errors)) => {
                wrong.extend(
                    errors
                        .iter()
                        .map(|error| format!("{name} in {tag}: {error}")),
                );
                resource
            }
        };
        let curly = |line: &&str| line.contains(['’', '‘']);
        for line in component.source(language).lines().filter(curly) {
            wrong.push(format!(
                "{name} in {tag} has another apostrophe than ': {line}"
            ));
        }
        let mut keys = BTreeMap::new();
        for entry in &resource.body {
            let ast::Entry::Message(message) = entry else {
                continue;
            };
            let key = message.id.name;
            let mut values = BTreeSet::new();
            match &message.value {
                Some(pattern) if !blank(pattern) => in_pattern(pattern, &mut values),
                _ => wrong.push(format!("{key} is empty in {tag}")),
            }
            let own = [name, "refusal", "event"];
            if !own.iter().any(|prefix| {
                key.strip_prefix(prefix)
                    .is_some_and(|rest| rest.starts_with('-'))
            }) {
                wrong.push(format!("{key} doesn't begin with {name}-"));
            }
            if keys.insert(key.to_owned(), values).is_some() {
                wrong.push(format!("{key} is there twice in {tag}"));
            }
        }
        Self(keys)
    }
}

fn blank(pattern: &ast::Pattern<&str>) -> bool {
    pattern.elements.iter().all(|element| match element {
        ast::PatternElement::TextElement { value } => value.trim().is_empty(),
        ast::PatternElement::Placeable { .. } => false,
    })
}

fn in_pattern(pattern: &ast::Pattern<&str>, values: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let ast::PatternElement::Placeable { expression } = element {
            in_expression(expression, values);
        }
    }
}

fn in_expression(expression: &ast::Expression<&str>, values: &mut BTreeSet<String>) {
    match expression {
        ast::Expression::Inline(inline) => in_inline(inline, values),
        ast::Expression::Select { selector, variants } => {
            in_inline(selector, values);
            for variant in variants {
                in_pattern(&variant.value, values);
            }
        }
    }
}

fn in_inline(inline: &ast::InlineExpression<&str>, values: &mut BTreeSet<String>) {
    match inline {
        ast::InlineExpression::VariableReference { id } => {
            values.insert(id.name.to_owned());
        }
        ast::InlineExpression::FunctionReference { arguments, .. } => {
            for argument in &arguments.positional {
                in_inline(argument, values);
            }
        }
        ast::InlineExpression::Placeable { expression } => in_expression(expression, values),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::TEXTS;

    #[test]
    fn our_own_texts_are_whole_in_both_languages() {
        assert_eq!(missing(&[TEXTS]), Vec::<String>::new());
    }

    #[test]
    fn what_is_wrong_is_said() {
        let texts = |english, swedish| {
            [Texts {
                component: "x",
                english,
                swedish,
            }]
        };
        let cases = [
            ("x-a = A", "x-a = A", ""),
            ("x-a = A", "x-b = A", "x-a is missing in sv"),
            ("x-a = A", "x-b = A\nx-a = B", "x-b is missing in en"),
            (
                "x-a = {\"\"}{$n}",
                "x-a = A",
                "x-a names other values in sv than in en",
            ),
            (
                "x-a = { $n ->\n    [one] 1\n   *[other] {$n}\n }",
                "x-a = {$n}",
                "",
            ),
            ("y-a = A", "y-a = A", "y-a doesn't begin with x-"),
            ("x-a =\n    .title = A", "x-a = A", "x-a is empty in en"),
            ("x-a = A\nx-a = A", "x-a = A", "x-a is there twice in en"),
            (
                "x-a = Isn’t",
                "x-a = A",
                "x in en has another apostrophe than ': x-a = Isn’t",
            ),
            ("x-a = Isn't", "x-a = ”A”", ""),
        ];
        for (english, swedish, expected) in cases {
            let found = missing(&texts(english, swedish));
            assert_eq!(
                found.first().map_or("", String::as_str),
                expected,
                "{english} | {swedish}"
            );
        }
    }
}
