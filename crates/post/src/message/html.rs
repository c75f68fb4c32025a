//! The part that most people see: the letter's text on a plain page, light or dark as their device is, that asks
//! nothing of any server and links to our own address alone.

use askama::Template;
use domain::Fault;

use super::inert::{self, Piece};
use crate::{Frame, Line};

/// What is shown of a piece.
enum Shown<'a> {
    Link(&'a str),
    Text(String),
}

#[derive(Template)]
#[template(path = "message.html")]
struct Page<'a> {
    language: &'a str,
    subject: &'a str,
    /// Each of lines, each of pieces.
    paragraphs: Vec<Vec<Vec<Shown<'a>>>>,
    site: &'a str,
    support: &'a str,
}

/// The page of a text.
pub(super) fn page(
    frame: &Frame,
    language: &str,
    subject: &Line,
    text: &str,
) -> Result<String, Fault> {
    let page = Page {
        language,
        subject: subject.as_str(),
        paragraphs: paragraphs(text, &frame.origin),
        site: frame.site.as_str(),
        support: frame.support.as_str(),
    };
    page.render()
        .map_err(|error| Fault::because("a message as HTML", &error))
}

/// Lines between empty ones.
fn paragraphs<'a>(text: &'a str, origin: &str) -> Vec<Vec<Vec<Shown<'a>>>> {
    let shown = |piece: Piece<'a>| match piece {
        Piece::Link(url) => Shown::Link(url),
        Piece::Text(text) => Shown::Text(inert::broken(text)),
    };
    let mut all = vec![Vec::new()];
    for line in text.lines() {
        if line.trim().is_empty() {
            all.push(Vec::new());
        } else if let Some(last) = all.last_mut() {
            last.push(inert::pieces(line, origin).into_iter().map(shown).collect());
        }
    }
    all.retain(|lines: &Vec<_>| !lines.is_empty());
    all
}
