//! Catalogues and code in step: every key that stands in code or templates has a text, every text
//! is used, every language is whole, and no template has a sentence of its own.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use look::words::missing;

use super::*;

fn sources() -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let ending = path.extension().and_then(|ending| ending.to_str());
            if path.is_dir() {
                folders.push(path);
            } else if matches!(ending, Some("rs" | "html")) && !path.ends_with("texts/tests.rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                found.push((path, text));
            }
        }
    }
    found
}

fn keys() -> BTreeSet<String> {
    texts()
        .iter()
        .flat_map(|component| component.sources.first().unwrap().1.lines())
        .filter_map(|line| line.split_once(" ="))
        .filter(|(key, _)| !key.is_empty() && !key.starts_with([' ', '#']))
        .map(|(key, _)| key.to_owned())
        .collect()
}

/// Every quoted word that begins as a key of ours does.
fn quoted(source: &str) -> impl Iterator<Item = &str> {
    let ours = |word: &&str| {
        let name = |component: &Texts| {
            word.strip_prefix(component.component)
                .is_some_and(|rest| rest.starts_with('-'))
        };
        word.bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            && !word.ends_with('-')
            && texts().iter().any(name)
    };
    source.split('"').filter(ours)
}

#[test]
fn every_language_is_whole() {
    assert_eq!(missing(&texts()), Vec::<String>::new());
    catalogue(&Registry::built_in()).unwrap();
}

#[test]
fn every_key_has_a_text_and_every_text_is_used() {
    let keys = keys();
    let mut used = BTreeSet::new();
    for (path, source) in sources() {
        for key in quoted(&source) {
            assert!(keys.contains(key), "{key} in {}", path.display());
            used.insert(key.to_owned());
        }
    }
    let unused: Vec<_> = keys.difference(&used).collect();
    assert!(unused.is_empty(), "{unused:?}");
}

/// What stands between tags in a template is a value: no word of any language.
#[test]
fn no_template_has_a_sentence_of_its_own() {
    for (path, source) in sources() {
        if path.extension().is_none_or(|ending| ending != "html") {
            continue;
        }
        let mut rest = source.as_str();
        let mut text = String::new();
        while let Some((before, tag)) = rest
            .find(['<', '{'])
            .and_then(|at| rest.split_at_checked(at))
        {
            text.push_str(before);
            let end = match tag {
                tag if tag.starts_with("{{") => "}}",
                tag if tag.starts_with("{%") => "%}",
                tag if tag.starts_with("{#") => "#}",
                _ => ">",
            };
            rest = tag.split_once(end).map_or("", |(_, after)| after);
        }
        text.push_str(rest);
        let words: Vec<_> = text.split_whitespace().collect();
        assert!(
            words.iter().all(|word| word.chars().count() < 2),
            "{words:?} in {}",
            path.display()
        );
    }
}

/// A macro's argument that is called as one of the macro's own parameters takes that parameter's value.
#[test]
fn no_template_gives_a_macro_what_it_calls_otherwise_itself() {
    let own = [
        "name",
        "label",
        "kind",
        "value",
        "autocomplete",
        "hint",
        "error",
        "id",
        "required",
        "autofocus",
        "text",
        "style",
        "icon",
        "chosen",
    ];
    for (path, source) in sources() {
        for call in source.split("ui::").skip(1) {
            for given in call.split([',', '(', ')']) {
                let Some((key, value)) = given.split_once('=') else {
                    continue;
                };
                let (key, value) = (key.trim(), value.trim());
                assert!(
                    key == value || !own.contains(&value),
                    "{key} = {value} in {}",
                    path.display()
                );
            }
        }
    }
}
