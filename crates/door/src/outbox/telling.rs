//! One message of what happened to an account: of one thing, or of all that follows from one act, or of what has
//! happened again meanwhile; and how to stop it.

use look::browser;
use look::words::Words;

use super::notice::Notice;
use super::{Addressee, Matter};

/// Up to how many times each is told.
const EACH: usize = 3;

/// How the owner stops what a message tells of.
#[derive(Clone, Debug)]
pub(crate) struct WayToStop {
    /// The path of the page.
    pub(crate) path: String,
    /// What is to be typed there.
    pub(crate) letters: String,
}

/// Whether the owner may stop something of it.
pub(crate) fn stops(of: &[Matter]) -> bool {
    notices(of).any(Notice::can_be_stopped)
}

/// What it tells of.
pub(crate) fn notices(of: &[Matter]) -> impl Iterator<Item = &Notice> {
    of.iter().filter_map(|one| match one {
        Matter::Notice(notice) => Some(notice),
        Matter::Text(_) => None,
    })
}

/// The subject and the text of a message.
pub(crate) fn write(
    of: &[Matter],
    to: &Addressee<'_>,
    stop: Option<&WayToStop>,
) -> (String, String) {
    if let Some(Matter::Text(text)) = of.first() {
        return text.write(to);
    }
    let mut all: Vec<_> = notices(of).collect();
    all.sort_by_key(|notice| notice.at());
    (subject(&all, to), text(&all, to, stop))
}

/// What happened, of several things the first.
fn subject(of: &[&Notice], to: &Addressee<'_>) -> String {
    let mut told: Vec<_> = of.iter().map(|notice| notice.told(to.words)).collect();
    told.dedup();
    let first = told.first().map_or("", String::as_str);
    let more = told.len().saturating_sub(1).to_string();
    let with = [("site", to.site), ("what", first), ("n", &more)];
    let key = match told.len() {
        0 | 1 => "outbox-subject",
        _ => "outbox-subject-more",
    };
    to.words.with(key, &with)
}

fn text(of: &[&Notice], to: &Addressee<'_>, stop: Option<&WayToStop>) -> String {
    let words = to.words;
    let mut parts = Vec::new();
    // What has happened again stands there once, with each time.
    for same in of.chunk_by(|a, b| a.is_like(b)) {
        let Some(first) = same.first() else { continue };
        let mut lines = vec![first.told(words), first.particulars(words)];
        lines.extend(times(same).map(|one| {
            let when = words.moment(one.at());
            words.with("outbox-when", &[("when", &when)])
        }));
        if same.len() > EACH {
            let n = i64::try_from(same.len()).unwrap_or(i64::MAX);
            lines.push(words.n("outbox-times", n));
        }
        lines.push(place(first, words));
        lines.retain(|line| !line.is_empty());
        parts.push(lines.join("\n"));
    }
    // Several may have one mailbox.
    parts.push(words.with("outbox-account", &[("name", to.account)]));
    parts.push(closing(of, to, stop));
    parts.join("\n\n")
}

/// Those of which the time is told: of many the first and the last.
fn times<'a>(same: &'a [&'a Notice]) -> impl Iterator<Item = &'a Notice> {
    let last = same.len().saturating_sub(1);
    let is_told = move |place: usize| last < EACH || place == 0 || place == last;
    let all = same.iter().enumerate();
    all.filter(move |(place, _)| is_told(*place))
        .map(|(_, one)| *one)
}

/// From where it was done, as far as that is known.
fn place(of: &Notice, words: &Words) -> String {
    if of.address.is_empty() {
        return String::new();
    }
    let browser = browser::Browser::read(&of.agent).words(words);
    let with = [("browser", browser.as_str()), ("address", &of.address)];
    words.with("outbox-from", &with)
}

/// What to do if it wasn't them.
fn closing(of: &[&Notice], to: &Addressee<'_>, stop: Option<&WayToStop>) -> String {
    let words = to.words;
    if let Some(stop) = stop {
        let link = format!("{}{}", to.origin, stop.path);
        let with = [("link", link.as_str()), ("letters", &stop.letters)];
        return words.with("outbox-stop", &with);
    }
    let of = of.first().and_then(|first| first.action());
    let own = of.map(|action| format!("outbox-{}-closing", action.word().replace('.', "-")));
    let own = own.filter(|key| words.has(key));
    words.t(own.as_deref().unwrap_or("outbox-not-you"))
}
