//! The top level of an object in JSON, as fields: what lies deeper is passed over, and takes no room.

use std::fmt;

use domain::Form;
use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, de};

use super::MOST_FIELDS;

/// The fields of an object; none where it is no object, or has too many.
pub(super) fn top_level(bytes: &[u8]) -> Form {
    serde_json::from_slice::<Object>(bytes).map_or_else(|_| Form::default(), |object| object.0)
}

struct Object(Form);

impl<'de> Deserialize<'de> for Object {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(Fields).map(Self)
    }
}

struct Fields;

impl<'de> Visitor<'de> for Fields {
    type Value = Form;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Form, M::Error> {
        let mut fields = Vec::new();
        while let Some((name, value)) = map.next_entry::<String, Plain>()? {
            if fields.len() >= MOST_FIELDS {
                return Err(de::Error::custom("too many fields"));
            }
            fields.extend(value.0.map(|value| (name, value)));
        }
        Ok(Form::new(fields))
    }
}

/// A value as a form would have it; none where it is nothing, or more than one.
struct Plain(Option<String>);

impl<'de> Deserialize<'de> for Plain {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Value)
    }
}

struct Value;

impl Value {
    fn of<E>(value: impl ToString) -> Result<Plain, E> {
        Ok(Plain(Some(value.to_string())))
    }
}

impl<'de> Visitor<'de> for Value {
    type Value = Plain;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_str<E>(self, text: &str) -> Result<Plain, E> {
        Self::of(text)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Plain, E> {
        Self::of(value)
    }

    fn visit_i64<E>(self, value: i64) -> Result<Plain, E> {
        Self::of(value)
    }

    fn visit_u64<E>(self, value: u64) -> Result<Plain, E> {
        Self::of(value)
    }

    fn visit_f64<E>(self, value: f64) -> Result<Plain, E> {
        Self::of(value)
    }

    fn visit_unit<E>(self) -> Result<Plain, E> {
        Ok(Plain(None))
    }

    fn visit_seq<S: SeqAccess<'de>>(self, mut all: S) -> Result<Plain, S::Error> {
        while all.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Plain(None))
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Plain, M::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Plain(None))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_at_the_top_is_read_and_nothing_else() {
        let read = |text: &str| {
            let form = top_level(text.as_bytes());
            form.all("status").map(str::to_owned).collect::<Vec<_>>()
        };
        for (text, status) in [
            (r#"{"status": "failed", "to": "1"}"#, &["failed"][..]),
            (
                r#"{"to": {"status": "failed"}, "error": [1, {"a": []}], "status": "å"}"#,
                &["å"],
            ),
            (r#"{"status": 5}"#, &["5"]),
            (r#"{"status": -5}"#, &["-5"]),
            (r#"{"status": true}"#, &["true"]),
            (r#"{"status": null}"#, &[]),
            (r#"{"status": ["failed"]}"#, &[]),
            (r#"{"status": {"failed": 1}}"#, &[]),
            (r#"{"status": "failed"} more"#, &[]),
            (r#"{"status": "failed""#, &[]),
            (r#"[{"status": "failed"}]"#, &[]),
            (r#""status""#, &[]),
            ("", &[]),
        ] {
            assert_eq!(read(text), status, "{text}");
        }
        let deep = format!("{{\"a\": {}1{}}}", "[".repeat(9_000), "]".repeat(9_000));
        assert!(read(&deep).is_empty());
        let many: String = (0..MOST_FIELDS).map(|n| format!("\"{n}\": 1, ")).collect();
        assert!(read(&format!("{{{many}\"status\": 1}}")).is_empty());
    }
}
