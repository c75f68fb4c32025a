//! Values of every type: from TOML, from the text of a variable or flag, and the half sentence
//! that says what one must be. A secret's value never stands in such a sentence.

use std::collections::BTreeMap;

use domain::setting::{Setting, Type, Value};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Why a value isn't what its row asks for, and at which byte of the file that stands.
pub(super) struct ValueError {
    pub(super) at: usize,
    pub(super) why: String,
}

/// Reads a TOML value; tables are read by [`super::tables`].
pub(super) fn from_toml(row: &Setting, value: &Spanned<DeValue<'_>>) -> Result<Value, ValueError> {
    let wrong = |value: &Spanned<DeValue<'_>>| ValueError {
        at: value.span().start,
        why: must_be(row, &shown(value.get_ref())),
    };
    let read = match (row.holds, value.get_ref()) {
        (Type::Text, DeValue::String(text)) => Some(Value::Text(text.to_string())),
        (Type::Word(_), DeValue::String(text)) => of_text(row, text),
        (Type::Number(..), DeValue::Integer(_)) => whole(value.get_ref())
            .filter(|n| fits(row, *n))
            .map(Value::Number),
        (Type::Switch, DeValue::Boolean(on)) => Some(Value::Switch(*on)),
        (Type::List, DeValue::Array(items)) => {
            let mut list = Vec::new();
            for item in items.iter() {
                let DeValue::String(text) = item.get_ref() else {
                    return Err(wrong(item));
                };
                list.push(text.to_string());
            }
            Some(Value::List(list))
        }
        (Type::Numbers, DeValue::Table(table)) => {
            let mut numbers = BTreeMap::new();
            for (name, number) in table.iter() {
                let read = whole(number.get_ref())
                    .filter(|n| *n >= 0)
                    .ok_or_else(|| wrong(number))?;
                numbers.insert(name.get_ref().to_string(), read);
            }
            Some(Value::Numbers(numbers))
        }
        _ => None,
    };
    read.ok_or_else(|| wrong(value))
}

/// Reads the text of a variable or a flag; lists stand with commas between.
pub(super) fn from_text(row: &Setting, text: &str) -> Result<Value, String> {
    if matches!(row.holds, Type::Tables(_)) {
        return Err(format!("can stand in the file alone, as [[{}]].", row.key));
    }
    of_text(row, text).ok_or_else(|| must_be(row, &quoted(text)))
}

/// The row's default, if it has one.
pub(super) fn default(row: &Setting) -> Result<Option<Value>, String> {
    if row.default.is_empty() || matches!(row.holds, Type::Tables(_)) {
        return Ok(None);
    }
    let text = format!("x = {}", row.default);
    let table =
        DeTable::parse(&text).map_err(|error| format!("isn't TOML: {}", error.message()))?;
    match table.get_ref().iter().next() {
        Some((_, value)) => from_toml(row, value).map(Some).map_err(|wrong| wrong.why),
        None => Ok(None),
    }
}

fn of_text(row: &Setting, text: &str) -> Option<Value> {
    let parts = || {
        text.split(',')
            .map(str::trim)
            .filter(|part| !part.is_empty())
    };
    match row.holds {
        Type::Text => Some(Value::Text(text.to_owned())),
        Type::Word(words) => words.contains(&text).then(|| Value::Text(text.to_owned())),
        Type::Number(..) => text
            .trim()
            .parse()
            .ok()
            .filter(|n| fits(row, *n))
            .map(Value::Number),
        Type::Switch => text.trim().parse().ok().map(Value::Switch),
        Type::List => Some(Value::List(parts().map(str::to_owned).collect())),
        Type::Numbers => parts()
            .map(|part| {
                let (name, number) = part.rsplit_once('=')?;
                let number: i64 = number.trim().parse().ok()?;
                (number >= 0).then(|| (name.trim().trim_matches('"').to_owned(), number))
            })
            .collect::<Option<_>>()
            .map(Value::Numbers),
        Type::Tables(_) => None,
    }
}

fn fits(row: &Setting, number: i64) -> bool {
    matches!(row.holds, Type::Number(least, most) if (least..=most).contains(&number))
}

fn whole(value: &DeValue<'_>) -> Option<i64> {
    let number = value.as_integer()?;
    i64::from_str_radix(number.as_str(), number.radix()).ok()
}

/// "must be a whole number from 6 to 8, not "six"."
fn must_be(row: &Setting, given: &str) -> String {
    let asked = asks_for(row.holds);
    if row.secret {
        format!("must be {asked}.")
    } else {
        format!("must be {asked}, not {given}.")
    }
}

/// What a value of this type is, in words.
pub(super) fn asks_for(holds: Type) -> String {
    match holds {
        Type::Text => "text".to_owned(),
        Type::Word(words) => match words.split_last() {
            Some((last, [])) => format!("\"{last}\""),
            Some((last, first)) => {
                let first: Vec<String> = first.iter().map(|word| format!("\"{word}\"")).collect();
                format!("{} or \"{last}\"", first.join(", "))
            }
            None => "nothing".to_owned(),
        },
        Type::Number(least, most) => format!("a whole number from {least} to {most}"),
        Type::Switch => "true or false".to_owned(),
        Type::List => "a list of texts".to_owned(),
        Type::Numbers => "names with whole numbers".to_owned(),
        Type::Tables(_) => "tables".to_owned(),
    }
}

pub(super) fn shown(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) => quoted(text),
        DeValue::Integer(number) => number.to_string(),
        DeValue::Float(number) => number.to_string(),
        DeValue::Boolean(on) => on.to_string(),
        DeValue::Datetime(_) => "a date".to_owned(),
        DeValue::Array(_) => "a list".to_owned(),
        DeValue::Table(_) => "a section".to_owned(),
    }
}

/// Text as it may stand in a sentence: on one line and not without end.
pub(super) fn quoted(text: &str) -> String {
    let short: String = text.chars().take(60).collect();
    let more = if short.len() < text.len() { "…" } else { "" };
    format!(
        "\"{}{more}\"",
        short.escape_debug().to_string().replace("\\\'", "'")
    )
}
