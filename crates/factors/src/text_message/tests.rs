//! What is typed as a number, and what of it is taken.

use domain::Refusal;
use domain::phone::Phone;
use domain::setting::{Settings, Value};

use super::number::{refused, typed};

fn of(country: &str, allowed: &[&str]) -> Settings {
    let mut settings = Settings::default();
    settings.set("site.country", Value::Text(country.to_owned()));
    let allowed = allowed.iter().map(|one| (*one).to_owned()).collect();
    settings.set("text_message.countries", Value::List(allowed));
    settings
}

#[test]
fn a_number_is_taken_in_any_usual_form_where_messages_go_to_its_country() {
    let elsewhere = |codes: &str| Err(Refusal::NumberElsewhere(codes.to_owned()));
    let is = |number: &str| Ok(number.to_owned());
    for (country, allowed, written, taken) in [
        ("SE", &[][..], "070-123 45 67", is("+46701234567")),
        ("SE", &[], "+46 70 123 45 67", is("+46701234567")),
        ("SE", &[], "0046701234567", is("+46701234567")),
        ("SE", &[], "+47 406 12 345", elsewhere("+46 (SE)")),
        ("SE", &["NO"], "070-123 45 67", elsewhere("+47 (NO)")),
        (
            "SE",
            &["no", "SE", "US", "CA"],
            "+47 406 12 345",
            is("+4740612345"),
        ),
        (
            "SE",
            &["NO", "SE", "US", "CA"],
            "+44 7400 123456",
            elsewhere("+1 (CA), +1 (US), +46 (SE), +47 (NO)"),
        ),
        // Costs extra.
        ("SE", &[], "0900 123 45 67", Err(Refusal::NumberNotMobile)),
        ("SE", &[], "08-123 456 78", Err(Refusal::NumberNotMobile)),
        ("SE", &[], "070", Err(Refusal::InvalidNumber)),
        ("SE", &[], "", Err(Refusal::InvalidNumber)),
        ("SE", &[], "ring mig", Err(Refusal::InvalidNumber)),
        ("Sweden", &[], "070-123 45 67", Err(Refusal::InvalidNumber)),
    ] {
        let read = typed(&of(country, allowed), written);
        let read = read.map(|phone| phone.as_str().to_owned());
        assert_eq!(read, taken, "{written} in {country}, to {allowed:?}");
    }
}

#[test]
fn what_is_kept_is_looked_at_again_before_it_is_used() {
    for (kept, taken) in [
        ("+46701234567", None),
        ("+47 406 12 345", Some(Refusal::NumberNotMobile)),
        (
            "+4740612345",
            Some(Refusal::NumberElsewhere("+46 (SE)".to_owned())),
        ),
        ("+46701234567&from=x", Some(Refusal::NumberNotMobile)),
        ("", Some(Refusal::NumberNotMobile)),
    ] {
        assert_eq!(refused(&of("SE", &[]), kept), taken, "{kept}");
    }
    assert_eq!(Phone::kept("+46701234567").unwrap().masked(), "•••• 45 67");
}
