//! `docs/reference.md`: what people, programs and proxies rely on. Where the code has a table, a part of that page is
//! made from it, between `<!-- name -->` and `<!-- end -->`; what is written by hand is held against the code.

use std::fs::OpenOptions;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::PathBuf;

const END: &str = "<!-- end -->";

const REFERENCE: &str = "reference.md";

fn place(page: &str) -> PathBuf {
    let docs = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs");
    PathBuf::from(docs).join(page)
}

/// The whole page as it is written.
pub fn reference() -> String {
    std::fs::read_to_string(place(REFERENCE)).unwrap()
}

/// What stands beneath a heading of the page, up to the next heading.
pub fn beneath(heading: &str) -> String {
    let page = reference();
    let from = page
        .split_once(&format!("\n## {heading}\n"))
        .unwrap_or_else(|| panic!("docs/reference.md has no heading {heading:?}"));
    let to = from.1.find("\n## ").unwrap_or(from.1.len());
    from.1[..to].to_owned()
}

/// Whether the page names this between backticks.
pub fn is_named(page: &str, word: &str) -> bool {
    page.split('`').skip(1).step_by(2).any(|code| {
        let apart = |c: char| c.is_whitespace() || ",;:()[]{}\"".contains(c);
        code == word || code.split(apart).any(|one| one == word)
    })
}

/// Holds a part of the page against what it is made from; writes it where `COUNTERSIGN_TEST_BLESS` is set.
pub fn is_in_the_reference(part: &str, made: &str) {
    is_in(REFERENCE, part, made);
}

/// The same of another page of the documentation.
pub fn is_in(of: &str, part: &str, made: &str) {
    let blesses = std::env::var_os("COUNTERSIGN_TEST_BLESS").is_some();
    let mut file = OpenOptions::new()
        .read(true)
        .write(blesses)
        .open(place(of))
        .unwrap();
    // Several tests write parts of the same page, each in a process of its own.
    file.lock().unwrap();
    let mut page = String::new();
    file.read_to_string(&mut page).unwrap();
    let mark = format!("<!-- {part} -->\n");
    let from = page
        .find(&mark)
        .unwrap_or_else(|| panic!("docs/{of} has no {mark:?}"));
    let from = from + mark.len();
    let to = from + page[from..].find(END).unwrap();
    let made = format!("\n{}\n\n", made.trim());
    if blesses && page[from..to] != made {
        page.replace_range(from..to, &made);
        file.seek(SeekFrom::Start(0)).unwrap();
        file.set_len(0).unwrap();
        file.write_all(page.as_bytes()).unwrap();
        return;
    }
    assert!(
        page[from..to] == made,
        "the part {part:?} of docs/{of} is out of date: run this test with COUNTERSIGN_TEST_BLESS=1"
    );
}

/// A table in Markdown: its head, and its rows.
pub fn table<const N: usize>(
    head: [&str; N],
    rows: impl IntoIterator<Item = [String; N]>,
) -> String {
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let head: String =
        line(&head.map(str::to_owned)) + &line(&[const { "---" }; N].map(str::to_owned));
    rows.into_iter()
        .map(|row| line(&row.map(|cell| cell.replace('|', "\\|"))))
        .fold(head, |all, row| all + &row)
}

/// What the comments of a type's variants say, by name: `source` is the text of its file.
pub fn documented(source: &str, name: &str) -> Vec<(String, String)> {
    let (_, from) = source
        .split_once(&format!("pub enum {name} {{\n"))
        .or_else(|| source.split_once(&format!("enum {name} {{\n")))
        .unwrap_or_else(|| panic!("no type {name}"));
    let (body, _) = from.split_once("\n}\n").unwrap();
    let mut said = String::new();
    let mut all = Vec::new();
    for line in body.lines().map(str::trim) {
        if let Some(comment) = line.strip_prefix("///") {
            said = format!("{said}{comment}");
        } else if let Some(variant) = line.split(['(', ',', '{']).next()
            && !variant.is_empty()
            && !line.starts_with('#')
        {
            all.push((
                variant.trim().to_owned(),
                std::mem::take(&mut said).trim().to_owned(),
            ));
        }
    }
    all
}
