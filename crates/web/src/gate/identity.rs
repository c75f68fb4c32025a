//! What the program behind is told of who is there: every header, always, so that none comes through from
//! outside (L41).

use domain::account::GroupName;
use door::Subject;
use http::{HeaderMap, HeaderValue};

use crate::rules::headers::IDENTITY;

/// Writes who is there, with their assertion, into the headers that stand empty in every such answer.
pub(super) fn tell(headers: &mut HeaderMap, who: &Subject, assertion: &str) {
    let groups: Vec<&str> = who.groups.iter().map(GroupName::as_str).collect();
    let values = [
        &who.name,
        &who.display_name,
        who.email.as_deref().unwrap_or_default(),
        &groups.join(","),
        &who.id.to_string(),
        assertion,
    ];
    for (name, value) in IDENTITY.into_iter().zip(values) {
        headers.insert(name, readable(value));
    }
}

/// A value without control characters; what no header takes is empty.
fn readable(text: &str) -> HeaderValue {
    let value = if text.contains(char::is_control) {
        HeaderValue::try_from(text.replace(char::is_control, ""))
    } else {
        HeaderValue::from_bytes(text.as_bytes())
    };
    value.unwrap_or_else(|_| HeaderValue::from_static(""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_value_holds_control_characters() {
        assert_eq!(
            readable("Åsa\r\nX: 1\u{85}").as_bytes(),
            "ÅsaX: 1".as_bytes()
        );
    }
}
