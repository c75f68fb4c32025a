//! What configuration makes of right input, and a folder to try it in; wrong input and secrets have
//! files of their own beside this one.

mod gate;
mod mail;
mod mistakes;
mod secrets;

use std::os::unix::fs::PermissionsExt;

use domain::setting::Type;

use super::*;

const EXTRA: &[Setting] = &[Setting {
    key: "mail.on",
    holds: Type::Switch,
    default: "false",
    doc: "Mail.",
    secret: false,
}];

pub(in crate::config) fn all() -> Vec<&'static [Setting]> {
    rows::declared(&crate::wiring::factors())
        .into_iter()
        .chain([EXTRA])
        .collect()
}

/// A folder of its own with that file in it.
pub(in crate::config) struct Folder(PathBuf);

impl Folder {
    pub(in crate::config) fn with(text: &str) -> Self {
        use std::sync::atomic::{AtomicU32, Ordering};
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!(
            "countersign-config-{}-{}",
            std::process::id(),
            NEXT.fetch_add(1, Ordering::Relaxed)
        );
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path).unwrap();
        let folder = Self(path);
        folder.put(FILE, text, 0o600);
        folder
    }

    pub(super) fn put(&self, name: &str, text: &str, mode: u32) {
        let path = self.0.join(name);
        std::fs::write(&path, text).unwrap();
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    }

    pub(in crate::config) fn load(
        &self,
        variables: &[(&str, &str)],
        flags: &[Flag],
    ) -> Result<Loaded, String> {
        let variables = variables
            .iter()
            .map(|(name, value)| ((*name).into(), (*value).into()))
            .collect();
        let from = Sources {
            folder: self.0.clone(),
            variables,
            flags: flags.to_vec(),
            file: None,
        };
        load(&all(), &from).map_err(|complaint| complaint.to_string())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).unwrap();
    }
}

fn flag(flag: &'static str, key: &'static str, value: &str) -> Flag {
    Flag {
        flag,
        key,
        value: value.to_owned(),
    }
}

#[test]
fn the_declarations_are_sound() {
    assert_eq!(faults(&all()), Vec::<String>::new());
    let twice: &[Setting] = &[
        Setting {
            key: "a.b_c",
            holds: Type::Switch,
            default: "1",
            doc: "",
            secret: false,
        },
        Setting {
            key: "a_b.c",
            holds: Type::Switch,
            default: "",
            doc: "x",
            secret: true,
        },
        Setting {
            key: "a_b",
            holds: Type::Text,
            default: "",
            doc: "x",
            secret: false,
        },
    ];
    assert_eq!(faults(&[twice]).len(), 5, "{:?}", faults(&[twice]));
}

#[test]
fn the_file_gives_way_to_variables_and_both_to_flags() {
    let text = "listen = \"a:1\"\ndata = \"a\"\nlog_level = \"warn\"\n[site]\nname = \"Å\"\n";
    let folder = Folder::with(text);
    let flags = [flag("--listen", "listen", "c:3")];
    let loaded = folder
        .load(
            &[("COUNTERSIGN_LISTEN", "b:2"), ("COUNTERSIGN_DATA", "b")],
            &flags,
        )
        .unwrap();
    assert_eq!(loaded.settings.text("listen"), "c:3");
    assert_eq!(loaded.settings.text("data"), "b");
    assert_eq!(loaded.settings.text("log_level"), "warn");
    assert_eq!(loaded.settings.text("site.name"), "Å");
    assert_eq!(loaded.settings.text("site.time_zone"), "UTC", "a default");
    assert_eq!(
        loaded.settings.number("sessions.idle_minutes"),
        None,
        "no default"
    );
    assert!(loaded.is_set("data") && !loaded.is_set("site.time_zone"));
    assert_eq!(
        loaded.complain("listen", "is odd.").to_string(),
        "--listen is odd."
    );
    assert_eq!(
        loaded.complain("data", "is odd.").to_string(),
        "COUNTERSIGN_DATA is odd."
    );
    assert_eq!(
        loaded.complain("site.name", "is odd.").to_string(),
        "countersign.toml, line 5: \"site.name\" is odd."
    );
    assert_eq!(
        loaded.complain("key_file", "is odd.").to_string(),
        "\"key_file\" is odd."
    );
}

#[test]
fn lists_and_numbers_are_read_from_both() {
    let text = "trusted_proxies = [\"10.0.0.1\"]\nlimits.networks.\"10.0.0.0/8\" = 2_000\nargon2.memory_kib = 0x4000\n";
    let loaded = Folder::with(text).load(&[], &[]).unwrap();
    assert_eq!(loaded.settings.list("trusted_proxies"), ["10.0.0.1"]);
    assert_eq!(
        loaded
            .settings
            .numbers("limits.networks")
            .collect::<Vec<_>>(),
        [("10.0.0.0/8", 2000)]
    );
    assert_eq!(loaded.settings.number("argon2.memory_kib"), Some(16384));

    let variables = [
        ("COUNTERSIGN_TRUSTED_PROXIES", " 10.0.0.2, ::1,"),
        ("COUNTERSIGN_LIMITS_NETWORKS", "10.0.0.0/8=5, ::/0 = 6"),
        ("COUNTERSIGN_MAIL_ON", "true"),
    ];
    let loaded = Folder::with(text).load(&variables, &[]).unwrap();
    assert_eq!(loaded.settings.list("trusted_proxies"), ["10.0.0.2", "::1"]);
    assert_eq!(
        loaded
            .settings
            .numbers("limits.networks")
            .collect::<Vec<_>>(),
        [("10.0.0.0/8", 5), ("::/0", 6)]
    );
    assert!(loaded.settings.switch("mail.on"));

    let none = Folder::with("")
        .load(&[("COUNTERSIGN_TRUSTED_PROXIES", "")], &[])
        .unwrap();
    assert!(
        none.settings.list("trusted_proxies").is_empty(),
        "empty is no proxy, not the default"
    );
}

#[test]
fn the_file_that_is_named_has_to_be_there_and_the_default_one_need_not() {
    let folder = Folder::with("data = \"default\"");
    folder.put("other.toml", "data = \"other\"", 0o600);
    let from = |file: Option<&str>, variable: Option<&str>| Sources {
        file: file.map(PathBuf::from),
        folder: folder.0.clone(),
        variables: variable
            .map(|value| ("COUNTERSIGN_CONFIG".into(), value.into()))
            .into_iter()
            .collect(),
        flags: Vec::new(),
    };
    let data =
        |from: &Sources| load(&all(), from).map(|loaded| loaded.settings.text("data").to_owned());
    assert_eq!(data(&from(None, None)).unwrap(), "default");
    assert_eq!(data(&from(None, Some("other.toml"))).unwrap(), "other");
    assert_eq!(
        data(&from(Some("other.toml"), Some("absent.toml"))).unwrap(),
        "other"
    );
    let said = data(&from(Some("absent.toml"), None))
        .unwrap_err()
        .to_string();
    assert_eq!(
        said,
        "absent.toml can't be read: No such file or directory (os error 2)."
    );
    std::fs::remove_file(folder.0.join(FILE)).unwrap();
    assert_eq!(data(&from(None, None)).unwrap(), "countersign-data");
    std::fs::write(folder.0.join(FILE), [0xff, 0xfe]).unwrap();
    let said = data(&from(None, None)).unwrap_err().to_string();
    assert_eq!(said, "countersign.toml isn't text in UTF-8.");
}
