//! The same of what happened in a text message: one segment, which is what one pays for, and nothing in it that a
//! telephone would make a link of.

use domain::{Span, Timestamp, gsm7};
use look::browser::Browser;

use super::notice::Notice;
use super::telling::{self, WayToStop};
use super::{Addressee, Matter};

/// What happened within this time is told by the hour alone.
const TODAY: Span = Span::hours(12);

/// The text of a message.
pub(crate) fn write(
    of: &[Matter],
    to: &Addressee<'_>,
    stop: Option<&WayToStop>,
    now: Timestamp,
) -> String {
    let mut all: Vec<_> = telling::notices(of).collect();
    all.sort_by_key(|notice| notice.at());
    let words = to.words;
    let closing = match stop {
        Some(WayToStop::Characters(characters)) => {
            words.with("outbox-text-stop", &[("characters", characters)])
        }
        Some(WayToStop::Link { .. }) | None => words.t("outbox-text-not-you"),
    };
    let site = plain(to.site, to.origin);
    let said = |site: &str, all: &[&Notice], facts: &[String]| {
        let happened = telling::subject(all, &Addressee { site, ..*to });
        let parts = [&[happened][..], facts].concat();
        plain_marks(&format!("{}. {closing}", parts.join(", ")))
    };
    let (mut all, mut facts) = (all.as_slice(), facts(&all, to, now));
    while septets(&said(&site, all, &facts)) > gsm7::MOST {
        // That there is more stands on the page as well.
        if facts.pop().is_none() {
            all = all.get(..1).unwrap_or_default();
            break;
        }
    }
    let beyond = septets(&said(&site, all, &facts)).saturating_sub(gsm7::MOST);
    let room = septets(&site).saturating_sub(beyond);
    let site = gsm7::within(&site, room).unwrap_or_default();
    said(site, all, &facts)
}

/// A text with the quotation marks and dashes that text messages have.
fn plain_marks(text: &str) -> String {
    let text = text.replace(['“', '”'], "\"").replace(['‘', '’'], "'");
    text.replace(['–', '—'], "-")
}

/// How many septets a text takes. What isn't in the alphabet, as in a language with letters of its own, makes a message
/// of several segments whatever is left out.
fn septets(text: &str) -> usize {
    gsm7::septets(text).unwrap_or_default()
}

/// Where and when it happened, and to whose account, since several may have one telephone: what is told as far as there
/// is room.
fn facts(of: &[&Notice], to: &Addressee<'_>, now: Timestamp) -> Vec<String> {
    let (words, mut facts) = (to.words, Vec::new());
    let Some(first) = of.first() else {
        return facts;
    };
    if !first.address.is_empty() {
        facts.push(Browser::read(&first.agent).words(words));
    }
    facts.push(match now.since(first.at()) < TODAY {
        true => words.minute(first.at()),
        false => words.moment(first.at()),
    });
    facts.push(words.with("outbox-text-account", &[("name", &plain(to.account, ""))]));
    facts
}

/// A site's name with nothing in it that looks like an address; its host's where text messages haven't got its letters.
fn plain(site: &str, origin: &str) -> String {
    let host = origin.split_once("://").map_or(origin, |(_, host)| host);
    let known = |c: &char| gsm7::septets(c.encode_utf8(&mut [0; 4])).is_some();
    let of = |text: &str| {
        let text = text.replace(['.', '/', ':', '@'], " ");
        let text: String = text.chars().filter(known).collect();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let name = match site.chars().all(|c| known(&c) || !c.is_alphabetic()) {
        true => of(site),
        false => String::new(),
    };
    if name.is_empty() { of(host) } else { name }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use domain::Language;
    use domain::event::{Action, Tells};
    use factors::Registry;
    use look::words::{Catalogue, Words};

    use super::*;

    const AT: Timestamp = Timestamp::from_seconds(1_796_040_000);

    fn words(language: Language) -> Words {
        let catalogue = Catalogue::new(&crate::texts(&Registry::built_in())).unwrap();
        Words::new(Arc::new(catalogue), language, "Europe/Stockholm")
    }

    fn said(actions: &[Action], site: &str, language: Language, stops: bool) -> String {
        let words = words(language);
        let to = Addressee {
            words: &words,
            account: "anna",
            site,
            origin: "https://id.example.org",
        };
        let of =
            |action: &Action| Matter::Notice(Notice::sample(*action, action.ends().told()[0], AT));
        let all: Vec<_> = actions.iter().map(of).collect();
        let stop = WayToStop::Characters("7KQ4-M2XR".to_owned());
        write(&all, &to, stops.then_some(&stop), AT)
    }

    /// Everything that somebody is told of, alone and with something else.
    fn told() -> Vec<Vec<Action>> {
        let all = Action::ALL.iter().copied();
        let told = all.filter(|action| action.tells() != Tells::Nobody);
        told.flat_map(|action| [vec![action], vec![action, Action::FactorAdded]])
            .collect()
    }

    #[test]
    fn whatever_happens_fits_into_one_message_without_a_link_in_each_language() {
        let long = "Föreningen Åsas lilla kafé på hörnet i Ytterviken";
        for language in Language::ALL {
            for (site, stops) in [("Example", true), (long, true), (long, false)] {
                for actions in told() {
                    let text = said(&actions, site, language, stops);
                    let takes = gsm7::septets(&text);
                    assert!(
                        takes.is_some_and(|takes| takes <= gsm7::MOST),
                        "{takes:?}: {text}"
                    );
                    let dotted = |word: &str| word.trim_end_matches('.').contains(['.', '/']);
                    let time = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
                    assert!(
                        !text.split(' ').any(|word| dotted(word) && !time(word)),
                        "{text}"
                    );
                    assert_eq!(text.contains("7KQ4-M2XR"), stops, "{text}");
                    assert!(!text.contains(['⟦', '{', '$']), "{text}");
                    let named = text.split(':').next().unwrap();
                    assert!(site.starts_with(named) && named.len() >= 7, "{text}");
                }
            }
        }
    }

    #[test]
    fn as_much_is_told_as_there_is_room_for() {
        let actions = [Action::SignInNewBrowser];
        let text = said(&actions, "Example", Language::FIRST, true);
        assert!(
            text.starts_with("Example: Signed in from a new browser, Firefox on Linux, "),
            "{text}"
        );
        let several = [
            Action::SignInNewBrowser,
            Action::FactorAdded,
            Action::FactorAdded,
        ];
        let text = said(&several, "Example", Language::FIRST, true);
        assert!(text.contains("and 1 more"), "{text}");
    }

    #[test]
    fn a_sites_name_holds_nothing_that_a_telephone_makes_a_link_of() {
        let origin = "https://id.example.org";
        for (site, shown) in [
            ("Åsas kafé", "Åsas kafé"),
            ("example.org", "example org"),
            ("☕ Kafé", "Kafé"),
            ("Łódź", "id example org"),
            ("☕", "id example org"),
        ] {
            assert_eq!(plain(site, origin), shown);
        }
    }
}
