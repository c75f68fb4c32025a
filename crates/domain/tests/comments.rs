//! What comments of code have to be: each thing that others call says what it is, and no comment says less than its
//! name does.
#![allow(clippy::unwrap_used, clippy::panic)]

mod tree;

/// A comment of so many words says nothing, unless it spells out a literal.
const TOO_FEW: usize = 3;

/// Files of code, tests aside, and without the command line's, whose comments are the texts of `--help`.
fn sources() -> Vec<(String, String)> {
    let mut all = tree::files(&["rs"]);
    all.retain(|(path, text)| {
        let aside = |part: &str| ["tests", "tests.rs", "tree"].contains(&part);
        path.starts_with("crates/") && !path.split('/').any(aside) && !text.contains("clap::")
    });
    assert!(all.len() > 300, "the tree was not found");
    all
}

/// What a documented line declares: the line, and what its comment says.
struct Declared<'a> {
    line: &'a str,
    says: Vec<&'a str>,
}

/// The lines of a file that declare something, up to where its tests begin.
fn declared(text: &str) -> Vec<Declared<'_>> {
    let code = text.split("#[cfg(test)]\nmod ").next().unwrap();
    let (mut all, mut says) = (Vec::new(), Vec::new());
    let mut in_attribute = false;
    for line in code.lines().map(str::trim) {
        let is_attribute = in_attribute || line.starts_with("#[");
        in_attribute = is_attribute && !line.ends_with(']');
        if let Some(said) = line.strip_prefix("///") {
            says.push(said.trim());
        } else if !is_attribute && !line.is_empty() {
            let says = std::mem::take(&mut says);
            all.push(Declared { line, says });
        }
    }
    all
}

/// Whether others call or name it: a function, a type, a trait or a constant.
fn is_outer(line: &str) -> bool {
    let Some(rest) = line.strip_prefix("pub ") else {
        return false;
    };
    let words = ["const ", "async ", "unsafe "];
    let rest = words
        .iter()
        .fold(rest, |rest, word| rest.strip_prefix(word).unwrap_or(rest));
    ["fn ", "struct ", "enum ", "trait ", "type ", "static "]
        .iter()
        .any(|word| rest.starts_with(word))
}

#[test]
fn what_others_call_says_what_it_is() {
    let mut silent = Vec::new();
    for (path, text) in sources() {
        for Declared { line, says } in declared(&text) {
            // What a macro writes is documented where it is called.
            if is_outer(line) && says.is_empty() && !line.contains('$') {
                silent.push(format!("{}: {line}", path));
            }
        }
    }
    assert!(silent.is_empty(), "{}", silent.join("\n"));
}

#[test]
fn no_comment_says_less_than_a_name() {
    let mut empty = Vec::new();
    for (path, text) in sources() {
        for Declared { says, line } in declared(&text) {
            let [said] = says.as_slice() else { continue };
            let literal = said.contains('`') || said.contains(|c: char| c.is_ascii_digit());
            if said.split_whitespace().count() <= TOO_FEW && !literal {
                empty.push(format!("{}: {said} {line}", path));
            }
        }
    }
    assert!(empty.is_empty(), "{}", empty.join("\n"));
}
