//! Configuration: `countersign.toml`, then variables, then flags, read into settings by nothing but
//! the rows that components declare. What isn't understood is refused in one sentence that names
//! the place; nothing is ignored.

mod checked;
pub mod edit;
mod file;
mod known;
mod layer;
mod meant;
pub mod rows;
mod sample;
mod secrets;
mod tables;
#[cfg(test)]
mod tests;
mod to_read;
mod trusted;
pub mod trusted_proxies;
mod value;
mod variables;

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use domain::setting::{Setting, Settings, Value};
use door::Misfit;

pub use checked::Checked;
pub use known::{faults, variable};
pub use sample::sample;
pub use secrets::holds_password;

pub(crate) use meant::doubts;

use known::Known;
use layer::{Layer, What};
use to_read::{FileToRead, find};

/// The file that is read where none is named and it exists.
pub const FILE: &str = "countersign.toml";

/// More than any configuration has.
const LONGEST: u64 = 1 << 20;

/// One sentence that says what is wrong with the configuration, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint(String);

impl std::fmt::Display for Complaint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Complaint {}

/// A setting given as a flag of the command line.
#[derive(Clone, Debug)]
pub struct Flag {
    /// The flag as it was written: `--public-url`.
    pub flag: &'static str,
    pub key: &'static str,
    pub value: String,
}

/// Where settings come from.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// The file that `--config` names.
    pub file: Option<PathBuf>,
    /// The folder that is looked into where no file is named, and that relative paths start from;
    /// the present one if empty.
    pub folder: PathBuf,
    pub variables: Vec<(OsString, OsString)>,
    /// Flags that are settings.
    pub flags: Vec<Flag>,
}

impl Sources {
    /// These settings and nothing else but a file in that folder: for a program that brings its own.
    pub fn given(folder: &Path, settings: &[(&'static str, &str)]) -> Self {
        let flag = |(key, value): &(&'static str, &str)| Flag {
            flag: key,
            key,
            value: (*value).to_owned(),
        };
        Self {
            folder: folder.to_owned(),
            flags: settings.iter().map(flag).collect(),
            ..Self::default()
        }
    }
}

/// The configuration as it was read, with the place of each value.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// All values that are set or have a default.
    pub settings: Settings,
    /// What isn't wrong, but should be told at start; one sentence each.
    pub warnings: Vec<String>,
    /// The file that was read.
    pub file: Option<PathBuf>,
    subjects: BTreeMap<String, String>,
}

impl Loaded {
    /// A complaint about a setting whose type is right and whose value still can't be: `why` goes
    /// on after the place, as in "is plain http for another host than localhost". What stands within
    /// tables is named by its place, as `gate.host.0.rule.1.path`.
    pub fn complain(&self, key: &str, why: &str) -> Complaint {
        match self.subjects.get(key) {
            Some(subject) => Complaint(format!("{subject} {why}")),
            None => Complaint(format!("\"{key}\" {why}")),
        }
    }

    /// The same of a setting that doesn't fit.
    pub fn misfit(&self, misfit: &Misfit) -> Complaint {
        self.complain(misfit.key, &misfit.why)
    }

    /// Whether somebody set it, rather than that it has its default.
    pub fn is_set(&self, key: &str) -> bool {
        self.subjects.contains_key(key)
    }
}

/// Reads all settings that the rows declare.
///
/// # Errors
/// The first thing that is wrong, in one sentence.
pub fn load(rows: &[&'static [Setting]], from: &Sources) -> Result<Loaded, Complaint> {
    let known = Known::new(rows);
    let mut warnings = Vec::new();
    let (file, in_file) = match find(from) {
        Some(FileToRead { name, path, named }) => {
            let file = trusted::open(&path, &name, named)
                .map_err(|why| Complaint(format!("{name} {why}")))?;
            let (text, about) =
                secrets::read(file, LONGEST).map_err(|why| Complaint(format!("{name} {why}.")))?;
            trusted::check(&about, &name, named)
                .map_err(|why| Complaint(format!("{name} {why}")))?;
            let layer = file::read(&known, &name, &text)?;
            if secrets::is_open(&about)
                && layer
                    .0
                    .iter()
                    .any(|(key, given)| is_secret(rows, key) && !given.is_file())
            {
                warnings.push(format!("{name} holds a secret and can be read by everybody on this machine: chmod o-r {name}"));
            }
            (Some(path), layer)
        }
        None => (None, Layer::default()),
    };
    let in_variables = variables::read(&known, &from.variables)?;
    let in_flags = flags(&known, &from.flags)?;
    let given = in_flags.before(in_variables).before(in_file);

    let mut loaded = Loaded {
        settings: defaults(rows)?,
        warnings,
        file,
        subjects: BTreeMap::new(),
    };
    for (key, given) in given.0 {
        let value = match given.what {
            What::Value(value) => value,
            What::File(path) => {
                let (text, open) = secrets::secret(&from.folder.join(&path)).map_err(|why| {
                    Complaint(format!(
                        "{} names {}, which {why}.",
                        given.subject,
                        value::quoted(&path)
                    ))
                })?;
                if open {
                    loaded.warnings.push(format!("{path} holds a secret and can be read by everybody on this machine: chmod o-r {path}"));
                }
                Value::Text(text)
            }
        };
        loaded.settings.set(key, value);
        loaded.subjects.insert(key.to_owned(), given.subject);
        loaded.subjects.extend(given.within);
    }
    Ok(loaded)
}

fn flags(known: &Known, flags: &[Flag]) -> Result<Layer, Complaint> {
    let mut layer = Layer::default();
    for Flag { flag, key, value } in flags {
        let Some(known::Named::Value(row)) = known.key(key) else {
            return Err(Complaint(format!("{flag} is not a setting.")));
        };
        let value =
            value::from_text(row, value).map_err(|why| Complaint(format!("{flag} {why}")))?;
        layer.add(row.key, (*flag).to_owned(), What::Value(value))?;
    }
    Ok(layer)
}

fn defaults(rows: &[&'static [Setting]]) -> Result<Settings, Complaint> {
    let mut settings = Settings::default();
    for row in rows.iter().copied().flatten() {
        match value::default(row) {
            Ok(Some(value)) => settings.set(row.key, value),
            Ok(None) => {}
            Err(why) => return Err(Complaint(format!("The default of \"{}\" {why}", row.key))),
        }
    }
    Ok(settings)
}

fn is_secret(rows: &[&'static [Setting]], key: &str) -> bool {
    rows.iter()
        .copied()
        .flatten()
        .any(|row| row.secret && row.key == key)
}
