//! Texts and help say what the glossary says.

use std::fs::read_to_string;
use std::path::{Path, PathBuf};

use clap::CommandFactory;

use super::super::tree::Cli;
use super::every;

/// What isn't used in a language, as `docs/words.md` has it.
fn unused(language: &str) -> Vec<String> {
    let table = include_str!("../../../../../docs/words.md");
    let (_, table) = table.split_once("## Words that aren't used").unwrap();
    let cells = table
        .lines()
        .map(|line| line.split('|').map(str::trim).collect::<Vec<_>>());
    cells
        .filter(|cells| cells.get(1) == Some(&language))
        .map(|cells| cells[2].to_owned())
        .collect()
}

/// Whether it stands there, as words of their own.
fn says(text: &str, word: &str) -> bool {
    let lower = text.to_lowercase();
    let text = if word.chars().any(char::is_uppercase) {
        text
    } else {
        &lower
    };
    let letter = |near: Option<char>| near.is_some_and(char::is_alphabetic);
    text.match_indices(word).any(|(at, _)| {
        let (before, from) = text.split_at(at);
        let after = from.chars().nth(word.chars().count());
        !letter(before.chars().next_back()) && !letter(after)
    })
}

fn texts(folder: &Path, name: &str, found: &mut Vec<PathBuf>) {
    for entry in folder.read_dir().unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            texts(&path, name, found);
        } else if path.ends_with(name) {
            found.push(path);
        }
    }
}

#[test]
fn no_text_has_words_that_are_not_to_be_used() {
    let (mut wrong, mut looked_for) = (Vec::new(), 0);
    for language in domain::Language::TAGS {
        let (unused, mut files) = (unused(language), Vec::new());
        let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        texts(crates, &format!("{language}.ftl"), &mut files);
        assert!(files.len() > 20, "{} in {language}", files.len());
        looked_for += unused.len();
        for file in files {
            for line in read_to_string(&file)
                .unwrap()
                .lines()
                .filter(|line| !line.starts_with('#'))
            {
                // What a text is called by isn't read by anybody.
                let said = line.split_once(" = ").map_or(line, |(_, said)| said);
                wrong.extend(
                    unused
                        .iter()
                        .filter(|word| says(said, word))
                        .map(|word| format!("{word}: {line}")),
                );
            }
        }
    }
    assert!(looked_for > 30, "the table is written otherwise now");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_help_has_words_that_are_not_to_be_used() {
    let (mut all, mut wrong) = (Vec::new(), Vec::new());
    every(&Cli::command(), "countersign", &mut all);
    for (path, mut command) in all {
        let help = command.render_long_help().to_string();
        let words = unused(domain::Language::FIRST.tag())
            .into_iter()
            .filter(|word| says(&help, word));
        wrong.extend(words.map(|word| format!("{path}: {word}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn words_are_found_as_words() {
    assert!(says("A Client asks.", "client"));
    assert!(says("Iphone", "Iphone") && !says("iPhone", "Iphone"));
    assert!(!says("fingeravtryck", "finger") && says("ett finger", "finger"));
}
