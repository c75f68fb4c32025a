//! Settings put into the text of a configuration file, which otherwise stays as it is, comments and all. What comes
//! of it is read again before anybody writes it: where it wouldn't say what it should, there is nothing to write.

use domain::setting::{Setting, Value};

use super::known::Known;
use super::layer::What;
use super::{file, known};

/// What a key is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum To {
    Text(String),
    Number(i64),
    List(Vec<String>),
    /// It is left out.
    Nothing,
}

impl To {
    /// As it stands in the file.
    pub fn literal(&self) -> String {
        match self {
            Self::Text(text) => toml::Value::from(text.as_str()).to_string(),
            Self::Number(number) => number.to_string(),
            Self::List(all) => toml::Value::from(all.clone()).to_string(),
            Self::Nothing => String::new(),
        }
    }
}

/// The text with these keys of a section; nothing where it can't be edited by lines, as where a value goes over
/// several of them. `rows` are all settings that there are.
pub fn edited(
    text: &str,
    rows: &[&'static [Setting]],
    section: &str,
    keys: &[(&str, To)],
) -> Option<String> {
    // A carriage return at a line's end stays with the line.
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    if lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    for (key, to) in keys {
        put(&mut lines, section, key, to);
    }
    let mut new = lines.join("\n");
    new.push('\n');
    says(&new, rows, section, keys).then_some(new)
}

/// Puts one key where the section stands, or drops its line.
fn put(lines: &mut Vec<String>, section: &str, key: &str, to: &To) {
    let places: Vec<Place> = places(lines, section);
    let at = places.iter().position(|place| place.is(key));
    if let Some(at) = at {
        match (to, places.get(at), lines.get_mut(at)) {
            (To::Nothing, ..) => drop(lines.splice(at..=at, [])),
            (_, Some(place), Some(line)) => {
                *line = place.written(section, key, to) + tail(line);
            }
            _ => {}
        }
        return;
    }
    if *to == To::Nothing {
        return;
    }
    // New lines end as the first one does.
    let end = match lines.first().is_some_and(|line| line.ends_with('\r')) {
        true => "\r",
        false => "",
    };
    // Behind the last line of the section that says anything.
    let last = places
        .iter()
        .rposition(|place| !matches!(place, Place::Elsewhere));
    match last.and_then(|at| Some((at, places.get(at)?))) {
        Some((at, place)) => {
            let line = place.written(section, key, to) + end;
            lines.insert(at.saturating_add(1), line);
        }
        None => {
            if !lines.last().is_none_or(|line| line.trim().is_empty()) {
                lines.push(end.to_owned());
            }
            lines.push(format!("[{section}]{end}"));
            lines.push(Place::Within(String::new()).written(section, key, to) + end);
        }
    }
}

/// What stands behind a line's value: a comment with the space before it, and a carriage return.
fn tail(line: &str) -> &str {
    let (mut quote, mut escaped) = (None, false);
    let mut end = line.trim_end().len();
    for (at, c) in line.char_indices() {
        match (quote, c) {
            (None, '#') => {
                end = line.get(..at).map_or(end, |before| before.trim_end().len());
                break;
            }
            (None, '"' | '\'') => quote = Some(c),
            (Some('"'), '\\') if !escaped => {
                escaped = true;
                continue;
            }
            (Some(own), c) if own == c && !escaped => quote = None,
            _ => {}
        }
        escaped = false;
    }
    line.get(end..).unwrap_or_default()
}

/// Where a line stands.
enum Place {
    Elsewhere,
    /// Beneath the section's head, which itself has no key.
    Within(String),
    /// Above all heads, as `mail.server = …`.
    Dotted(String),
}

impl Place {
    fn is(&self, key: &str) -> bool {
        matches!(self, Self::Within(own) | Self::Dotted(own) if own == key)
    }

    fn written(&self, section: &str, key: &str, to: &To) -> String {
        let literal = to.literal();
        match self {
            Self::Dotted(_) => format!("{section}.{key} = {literal}"),
            _ => format!("{key} = {literal}"),
        }
    }
}

fn places(lines: &[String], section: &str) -> Vec<Place> {
    let (mut head, mut all) = (String::new(), Vec::new());
    for line in lines {
        let line = line.trim();
        if let Some(rest) = line.strip_prefix('[') {
            head = rest.split(']').next().unwrap_or_default().trim().to_owned();
            let own = head == section;
            all.push(if own {
                Place::Within(String::new())
            } else {
                Place::Elsewhere
            });
            continue;
        }
        let key = line.split_once('=').map(|(key, _)| key.trim().to_owned());
        let key = key.filter(|_| !line.starts_with('#'));
        let dotted = key
            .as_deref()
            .and_then(|key| key.strip_prefix(section)?.strip_prefix('.'));
        all.push(match (&key, head.as_str(), dotted) {
            (Some(_), "", Some(rest)) => Place::Dotted(rest.to_owned()),
            (Some(key), head, _) if head == section => Place::Within(key.clone()),
            _ => Place::Elsewhere,
        });
    }
    all
}

/// Whether a text says this of these keys.
fn says(text: &str, rows: &[&'static [Setting]], section: &str, keys: &[(&str, To)]) -> bool {
    let Ok(layer) = file::read(&Known::new(rows), known::PREFIX, text) else {
        return false;
    };
    keys.iter().all(|(key, to)| {
        let key = format!("{section}.{key}");
        let given = |key: &str| layer.0.get(key).map(|given| &given.what);
        match (to, key.strip_suffix("_file")) {
            (To::Text(text), Some(secret)) => {
                matches!(given(secret), Some(What::File(path)) if path == text)
            }
            (To::Text(text), None) => {
                matches!(given(&key), Some(What::Value(Value::Text(own))) if own == text)
            }
            (To::Number(number), _) => {
                matches!(given(&key), Some(What::Value(Value::Number(own))) if own == number)
            }
            (To::List(all), _) => {
                matches!(given(&key), Some(What::Value(Value::List(own))) if own == all)
            }
            (To::Nothing, _) => !matches!(given(&key), Some(What::Value(_))),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::super::rows;
    use super::*;

    fn edit(text: &str) -> Option<String> {
        let keys = [
            ("server", To::Text("mail.example.org".to_owned())),
            ("port", To::Number(587)),
            ("password", To::Nothing),
            ("password_file", To::Text("/d/a \"b\"".to_owned())),
        ];
        edited(
            text,
            &rows::declared(&crate::wiring::factors()),
            "mail",
            &keys,
        )
    }

    const WANTED: &str =
        "server = \"mail.example.org\"\nport = 587\npassword_file = '/d/a \"b\"'\n";

    #[test]
    fn what_stands_in_the_file_stays_with_its_comments() {
        let dotted = WANTED
            .lines()
            .map(|line| format!("mail.{line}\n"))
            .collect::<String>();
        for (before, after) in [
            ("", format!("[mail]\n{WANTED}")),
            (
                "# Ours.\nlisten = \"localhost:1\" # here\n",
                format!("# Ours.\nlisten = \"localhost:1\" # here\n\n[mail]\n{WANTED}"),
            ),
            (
                "[site]\nname = \"x\"\n\n# The end.\n",
                format!("[site]\nname = \"x\"\n\n# The end.\n\n[mail]\n{WANTED}"),
            ),
            (
                "[mail]\n# Old.\nserver = \"old\"\npassword = \"x\"\n\n[site]\nname = \"x\"\n",
                format!("[mail]\n# Old.\n{WANTED}\n[site]\nname = \"x\"\n"),
            ),
            (
                "[mail] # ours\n\n[site]\nname = \"x\"\n",
                format!("[mail] # ours\n{WANTED}\n[site]\nname = \"x\"\n"),
            ),
            (
                "mail.from = \"a@b.example\"\n[site]\n",
                format!("mail.from = \"a@b.example\"\n{dotted}[site]\n"),
            ),
            (
                "#mail.server = \"\"\n",
                format!("#mail.server = \"\"\n\n[mail]\n{WANTED}"),
            ),
        ] {
            assert_eq!(edit(before), Some(after), "{before}");
            let twice = edit(&edit(before).unwrap());
            assert_eq!(twice, edit(before), "a second time changes nothing");
        }
    }

    #[test]
    fn a_comment_behind_a_value_and_the_ends_of_lines_stay() {
        let before = "[mail]\nserver = \"old \\\"# no\" # ours\nport=1# \"two\"\npassword_file = '#' \t# kept\n";
        let after = "[mail]\nserver = \"mail.example.org\" # ours\nport = 587# \"two\"\n\
                     password_file = '/d/a \"b\"' \t# kept\n";
        assert_eq!(edit(before).as_deref(), Some(after));
        for text in [
            before,
            "[site]\nname = \"x\"\n",
            "[mail]\nserver = \"old\"\n\n[site]\n",
        ] {
            let windows = text.replace('\n', "\r\n");
            let edited_so = edit(text).unwrap().replace('\n', "\r\n");
            assert_eq!(edit(&windows), Some(edited_so), "{text}");
        }
        // A last line that isn't ended yet.
        assert_eq!(edit("[mail]"), Some(format!("[mail]\n{WANTED}")));
    }

    #[test]
    fn what_can_not_be_edited_by_lines_is_left_alone() {
        for text in [
            "mail = { server = \"old\" }\n",
            "[mail]\npassword_file = \"\"\"\nx\"\"\"\n",
            "this is no TOML\n",
            "[mail]\n\"server\" = \"old\"\n",
        ] {
            assert_eq!(edit(text), None, "{text}");
        }
    }
}
