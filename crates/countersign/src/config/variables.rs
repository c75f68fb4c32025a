//! The `COUNTERSIGN_…` variables of the environment. One that is no setting's is an error, since a
//! misspelt one would otherwise be believed to hold.

use std::ffi::OsString;

use super::known::{Known, Named, PREFIX, variable};
use super::layer::{Layer, What};
use super::{Complaint, value};

/// The variable that names the file; it is no setting.
pub const CONFIG: &str = "COUNTERSIGN_CONFIG";

/// The name of the file, if the environment gives one.
pub(super) fn config(variables: &[(OsString, OsString)]) -> Option<&OsString> {
    variables
        .iter()
        .find(|(name, _)| name == CONFIG)
        .map(|(_, value)| value)
        .filter(|value| !value.is_empty())
}

/// Reads all variables that are ours.
pub(super) fn read(known: &Known, variables: &[(OsString, OsString)]) -> Result<Layer, Complaint> {
    let mut ours: Vec<(String, &OsString)> = variables
        .iter()
        .map(|(name, value)| (name.to_string_lossy().into_owned(), value))
        .filter(|(name, value)| name.starts_with(PREFIX) && !foreign(name, value))
        .collect();
    // The environment has no order; the same mistake should give the same sentence.
    ours.sort();
    let mut layer = Layer::default();
    for (name, text) in ours {
        let Some(named) = known.variable(&name) else {
            let key = name.strip_prefix(PREFIX).unwrap_or_default().to_lowercase();
            // Keys are compared as variables are written, without dots.
            let nearest = known.nearest(&key, variable);
            return Err(Complaint(format!(
                "{name} is not a setting's variable; {nearest}"
            )));
        };
        let Some(text) = text.to_str() else {
            return Err(Complaint(format!("{name} must be text in UTF-8.")));
        };
        let (key, what) = match named {
            Named::Value(row) => {
                let value = value::from_text(row, text)
                    .map_err(|why| Complaint(format!("{name} {why}")))?;
                (row.key, What::Value(value))
            }
            Named::File(row) => (row.key, What::File(text.to_owned())),
        };
        layer.add(key, name, what)?;
    }
    Ok(layer)
}

/// Variables with our prefix that others set: tests, the file's name, and what Kubernetes and
/// Docker links put beside a service that is called "countersign".
fn foreign(name: &str, value: &OsString) -> bool {
    let rest = name.strip_prefix(PREFIX).unwrap_or_default();
    let link = value
        .to_str()
        .is_some_and(|value| value.starts_with("tcp://") || value.starts_with("udp://"));
    name == CONFIG
        || rest.starts_with("TEST_")
        || rest == "SERVICE_HOST"
        || rest.starts_with("SERVICE_PORT")
        || (rest == "PORT" && link)
        || rest
            .strip_prefix("PORT_")
            .is_some_and(|port| port.starts_with(|c: char| c.is_ascii_digit()))
}
