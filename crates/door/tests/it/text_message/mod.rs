//! Codes by text message: what is sent where, how often, and what it costs at most.

mod codes;
mod limits;
mod numbers;
mod pumping;
mod races;
mod waiting;

use domain::setting::{Settings, Value};
use domain::{Form, Kind, Language, Stop};
use door::{At, Config, Door, Pending};
use factors::Registry;
use testing::Place;
use testing::drivers::{Inbox, add_number};
use testing::people::*;

/// A text message.
pub const KIND: Kind = Kind::of("text-message");

/// A number of the site's country.
pub const NUMBER: &str = "070-123 45 67";

/// What a site says of text messages: where it is, and to which countries it sends.
pub fn set(settings: &mut Settings, country: &str, to: &[&str]) {
    settings.set("site.country", Value::Text(country.to_owned()));
    let to = to.iter().map(|one| (*one).to_owned()).collect();
    settings.set("text_message.countries", Value::List(to));
    let url = Value::Text("https://id.example.org".to_owned());
    settings.set("public_url", url);
}

/// A site in Sweden.
pub fn swedish(config: &mut Config) {
    set(&mut config.settings, "SE", &[]);
}

/// A door of that site, whose messages are read by the test.
pub async fn house(place: &Place) -> Door {
    place.door_asking(Registry::built_in(), swedish).await
}

/// Somebody who gets text messages at these numbers, signed in an hour ago.
pub async fn with_numbers<const N: usize>(
    place: &Place,
    door: &Door,
    name: &str,
    numbers: [&str; N],
) -> (Browser, [Inbox; N]) {
    let mut browser = Browser::new("192.0.2.1");
    add(door, name, false).await;
    session(door, name, &mut browser).await;
    let mut phones = Vec::new();
    for number in numbers {
        let live = browser.live(door).await;
        let (who, number) = ((name, &mut browser), international(number));
        phones.push(add_number((place, door), who, At::Settings(&live), &number).await);
    }
    place.clock().advance(domain::Span::minutes(61));
    let phones: Result<[Inbox; N], _> = phones.try_into();
    (browser, phones.unwrap_or_else(|_| panic!("as many phones")))
}

/// The same at one number.
pub async fn with_number(place: &Place, door: &Door, name: &str, number: &str) -> (Browser, Inbox) {
    let (browser, [phone]) = with_numbers(place, door, name, [number]).await;
    (browser, phone)
}

/// A Swedish number as the rest of the world dials it.
fn international(number: &str) -> String {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    format!("+46{}", digits.trim_start_matches('0'))
}

/// Has a code sent, to the number that was used last.
pub async fn ask(door: &Door, waiting: &Pending, browser: &Browser) -> Result<(), Stop> {
    ask_at(door, waiting, browser, &Form::default()).await
}

/// Has one sent to the number that the form names.
pub async fn ask_at(
    door: &Door,
    waiting: &Pending,
    browser: &Browser,
    form: &Form,
) -> Result<(), Stop> {
    let words = door.words(Language::FIRST, "");
    door.ask(waiting, &KIND, form, &words, &browser.seen)
        .await?;
    door.send_messages().await.map(drop)
}

/// How many text messages have left.
pub fn sent(place: &Place) -> usize {
    place.letters().count(|address| address.starts_with('+'))
}

/// What stands between these in a text.
pub fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    let (_, rest) = text.split_once(from).unwrap();
    rest.split_once(to).unwrap().0
}
