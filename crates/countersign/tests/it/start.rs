//! How a start goes wrong: one sentence, exit code 1, and nothing written.

use std::os::unix::fs::{MetadataExt, PermissionsExt};

use crate::program::{PASSWORD, Program};

#[test]
fn a_mistake_in_the_configuration_is_one_sentence_with_its_place() {
    let program = Program::new();
    let file = program.path("countersign.toml");
    for (text, sentence) in [
        (
            "publc_url = \"x\"",
            "countersign.toml, line 1: \"publc_url\" is not a setting; did you mean \"public_url\"?",
        ),
        (
            "\npublic_url = \"http://id.example.org\"",
            "countersign.toml, line 2: \"public_url\" must not be plain http for another host than localhost",
        ),
        (
            "trusted_proxies = [\"proxy\"]",
            "countersign.toml, line 1: \"trusted_proxies\" has \"proxy\", which is no network",
        ),
        (
            "limits.networks.\"10\" = 5",
            "countersign.toml, line 1: \"limits.networks\" has \"10\", which is no network",
        ),
        (
            "site.time_zone = \"Mars\"",
            "countersign.toml, line 1: \"site.time_zone\" must be a time zone's name",
        ),
    ] {
        std::fs::write(&file, text).unwrap();
        for line in ["serve", "user list"] {
            let said = program.refused(line);
            assert!(said.starts_with(sentence), "{said}");
        }
    }
    std::fs::write(&file, "database = \"mysql://root:hunter2@h/d\"").unwrap();
    assert!(!program.refused("serve").contains("hunter2"));
    assert!(!program.path("data").exists());
}

#[test]
fn whom_to_believe_has_to_be_said_before_others_are_served_and_commands_do_not_wait_for_it() {
    let program = Program::new();
    let file = program.path("countersign.toml");
    let public = "public_url = \"https://id.example.org\"\n";
    std::fs::write(&file, public).unwrap();
    let said = program.refused("serve");
    let begins = "countersign.toml, line 1: \"public_url\" is https://id.example.org, so a proxy stands in front";
    assert!(said.starts_with(begins), "{said}");
    assert!(said.contains("trusted_proxies = [\"127.0.0.1\"]"), "{said}");
    assert!(!program.path("data").exists());
    program.add("ada --admin");
    for all in [
        "\"0.0.0.0/0\"",
        "\"::/0\"",
        "\"0.0.0.0/1\", \"128.0.0.0/1\"",
    ] {
        std::fs::write(&file, format!("{public}trusted_proxies = [{all}]\n")).unwrap();
        let begins = "countersign.toml, line 2: \"trusted_proxies\" names every address";
        for line in ["serve", "user list"] {
            assert!(program.refused(line).starts_with(begins));
        }
    }
    for list in ["", "\"127.0.0.1\""] {
        std::fs::write(&file, format!("{public}trusted_proxies = [{list}]\n")).unwrap();
        drop(program.serve("--listen 127.0.0.1:0"));
    }
}

#[test]
fn a_command_without_a_database_says_how_to_begin() {
    let program = Program::new();
    for line in [
        "user list",
        "group list",
        "policy show",
        "audit list",
        "database show",
        "session list ada",
        "bypass add ada --reason lost",
    ] {
        let said = program.refused(line);
        assert!(
            said.starts_with("There is no database in data yet; start \"countersign serve\""),
            "{said}"
        );
    }
    let said = program.refused("key show");
    assert!(
        said.starts_with("There is no key file at data/countersign.key"),
        "{said}"
    );
    assert!(!program.path("data").exists());
}

#[test]
fn a_lost_open_or_foreign_key_stops_everything_before_anything_is_written() {
    use std::os::unix::fs::PermissionsExt;
    let program = Program::new();
    program.add("ada --admin");
    let key = program.path("data/countersign.key");
    let before = std::fs::read(program.path("data/countersign.db")).unwrap();
    let open = |mode| {
        std::fs::set_permissions(&key, std::fs::Permissions::from_mode(mode)).unwrap();
    };
    open(0o644);
    for line in ["serve", "user list", "key show"] {
        let said = program.refused(line);
        assert!(said.contains("chmod 600 data/countersign.key"), "{said}");
    }
    open(0o600);
    let kept = std::fs::read_to_string(&key).unwrap();
    let other = Program::new();
    other.done("database migrate");
    std::fs::copy(other.path("data/countersign.key"), &key).unwrap();
    assert!(program.refused("serve").contains("holds key"));
    std::fs::remove_file(&key).unwrap();
    assert!(program.refused("serve").contains("there is no key file"));
    assert!(!key.exists(), "no new key was made");
    let after = std::fs::read(program.path("data/countersign.db")).unwrap();
    assert!(before == after, "the database was written to");

    std::fs::write(program.path("elsewhere"), kept).unwrap();
    std::fs::set_permissions(
        program.path("elsewhere"),
        std::fs::Permissions::from_mode(0o600),
    )
    .unwrap();
    let mut program = program;
    program.set("COUNTERSIGN_KEY_FILE", "elsewhere");
    assert!(program.done("user list").contains("ada"));
}

