//! What `docs/` shows of the rooms: a picture of crates and floors, and a list of rooms with the sentence that each
//! begins with.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use crate::crates::MAY_NAME;
use crate::floors::FLOORS;
use crate::graph;
use crate::tree::{is_written, root};

/// What the tree says of rooms.
struct Rooms {
    /// By room, those that it leans on.
    leans: BTreeMap<String, BTreeSet<String>>,
    /// By room, what it is.
    about: BTreeMap<String, String>,
}

impl Rooms {
    fn read() -> Self {
        let mut leans: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
        for arrow in graph::arrows() {
            leans.entry(arrow.from).or_default().insert(arrow.to);
        }
        let about = graph::rooms().into_iter().map(|room| {
            let about = about(&room);
            (room, about)
        });
        Self {
            leans,
            about: about.collect(),
        }
    }

    fn of(&self, room: &str) -> BTreeSet<String> {
        self.leans.get(room).cloned().unwrap_or_default()
    }
}

/// The first sentence of a room's own file.
fn about(room: &str) -> String {
    let source = root().join("crates/door/src");
    let folder = std::fs::read_to_string(source.join(room).join("mod.rs"));
    let text = folder.or_else(|_| std::fs::read_to_string(source.join(format!("{room}.rs"))));
    let text = text.unwrap();
    let head = text.lines().map_while(|line| line.strip_prefix("//! "));
    let all: Vec<&str> = head.collect();
    let all = all.join(" ");
    let first = all.split(". ").next().unwrap();
    first.trim_end_matches('.').to_owned()
}

fn list() -> String {
    let rooms = Rooms::read();
    let mut out = "# The rooms of `door`\n\nMade from the tree by a test. A room leans on those above it in this list, \
                   and on no other: neither by what it names nor by what it calls on a door. Whoever adds one puts it \
                   into `crates/domain/tests/rooms/floors.rs`.\n"
        .to_owned();
    for (floor, standing) in &FLOORS {
        let (initial, rest) = floor.split_at(1);
        let name = initial.to_uppercase() + rest;
        writeln!(
            out,
            "\n## {name}\n\n| room | what it is | it leans on |\n| --- | --- | --- |"
        )
        .unwrap();
        for room in *standing {
            let leans: Vec<String> = rooms.of(room).iter().map(|to| format!("`{to}`")).collect();
            let leans = if leans.is_empty() {
                "–".to_owned()
            } else {
                leans.join(", ")
            };
            writeln!(out, "| `{room}` | {}. | {leans} |", rooms.about[*room]).unwrap();
        }
    }
    out
}

/// How high a crate stands: above all that it may name.
fn height(name: &str) -> usize {
    let (_, named) = MAY_NAME.iter().find(|(of, _)| *of == name).unwrap();
    named
        .iter()
        .map(|below| height(below) + 1)
        .max()
        .unwrap_or(0)
}

/// Of what a crate may name, what isn't beneath something else of it: a line to each would hide the shape.
fn nearest(named: &'static [&'static str]) -> impl Iterator<Item = &'static str> {
    let beneath = |top: &str, below: &str| {
        let (_, named) = MAY_NAME.iter().find(|(of, _)| *of == top).unwrap();
        named.contains(&below)
    };
    let all = named.iter().copied();
    all.filter(move |one| !named.iter().any(|other| beneath(other, one)))
}

const STYLE: &str = "text{font:14px system-ui,sans-serif;fill:#1b1f24}.small{font-size:12px;fill:#57606a}\
    .box{fill:#fff;stroke:#8c959f}.band{fill:#f3f5f7;stroke:none}.lean{stroke:#8c959f;fill:none}\
    @media(prefers-color-scheme:dark){text{fill:#e6edf3}.small{fill:#9da7b3}.box{fill:#161b22;stroke:#6e7681}\
    .band{fill:#1f242c}.lean{stroke:#6e7681}}";

