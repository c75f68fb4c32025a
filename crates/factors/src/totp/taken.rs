//! What an app takes: the QR code, the secret as text, and what the phone is called; and the card that says
//! what an app is.

use askama::Template;
use domain::Stop;
use look::fragment::Fragment;
use look::words::Words;

use super::factor::KIND;
use crate::oath::{Parameters, Shared};
use crate::{Card, Context, Standing};

#[derive(Template)]
#[template(path = "totp/help.html")]
struct Help<'a> {
    w: &'a Words,
}

/// What an app takes: the QR code, and the secret as text.
#[derive(Template)]
#[template(path = "totp/taken.html")]
struct Taken<'a> {
    w: &'a Words,
    account: &'a str,
    site: &'a str,
    qr: Fragment,
    uri: String,
    secret: String,
    algorithm: &'static str,
    digits: u8,
    period: u32,
}

/// What it is, and which apps there are.
pub(super) fn card(at: &Context<'_>) -> Result<Card, Stop> {
    let help = Fragment::of(&Help { w: at.words })?;
    Ok(Card::plain(&KIND, at.words).with(help))
}

/// After so many wrong codes the secret isn't shown once more: whoever hasn't scanned it by then begins anew.
pub(super) const SHOWN_AFTER: u8 = 3;

/// What an app takes, drawn.
pub(super) fn taken(
    at: &Context<'_>,
    standing: &Standing,
    shared: &Shared,
) -> Result<Fragment, Stop> {
    let Parameters { algorithm, digits } = shared.parameters;
    let uri = shared.uri(at.site, &standing.owner.name);
    Ok(Fragment::of(&Taken {
        w: at.words,
        account: &standing.owner.name,
        site: at.site,
        qr: look::picture::qr(&uri, &at.words.t("totp-qr-label"))?,
        secret: shared.grouped(),
        uri,
        algorithm: algorithm.name(),
        digits,
        period: shared.moves.period().unwrap_or_default(),
    })?)
}

/// What somebody's phone is called until they say otherwise: theirs, where their name is one word of letters.
pub(super) fn own_phone(words: &Words, owner: &str) -> String {
    let mut letters = owner.chars();
    let Some(first) = letters
        .next()
        .filter(|_| owner.chars().all(char::is_alphabetic))
    else {
        return words.t("totp-default-name");
    };
    let name: String = first.to_uppercase().chain(letters).collect();
    let key = match name.to_lowercase().ends_with(['s', 'x', 'z']) {
        true => "totp-phone-of-hissing",
        false => "totp-phone-of",
    };
    words.with(key, &[("name", &name)])
}