#[test]
fn passwords_come_from_standard_input_and_nowhere_else() {
    let program = Program::new();
    let said = program.run("user add ada --password-stdin").refused();
    assert_eq!(said, "No password was given.");
    program.add("ada");
    let set = program.run_with("user set-password ada --password-stdin", "hunter2");
    assert!(set.refused().starts_with("That password is too short."));
    let none = program.run_with("user set-password bo --password-stdin", PASSWORD);
    assert_eq!(none.refused(), "There is no account \"bo\".");
    let set = program.run_with(
        "user set-password ada --password-stdin",
        "another river in late November\n",
    );
    assert_eq!((set.code, set.err.as_str()), (0, ""));
    let set = |form: &str| {
        program.done("device-password add ada --name one");
        program.done("device-password add ada --name two");
        let command = format!("user set-password ada --password-stdin{form}");
        program
            .run_with(&command, "one more river in November\n")
            .out
    };
    assert_eq!(
        set(""),
        "ada has a new password.\n2 device passwords were disconnected.\n"
    );
    let said: serde_json::Value = serde_json::from_str(&set(" --json")).unwrap();
    assert_eq!(said["device_passwords_disconnected"], 2);
}

#[test]
fn a_password_in_an_argument_of_the_database_is_warned_of() {
    let program = Program::new();
    let done = program.run("user list --database postgres://u:hunter2@127.0.0.1:1/d");
    assert_eq!(done.code, 1);
    assert!(done.err.starts_with("warning: The password in --database"));
    assert!(done.err.contains("database_file"), "{}", done.err);
    assert!(!done.err.contains("hunter2"), "{}", done.err);
}

/// The file in the folder where the program starts, with that mode.
fn configuration(program: &Program, mode: u32) -> std::path::PathBuf {
    let file = program.path("countersign.toml");
    std::fs::write(&file, "site.name = \"Theirs\"").unwrap();
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(mode)).unwrap();
    file
}

#[test]
fn a_configuration_that_others_can_write_is_not_taken_because_it_lies_there() {
    let program = Program::new();
    let owner = configuration(&program, 0o664).metadata().unwrap().uid();
    let said = program.refused("user list");
    let sentence = format!(
        "countersign.toml belongs to user {owner} and can be changed by others than its owner: chmod go-w \
         countersign.toml"
    );
    assert_eq!(said, sentence);
    program.done("--config countersign.toml database migrate");
    configuration(&program, 0o666);
    let said = program.refused("user list --config countersign.toml");
    assert!(
        said.ends_with("everybody on this machine: chmod o-w countersign.toml"),
        "{said}"
    );
    configuration(&program, 0o644);
    program.done("user list");

    // Somebody else's, which only root can try.
    if owner == 0 {
        let file = configuration(&program, 0o644);
        std::os::unix::fs::chown(&file, Some(65_534), None).unwrap();
        let said = program.refused("user list");
        assert!(
            said.contains("belongs to user 65534, and this is user 0"),
            "{said}"
        );
        assert!(
            said.ends_with("name it: --config countersign.toml"),
            "{said}"
        );
        program.done("user list --config countersign.toml");
    }
}

#[test]
fn a_link_that_lies_there_is_followed_only_when_it_is_named() {
    let program = Program::new();
    let file = configuration(&program, 0o644);
    let elsewhere = program.path("elsewhere.toml");
    std::fs::rename(&file, &elsewhere).unwrap();
    for end in [elsewhere, program.path("nothing")] {
        std::os::unix::fs::symlink(&end, &file).unwrap();
        assert_eq!(
            program.refused("user list"),
            "countersign.toml is a link, and in the folder where the program starts none is followed. If it is \
             the right one, name it: --config countersign.toml"
        );
        std::fs::remove_file(&file).unwrap();
    }
    std::os::unix::fs::symlink(program.path("elsewhere.toml"), &file).unwrap();
    program.done("--config countersign.toml database migrate");
}

#[test]
fn hashing_that_would_take_more_memory_than_there_is_is_refused_with_the_arithmetic() {
    let mut program = Program::new();
    // A tebibyte.
    program.set("COUNTERSIGN_ARGON2_MEMORY_KIB", "4194304");
    program.set("COUNTERSIGN_ARGON2_THREADS", "256");
    let said = program.refused("serve");
    let sentence = "COUNTERSIGN_ARGON2_THREADS is 256: 256 hashes of 4194304 KiB (argon2.memory_kib) take \
                    1073741824 KiB, but half of the ";
    // Where there is hardly any, not even one fits.
    let alone =
        "COUNTERSIGN_ARGON2_MEMORY_KIB is 4194304: one hash takes 4194304 KiB, but half of the ";
    assert!(
        said.starts_with(sentence) || said.starts_with(alone),
        "{said}"
    );
    assert!(!program.path("data").exists(), "nothing was written");
    program.set("COUNTERSIGN_ARGON2_MEMORY_KIB", "64");
    assert_eq!(program.serve("").end("-TERM").code, 0);
}
