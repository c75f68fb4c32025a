//! Nothing that comes from outside becomes a link. Mail programs make one of whatever looks like an address, a
//! name that somebody gave their phone among it. So all that looks like one is broken up, our own address aside:
//! bare, or with a path where it stands alone on a line, as our own texts have it. Within a line it may be part of
//! what somebody entered, who would have others open a page of ours.

/// What breaks a word up: a space as narrow as a hair, at which every program ends what it takes for a link.
const GAP: char = '\u{200a}';

/// What joins the parts of an address, and what some programs take for it (UTS 46 §4.5, and what NFKC makes of them).
const JOINS: &str = ".。．｡․﹒:：@＠﹫\\";

/// A piece of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// It links to our own address.
    Link(&'a str),
    /// It links to nothing, once it is broken up.
    Text(&'a str),
}

/// The pieces of a line, which together are all of it. `origin` is our own address, as `https://id.example.org`.
pub(super) fn pieces<'a>(line: &'a str, origin: &str) -> Vec<Piece<'a>> {
    let mut all = Vec::new();
    let alone = line.split_whitespace().nth(1).is_none();
    for word in line.split_inclusive(char::is_whitespace) {
        // As in "(https://…)."
        let rest = word.trim_start_matches(|c: char| "(\"'“”<".contains(c));
        let before = word.strip_suffix(rest).unwrap_or_default();
        let bare =
            rest.trim_end_matches(|c: char| c.is_whitespace() || ".,;:!?)\"'”’>".contains(c));
        let after = rest.strip_prefix(bare).unwrap_or_default();
        let is_ours = bare
            .strip_prefix(origin)
            .is_some_and(|rest| !origin.is_empty() && (rest.is_empty() || alone && is_path(rest)));
        if is_ours {
            let pieces = [Piece::Text(before), Piece::Link(bare), Piece::Text(after)];
            all.extend(pieces.into_iter().filter(|piece| *piece != Piece::Text("")));
        } else {
            all.push(Piece::Text(word));
        }
    }
    all
}

/// What may follow an origin without leading elsewhere, and without anything that ends a link in HTML or text.
fn is_path(rest: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"/-._~?#=&%+".contains(&b);
    rest.starts_with(['/', '?', '#']) && rest.bytes().all(plain)
}

/// A line whose words are no links, but for our own.
pub(super) fn line(line: &str, origin: &str) -> String {
    let inert = |piece: &Piece<'_>| match piece {
        Piece::Link(link) => (*link).to_owned(),
        Piece::Text(text) => broken(text),
    };
    pieces(line, origin).iter().map(inert).collect()
}

/// A text of which no word is a link.
pub(super) fn broken(text: &str) -> String {
    text.split_inclusive(char::is_whitespace)
        .map(word)
        .collect()
}

/// A word that is no link.
fn word(word: &str) -> String {
    let bare = word.trim_matches(|c: char| c.is_whitespace() || ".,;!?()\"'“”".contains(c));
    // Numbers, times, and addresses of machines are read and copied. Some programs take one for a phone number or a
    // date, which leads to a call or a calendar, and to nobody's page.
    let is_number = bare
        .chars()
        .all(|c| c.is_ascii_digit() || ".:,-+".contains(c));
    if is_number || bare.parse::<std::net::IpAddr>().is_ok() {
        return word.to_owned();
    }
    let mut out = String::with_capacity(word.len());
    let mut chars = word.chars().peekable();
    while let Some(c) = chars.next() {
        out.push(c);
        if JOINS.contains(c) && chars.peek().is_some_and(|next| !next.is_whitespace()) {
            out.push(GAP);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const OURS: &str = "https://id.example.org";

    #[test]
    fn what_looks_like_an_address_is_broken_up() {
        for linked in [
            "evil.example",
            "www.evil.example/login",
            "http://evil.example",
            "HTTPS://EVIL.EXAMPLE/a?b=c",
            "//evil.example",
            "http://localhost/",
            "mailto:eve@evil.example",
            "eve@evil.example",
            "tel:+46701234567",
            "javascript:alert(1)",
            "evil。example",
            "evil．example",
            "evil․example",
            "evil﹒example",
            "eve﹫evil",
            "http：//evil",
            "(evil.example)",
            "https://id.example.org@evil.example/",
            "https://id.example.org.evil.example/",
            "https://id.example.org:8443/",
            "xhttps://id.example.org/",
            // What somebody called a device.
            "Device: https://id.example.org/sign-out?all=1",
            "https://id.example.org/a https://id.example.org/b",
            "1.2.3.4/evil.exe",
            "\\\\evil.example\\share",
        ] {
            let said = line(linked, OURS);
            for whole in said.split(char::is_whitespace) {
                let inner: String = whole.chars().rev().skip(1).collect();
                assert!(!inner.contains(|c| JOINS.contains(c)), "{linked}: {said}");
            }
            let back: String = said.chars().filter(|c| *c != GAP).collect();
            assert_eq!(back, linked, "nothing is lost");
        }
    }

    #[test]
    fn our_own_address_is_a_link_and_plain_words_stay_as_they_are() {
        let link = "https://id.example.org/forgotten/3fA-_9?next=%2F";
        assert_eq!(
            pieces(&format!("  ({link})."), OURS),
            [
                Piece::Text(" "),
                Piece::Text(" "),
                Piece::Text("("),
                Piece::Link(link),
                Piece::Text(").")
            ]
        );
        for same in [
            "Wasn't it you? Look under Activity.",
            "When: 29 November 2026, 21:10",
            "From: 192.0.2.1",
            "From: 2001:db8::1.",
            "Kod: 1234 5678",
            "Återställ, kl. 14.10.",
            "https://id.example.org",
            link,
            "Look at (https://id.example.org).",
            "",
        ] {
            assert_eq!(line(same, OURS), same);
        }
        // Without an address of our own nothing is one.
        assert_ne!(line("https://id.example.org", ""), "https://id.example.org");
    }
}