/// A box with a name; what it leans on is told to whoever points at it.
fn boxed(out: &mut String, name: &str, at: (usize, usize), wide: usize, told: &str) {
    let (x, y) = at;
    let middle = x + wide / 2;
    writeln!(
        out,
        "<g><title>{told}</title><rect class=\"box\" x=\"{x}\" y=\"{y}\" width=\"{wide}\" height=\"32\" rx=\"6\"/>\
         <text x=\"{middle}\" y=\"{}\" text-anchor=\"middle\">{name}</text></g>",
        y + 21
    )
    .unwrap();
}

/// How wide a crate's box is.
const CRATE: usize = 174;

/// Where each crate's box stands: the higher, the more stands beneath it.
fn places(top: usize) -> BTreeMap<&'static str, (usize, usize)> {
    let mut places = BTreeMap::new();
    for level in 0..=top {
        let y = 50 + (top - level) * 64;
        let here = MAY_NAME.iter().filter(|(name, _)| height(name) == level);
        for (place, (name, _)) in here.enumerate() {
            // One row is set off from the next, so that lines pass between boxes.
            let x = 60 + place * 300 + (level % 3) * 120;
            places.insert(*name, (x, y));
        }
    }
    places
}

fn picture() -> String {
    let mut body = String::new();
    let short = |name: &str| name.trim_start_matches("countersign-").to_owned();
    writeln!(
        body,
        "<text x=\"20\" y=\"30\">Crates, and what each is built on</text>"
    )
    .unwrap();
    let top = MAY_NAME.iter().map(|(name, _)| height(name)).max().unwrap();
    let places = places(top);
    for (name, named) in MAY_NAME {
        let (x, y) = places[name];
        for (to_x, to_y) in nearest(named).map(|below| places[below]) {
            let (from, to) = (x + CRATE / 2, to_x + CRATE / 2);
            let bend = (y + 32).midpoint(to_y);
            writeln!(
                body,
                "<path class=\"lean\" d=\"M{from} {}C{from} {bend} {to} {bend} {to} {to_y}\"/>",
                y + 32
            )
            .unwrap();
        }
    }
    for (name, named) in MAY_NAME {
        let named: Vec<String> = named.iter().map(|one| short(one)).collect();
        let told = format!("{} may name: {}", short(name), named.join(", "));
        boxed(&mut body, &short(name), places[name], CRATE, &told);
    }
    let rooms = Rooms::read();
    let mut y = 50 + (top + 1) * 64 + 40;
    writeln!(body, "<text x=\"20\" y=\"{}\">Floors of door: each room leans on those beneath it and to its left</text>", y - 14).unwrap();
    for (floor, standing) in FLOORS.iter().rev() {
        writeln!(body, "<rect class=\"band\" x=\"10\" y=\"{y}\" width=\"960\" height=\"74\" rx=\"8\"/><text class=\"small\" x=\"20\" y=\"{}\">{floor}</text>", y + 20).unwrap();
        let wide = 940 / standing.len() - 8;
        for (place, room) in standing.iter().enumerate() {
            let leans: Vec<String> = rooms.of(room).into_iter().collect();
            let told = format!("{}. It leans on: {}", rooms.about[*room], leans.join(", "));
            let told = told
                .replace('&', "&amp;")
                .replace('<', "&lt;")
                .replace('`', "");
            boxed(
                &mut body,
                room,
                (20 + place * (wide + 8), y + 30),
                wide,
                &told,
            );
        }
        y += 84;
    }
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 980 {y}\" role=\"img\" aria-label=\"Crates of the \
         program, and the floors of its door\">\n<style>{STYLE}</style>\n{body}</svg>\n"
    )
}

#[test]
fn the_list_of_rooms_is_that_of_the_tree() {
    is_written("docs/rooms.md", &list());
}

#[test]
fn the_picture_is_drawn_from_the_tree() {
    is_written("docs/architecture.svg", &picture());
}
