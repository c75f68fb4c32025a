//! What stands in a text message: the code, whose it is, and last the line by which the browser knows whose page it is
//! for (WebOTP). It fits into one message, which is what one pays for.

use domain::gate::Origin;
use domain::{Secret, gsm7};

use super::factor::WAY;
use crate::Context;
use crate::delivered::Filling;

/// The most characters of a message with a character in it that the seven-bit alphabet hasn't got.
const WIDE: usize = 70;

/// What the text is filled with, by name.
pub(super) fn with(at: &Context<'_>, code: &str) -> Filling {
    let host = host(at.settings.text("public_url"));
    let (start, end) = code.split_at_checked(4).unwrap_or((code, ""));
    let shown = format!("{start} {end}");
    let line = format!("@{host} #{code}");
    // Its reader may have another language by the time that it leaves.
    let rests = at.words.languages().iter().map(|language| {
        let words = at.words.in_language(*language);
        let with = [("code", &*shown), ("from", ""), ("line", &line)];
        words.with(WAY.letter, &with)
    });
    let from = rests.map(|rest| named(at.site, &host, &rest));
    let from = from.min_by_key(String::len).unwrap_or_default();
    [("from", from), ("code", shown), ("line", line)]
        .map(|(name, text)| (name, Secret::new(text)))
        .into()
}

/// The host of an address, without its port.
fn host(url: &str) -> String {
    let origin = Origin::read(url);
    origin.map_or_else(
        |_| String::new(),
        |origin| origin.authority.host().to_owned(),
    )
}

/// The site's name as far as it fits beside the rest of a message; its host where the name would make the message
/// dearer.
fn named(site: &str, host: &str, rest: &str) -> String {
    let Some(room) = gsm7::septets(rest).map(|rest| gsm7::MOST.saturating_sub(rest)) else {
        // A language of another alphabet: nothing is gained by the host.
        let room = WIDE.saturating_sub(rest.encode_utf16().count());
        return site.chars().take(room).collect();
    };
    let site = gsm7::within(site, room).unwrap_or(host);
    gsm7::within(site, room).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sites_name_is_cut_to_what_fits_and_never_makes_a_message_dearer() {
        let host = "id.example.org";
        let rest = "x".repeat(150);
        for (site, rest, shown) in [
            ("Åsas kafé", "", "Åsas kafé"),
            ("Åsas kafé", &*rest, "Åsas kafé"),
            ("Åsas lilla kafé", &*rest, "Åsas lilla"),
            ("Łódź", "", host),
            ("Łódź", &*rest, "id.example"),
            ("☕ Åsas kafé", "", host),
            ("[Åsa]", &*"x".repeat(159), ""),
            ("Łódź", "код", "Łódź"),
            ("Łódź", &*"к".repeat(68), "Łó"),
        ] {
            assert_eq!(named(site, host, rest), shown, "{site}");
        }
    }

    #[test]
    fn the_host_has_no_port() {
        for (url, shown) in [
            ("https://id.example.org", "id.example.org"),
            ("https://id.example.org:8443", "id.example.org"),
            ("http://localhost:8080", "localhost"),
            ("", ""),
        ] {
            assert_eq!(host(url), shown);
        }
    }
}
