//! `countersign key`.

use serde_json::json;
use store::KeyFile;

use super::At;
use crate::cli::tree::keeping::Key;
use crate::cli::{Stopped, print};
use crate::data::Data;

pub(super) fn run(command: Key, at: &mut At<'_>) -> Result<(), Stopped> {
    let Key::Show(form) = command;
    let data = Data::of(&at.loaded.settings);
    let path = data.key_file().display().to_string();
    let Some(file) = KeyFile::read(data.key_file())? else {
        return Err(Stopped::Refused(format!(
            "There is no key file at {path}; it is made together with the database, at the first start."
        )));
    };
    let id = file.id();
    if form.json {
        return print::json(at.out, &json!({"id": id, "file": path}));
    }
    print::facts(at.out, &[("Id", id), ("File", path)])
}
