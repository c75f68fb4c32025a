//! What the program behind is told of who is there: every header, always, so that none comes through from
//! outside (L41).

use door::Subject;
use http::{HeaderMap, HeaderName, HeaderValue};

const NAMES: [HeaderName; 6] = [
    HeaderName::from_static("remote-user"),
    HeaderName::from_static("remote-name"),
    HeaderName::from_static("remote-email"),
    HeaderName::from_static("remote-groups"),
    HeaderName::from_static("countersign-id"),
    // Nothing is signed yet. Without it Caddy would write the name of a variable in its place.
    HeaderName::from_static("countersign-assertion"),
];

/// Adds the identity headers, empty where nobody is to be told of.
pub(super) fn add(headers: &mut HeaderMap, who: Option<&Subject>) {
    let values = match who {
        Some(who) => {
            let groups: Vec<String> = who.groups.iter().map(ToString::to_string).collect();
            [
                who.name.clone(),
                who.display_name.clone(),
                who.email.clone().unwrap_or_default(),
                groups.join(","),
                who.id.to_string(),
                String::new(),
            ]
        }
        None => <[String; 6]>::default(),
    };
    for (name, value) in NAMES.into_iter().zip(values) {
        headers.insert(name, readable(&value));
    }
}

/// A value without control characters; what no header takes is empty.
fn readable(text: &str) -> HeaderValue {
    let clean: String = text.chars().filter(|c| !c.is_control()).collect();
    HeaderValue::from_bytes(clean.as_bytes()).unwrap_or_else(|_| HeaderValue::from_static(""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn l41_every_header_is_there_for_nobody_too() {
        let mut headers = HeaderMap::new();
        add(&mut headers, None);
        for name in NAMES {
            assert_eq!(
                headers
                    .get_all(&name)
                    .iter()
                    .map(HeaderValue::as_bytes)
                    .collect::<Vec<_>>(),
                [b""]
            );
        }
    }

    #[test]
    fn no_value_holds_control_characters() {
        assert_eq!(
            readable("Åsa\r\nX: 1\u{85}").as_bytes(),
            "ÅsaX: 1".as_bytes()
        );
    }
}
