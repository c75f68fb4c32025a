//! The number that messages go to: read as people write it, and looked at again whenever one is sent.

use domain::phone::{Country, Phone, Unreachable, home};
use domain::setting::Settings;
use domain::{Refusal, Secret};

/// Reads a number that somebody typed, where messages go to it.
///
/// # Errors
/// [`Refusal::InvalidNumber`], [`Refusal::NumberNotMobile`], [`Refusal::NumberElsewhere`].
pub(super) fn typed(settings: &Settings, typed: &str) -> Result<Phone, Refusal> {
    let home = home(settings).ok_or(Refusal::InvalidNumber)?;
    let phone = Phone::read(typed, home).map_err(|why| match why {
        Unreachable::NotMobile => Refusal::NumberNotMobile,
        Unreachable::NotANumber | Unreachable::UnknownCountry | Unreachable::WrongLength => {
            Refusal::InvalidNumber
        }
    })?;
    is_allowed(settings, &phone)?;
    Ok(phone)
}

/// Why nothing is sent to a number that was confirmed once; nothing where it is.
pub(super) fn refused(settings: &Settings, kept: &str) -> Option<Refusal> {
    let phone = Phone::kept(kept).ok_or(Refusal::NumberNotMobile);
    phone.and_then(|phone| is_allowed(settings, &phone)).err()
}

/// A number that was confirmed once, as it is put into a request; none where nothing is sent to it.
pub(super) fn to_dial(settings: &Settings, kept: &str) -> Option<Secret<String>> {
    // What was kept is looked at once more: nothing else is put into a request.
    let phone = Phone::kept(kept).filter(|phone| is_allowed(settings, phone).is_ok());
    phone.map(|phone| Secret::new(phone.as_str().to_owned()))
}

fn is_allowed(settings: &Settings, phone: &Phone) -> Result<(), Refusal> {
    let all = allowed(settings);
    // Countries that share a calling code may share what tells their numbers apart, too.
    if all.contains(&phone.country()) {
        return Ok(());
    }
    let named = |country: &Country| format!("{} ({})", country.calling_code(), country.as_str());
    let mut codes: Vec<_> = all.iter().map(named).collect();
    codes.sort();
    codes.dedup();
    Err(Refusal::NumberElsewhere(codes.join(", ")))
}

/// The countries to whose numbers text messages go; the home country alone where none is set.
fn allowed(settings: &Settings) -> Vec<Country> {
    let set = settings.list("text_message.countries").iter();
    let set: Vec<_> = set.filter_map(|letters| Country::read(letters)).collect();
    match set.is_empty() {
        true => home(settings).into_iter().collect(),
        false => set,
    }
}
