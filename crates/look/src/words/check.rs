//! What tests ask of a component's texts: every language complete, no text empty, and all naming the
//! same values.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast;

use super::Texts;

/// What is wrong with these texts, a sentence each; nothing when all is well. For tests: keys that
/// not every language has, empty texts, keys without the component's name before them, texts that name other
/// values than in the first language, and apostrophes that aren't the one that all texts have.
pub fn missing(texts: &[Texts]) -> Vec<String> {
    let mut wrong = Vec::new();
    for component in texts {
        let mut first: Option<(&str, Source)> = None;
        for (language, source) in component.sources {
            let tag = language.tag();
            let own = Source::read(component.component, tag, source, &mut wrong);
            if let Some((other, known)) = &first {
                wrong.extend(known.lacking(&own, tag));
                wrong.extend(own.lacking(known, other));
                wrong.extend(own.differing(known, tag, other));
            } else {
                first = Some((tag, own));
            }
        }
    }
    wrong
}

/// Each key with the values that its text names.
struct Source(BTreeMap<String, BTreeSet<String>>);

impl Source {
    fn read(name: &str, tag: &str, source: &str, wrong: &mut Vec<String>) -> Self {
        let resource = match fluent_syntax::parser::parse(source) {
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
        for line in source.lines().filter(curly) {
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

    /// What this one has and the other lacks.
    fn lacking(&self, other: &Self, tag: &str) -> Vec<String> {
        let lacking = self.0.keys().filter(|key| !other.0.contains_key(*key));
        lacking
            .map(|key| format!("{key} is missing in {tag}"))
            .collect()
    }

    /// What both have, with other values in it.
    fn differing(&self, other: &Self, tag: &str, than: &str) -> Vec<String> {
        let differs = |(key, values): &(&String, &BTreeSet<String>)| {
            other.0.get(*key).is_some_and(|others| others != *values)
        };
        let those = self.0.iter().filter(differs);
        those
            .map(|(key, _)| format!("{key} names other values in {tag} than in {than}"))
            .collect()
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
    use domain::Language;

    use super::*;
    use crate::TEXTS;

    #[test]
    fn our_own_texts_are_whole_in_every_language() {
        assert_eq!(missing(&[TEXTS]), Vec::<String>::new());
    }

    #[test]
    fn what_is_wrong_is_said() {
        let texts = |one, other| {
            let sources = [("en", one), ("sv", other), ("qaa", "x-a = A{$n}")];
            let sources = sources.map(|(tag, source)| (Language::new(tag, tag), source));
            [2, 3].map(|languages| Texts {
                component: "x",
                sources: sources[..languages].to_vec().leak(),
            })
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
        for (one, other, expected) in cases {
            let found = missing(&texts(one, other)[..1]);
            assert_eq!(
                found.first().map_or("", String::as_str),
                expected,
                "{one} | {other}"
            );
        }
        // A third is compared with the first as well.
        let found = missing(&texts("x-a = A\nx-b = B", "x-a = A\nx-b = B")[1..]);
        let expected = [
            "x-b is missing in qaa",
            "x-a names other values in qaa than in en",
        ];
        assert_eq!(found, expected);
    }
}
