//! One message of what happened to an account: of one thing, or of all that follows from one act, or of what has
//! happened again meanwhile; and how to stop it.

use domain::event::Action;
use look::browser;
use look::words::Words;

use super::notice::Notice;
use super::{Addressee, Matter};

/// How many different things a message tells of; of those beyond it says how many there are.
const BLOCKS: usize = 10;

/// Up to how many times of each it tells; of more the first, the last, and how many.
const EACH: usize = 3;

/// How the owner stops what a message tells of.
pub(crate) enum WayToStop {
    /// By a link to a page, and what is to be typed there.
    Link { path: String, letters: String },
    /// By these characters, typed under "Can't sign in?". A text message has no link: that looks like the fraud that it
    /// warns of.
    Characters(String),
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
pub(super) fn subject(of: &[&Notice], to: &Addressee<'_>) -> String {
    let mut told: Vec<String> = Vec::new();
    for one in of.iter().map(|notice| notice.told(to.words)) {
        if !told.contains(&one) {
            told.push(one);
        }
    }
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
    let alike = alike(of);
    for same in alike.iter().take(BLOCKS) {
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
    if let Some(more) = alike.len().checked_sub(BLOCKS).filter(|more| *more > 0) {
        let n = i64::try_from(more).unwrap_or(i64::MAX);
        parts.push(words.n("outbox-more", n));
    }
    // Several may have one mailbox.
    parts.push(words.with("outbox-account", &[("name", to.account)]));
    parts.push(closing(of, to, stop));
    parts.join("\n\n")
}

/// What has happened again stands there once, with each time. Where there is too much for a message, what was added
/// goes before all else.
fn alike<'a>(of: &[&'a Notice]) -> Vec<Vec<&'a Notice>> {
    let mut all: Vec<Vec<&Notice>> = Vec::new();
    for one in of {
        let same = |same: &&mut Vec<&Notice>| same.first().is_some_and(|first| first.is_like(one));
        match all.iter_mut().find(same) {
            Some(same) => same.push(one),
            None => all.push(vec![one]),
        }
    }
    if all.len() > BLOCKS {
        all.sort_by_key(|same| same.iter().all(|one| one.added.is_none()));
    }
    all
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
    if let Some(WayToStop::Link { path, letters }) = stop {
        let link = format!("{}{path}", to.origin);
        let with = [("link", link.as_str()), ("letters", letters)];
        return words.with("outbox-stop", &with);
    }
    let mut actions = of.iter().map(|notice| notice.action());
    let first = actions.next().flatten();
    let own = match of
        .iter()
        .any(|notice| notice.action() == Some(Action::NotMe))
    {
        true => Some(Action::NotMe),
        // What may be said of one thing may be untrue of another.
        false => first.filter(|first| actions.all(|other| other == Some(*first))),
    };
    let own = own.map(|action| format!("outbox-{}-closing", action.word().replace('.', "-")));
    let own = own.filter(|key| words.has(key));
    words.t(own.as_deref().unwrap_or("outbox-not-you"))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use domain::event::Outcome;
    use domain::{Language, Timestamp};
    use factors::Registry;
    use look::words::Catalogue;

    use super::*;

    /// What is said of these, a second after each other.
    fn said(actions: &[Action]) -> String {
        let texts = crate::texts(&Registry::built_in());
        let catalogue = Arc::new(Catalogue::new(&texts).unwrap());
        let words = Words::new(catalogue, Language::FIRST, "UTC");
        let matter = |(n, action): (i64, &Action)| {
            let at = Timestamp::from_seconds(1_796_040_000 + n);
            let outcome = action.ends().told()[0];
            Matter::Notice(Notice::sample(*action, outcome, at))
        };
        let all: Vec<_> = (0..).zip(actions).map(matter).collect();
        let to = Addressee {
            words: &words,
            account: "anna",
            site: "Example",
            origin: "https://id.example.org",
        };
        write(&all, &to, None).1
    }

    #[test]
    fn what_may_be_said_of_one_thing_is_not_said_of_several() {
        use Action as A;
        for (actions, says) in [
            (&[A::EmailTried][..], "Nothing has changed"),
            (&[A::EmailTried, A::EmailTried], "Nothing has changed"),
            (&[A::EmailTried, A::EmailMain], "Look under Activity"),
            (&[A::PasswordForgotten], "your password stays"),
            (
                &[A::PasswordForgotten, A::PasswordReset],
                "Look under Activity",
            ),
            (&[A::EmailTried, A::NotMe], "Now choose a new password"),
            (&[A::PasswordChanged], "Look under Activity"),
        ] {
            let text = said(actions);
            assert!(text.contains(says), "{actions:?}: {text}");
        }
    }

    #[test]
    fn of_too_much_for_a_message_the_rest_is_counted() {
        let told = |action: &&Action| action.ends().told() == [Outcome::Done];
        let many: Vec<Action> = Action::ALL.iter().filter(told).copied().take(13).collect();
        let text = said(&many);
        assert_eq!(text.matches("When: ").count(), BLOCKS, "{text}");
        assert!(text.contains("And 3 more things"), "{text}");
        let again = said(&[Action::EmailAdded, Action::EmailRemoved].repeat(40));
        assert_eq!(
            (
                again.matches("When: ").count(),
                again.matches("40 times").count()
            ),
            (4, 2),
            "{again}"
        );
    }
}
