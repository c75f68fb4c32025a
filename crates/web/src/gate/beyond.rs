//! What is said to who holds a device password that isn't enough for a host: the true cause, since who has the
//! right secret learns nothing by it.

use domain::Assurance;
use domain::gate::{Target, Why};

use super::challenge;
use crate::asked::Asked;

/// What helps who holds a device password that isn't enough.
pub(super) fn help(asked: &Asked, target: &Target, why: Why, made_with: Assurance) -> String {
    let public = &asked.web.address().origin;
    let key = match why {
        Why::DevicePassword if made_with < Assurance::TwoFactor => "entrance-device-made-with-less",
        Why::DevicePassword => "entrance-device-never",
        _ => return challenge::help(public),
    };
    let host = target.origin().authority.to_string();
    let values = [("host", host.as_str()), ("public", public)];
    asked.words.with(key, &values)
}
