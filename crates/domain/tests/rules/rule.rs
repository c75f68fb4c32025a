//! The rules, read from the texts beside this. A rule begins at the margin with its number and two spaces;
//! what is indented beneath it says what there is to know beside its tests.

use crate::number;

/// What is known of a rule beside its tests.
#[derive(Clone, Debug)]
pub(crate) enum Note {
    /// The program goes its own way; how, and why.
    Apart(String),
    /// These words in this file hold it, beside tests or in their place.
    HeldBy { words: String, file: String },
    /// It is of something that the program doesn't have yet.
    NotYet(String),
}

/// One rule.
#[derive(Clone, Debug)]
pub(crate) struct Rule {
    /// As `L01`, `N-24`, `V6.5.1`.
    pub number: String,
    pub sentence: String,
    pub notes: Vec<Note>,
}

/// Rules of one source.
pub(crate) struct Group {
    pub heading: String,
    /// What is said of all of them; may be empty.
    pub about: String,
    pub rules: Vec<Rule>,
}

/// Those of all sources, in the order of the page.
pub(crate) fn groups() -> Vec<Group> {
    [
        include_str!("lessons.txt"),
        include_str!("rfc.txt"),
        include_str!("webauthn.txt"),
        include_str!("nist.txt"),
        include_str!("asvs.txt"),
    ]
    .map(read)
    .into()
}

/// All of them.
pub(crate) fn all() -> Vec<Rule> {
    groups().into_iter().flat_map(|group| group.rules).collect()
}

fn read(text: &str) -> Group {
    let mut lines = text.lines().filter(|line| !line.is_empty());
    let heading = lines.next().and_then(|line| line.strip_prefix("# "));
    let mut group = Group {
        heading: heading.unwrap().to_owned(),
        about: String::new(),
        rules: Vec::new(),
    };
    for line in lines {
        if let Some(said) = line.strip_prefix("  ") {
            let rule = group.rules.last_mut().unwrap();
            rule.notes.push(note(said));
        } else if let Some(rule) = begun(line) {
            group.rules.push(rule);
        } else {
            assert!(group.rules.is_empty(), "what is this: {line:?}");
            group.about = line.to_owned();
        }
    }
    group
}

/// A line that begins with a number and two spaces.
fn begun(line: &str) -> Option<Rule> {
    let (number, sentence) = line.split_once("  ")?;
    let read = number::of_name(&number.replace(['-', '.'], "_"));
    (read == [number]).then(|| Rule {
        number: number.to_owned(),
        sentence: sentence.to_owned(),
        notes: Vec::new(),
    })
}

fn note(said: &str) -> Note {
    let (what, rest) = said.split_once(": ").unwrap();
    match what {
        "apart" => Note::Apart(rest.to_owned()),
        "held by" => {
            let (words, file) = rest.rsplit_once(" in ").unwrap();
            Note::HeldBy {
                words: words.trim_matches('`').to_owned(),
                file: file.to_owned(),
            }
        }
        "not yet" => Note::NotYet(rest.to_owned()),
        _ => panic!("what is this: {said:?}"),
    }
}
