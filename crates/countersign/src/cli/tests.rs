//! The command tree: every command explains itself, and reads what its help promises.

mod reference;
mod words;

use clap::{CommandFactory, Parser};

use super::tree::{Cli, Command, access, user};

fn read(line: &str) -> Result<Cli, clap::Error> {
    Cli::try_parse_from(line.split_whitespace())
}

/// Every command with its path, the program itself first.
fn every(command: &clap::Command, path: &str, all: &mut Vec<(String, clap::Command)>) {
    all.push((path.to_owned(), command.clone()));
    for inner in command
        .get_subcommands()
        .filter(|inner| inner.get_name() != "help")
    {
        every(inner, &format!("{path} {}", inner.get_name()), all);
    }
}

#[test]
fn the_definitions_are_sound() {
    Cli::command().debug_assert();
}

#[test]
fn every_command_has_help_with_an_example_that_is_read() {
    let mut all = Vec::new();
    every(&Cli::command(), "countersign", &mut all);
    assert!(all.len() > 39, "{}", all.len());
    for (path, mut command) in all {
        let help = command.render_long_help().to_string();
        let (_, examples) = help
            .split_once("Example:\n")
            .unwrap_or_else(|| panic!("{path} has no example"));
        assert!(command.get_about().is_some(), "{path} says nothing");
        for example in examples.lines().take_while(|line| !line.is_empty()) {
            let example = example.trim().rsplit("| ").next().unwrap();
            let example = example
                .split(" > ")
                .next()
                .unwrap()
                .replace("\"lost phone, seen in person\"", "lost");
            assert!(example.starts_with(&path), "{path}: {example}");
            if let Err(error) = read(&example) {
                panic!("{example}: {error}");
            }
        }
        for argument in command.get_arguments() {
            assert!(
                argument.get_help().is_some(),
                "{path}: {} says nothing",
                argument.get_id()
            );
        }
    }
}

#[test]
fn help_is_code_0_and_wrong_usage_code_2() {
    for line in [
        "countersign --help",
        "countersign user --help",
        "countersign help user add",
        "countersign --version",
    ] {
        assert_eq!(read(line).err().unwrap().exit_code(), 0, "{line}");
    }
    for line in [
        "countersign",
        "countersign user",
        "countersign usr",
        "countersign user add",
        "countersign user add ada --password hunter2",
        "countersign user add ada hunter2",
        "countersign serve --json",
        "countersign user factors ada --remove-all",
        "countersign user factors ada --remove x",
        "countersign user factors ada --reason x",
        "countersign user factors ada --remove x --remove-all --reason y",
        "countersign policy require",
        "countersign policy require --group",
        "countersign policy require --everyone --nobody",
        "countersign policy require --everyone --group staff",
        "countersign session end",
        "countersign session end ada",
        "countersign session end ada 01 --all",
        "countersign user groups ada --set a --add b",
        "countersign bypass add ada",
        "countersign bypass add ada --reason x --hours 49",
        "countersign bypass add ada --reason x --hours 0",
        "countersign gate explain",
        "countersign gate explain https://a.org/ --device-password",
        "countersign gate explain https://a.org/ --assurance single",
        "countersign gate explain https://a.org/ --account ada --assurance three",
        "countersign gate explain https://a.org/ --from nowhere",
        "countersign device-password add ada",
        "countersign device-password add --name Scanner",
        "countersign device-password add ada --name x --ends 2027-01-31 --unused-days 9",
        "countersign device-password add ada --name x --unused-days 0",
        "countersign device-password add ada --name x --unused-days 3651",
        "countersign device-password delete",
        "countersign completions csh",
    ] {
        assert_eq!(
            read(line)
                .err()
                .unwrap_or_else(|| panic!("{line} was read"))
                .exit_code(),
            2,
            "{line}"
        );
    }
}

#[test]
fn options_of_every_command_stand_before_it_or_after_it() {
    for line in [
        "countersign --data d --database postgres://h/d --config c.toml user list",
        "countersign user --data d --database postgres://h/d list --config c.toml",
        "countersign user list --json --data d --database postgres://h/d --config c.toml",
    ] {
        let cli = read(line).unwrap_or_else(|error| panic!("{line}: {error}"));
        let flags: Vec<_> = cli
            .flags()
            .into_iter()
            .map(|flag| (flag.key, flag.value))
            .collect();
        assert_eq!(
            flags,
            [
                ("data", "d".to_owned()),
                ("database", "postgres://h/d".to_owned())
            ]
        );
        assert_eq!(
            cli.options.config.as_deref(),
            Some(std::path::Path::new("c.toml"))
        );
    }
}

#[test]
fn the_flags_of_serve_are_settings() {
    let cli =
        read("countersign serve --listen localhost:0 --public-url https://a --log-level debug")
            .ok()
            .unwrap();
    let rows = crate::config::rows::declared(&crate::wiring::factors());
    let keys: Vec<_> = cli.flags().into_iter().map(|flag| flag.key).collect();
    assert_eq!(keys, ["listen", "public_url", "log_level"]);
    assert!(
        keys.iter()
            .all(|key| rows.iter().copied().flatten().any(|row| row.key == *key))
    );
}

#[test]
fn each_command_reads_what_its_help_promises() {
    let line = "countersign user add ada --password-stdin --admin --display-name Ada --email a@x.org --email b@x.org \
                --group staff --group it";
    let Some(Command::User(user::User::Add(add))) = read(line).ok().map(|cli| cli.command) else {
        panic!()
    };
    assert!(add.password.password_stdin && add.admin && !add.form.json);
    assert_eq!(
        (add.email, add.group),
        (
            vec!["a@x.org".into(), "b@x.org".into()],
            vec!["staff".into(), "it".into()]
        )
    );

    for line in [
        "countersign policy require --group staff it",
        "countersign policy require --group staff --group it",
    ] {
        let Some(Command::Policy(access::Policy::Require(require))) =
            read(line).ok().map(|cli| cli.command)
        else {
            panic!()
        };
        assert_eq!(require.group, ["staff", "it"], "{line}");
    }

    let Some(Command::Bypass(access::Bypass::Add { hours, .. })) =
        read("countersign bypass add ada --reason x")
            .ok()
            .map(|cli| cli.command)
    else {
        panic!()
    };
    assert_eq!(hours, 24);
    for line in [
        "countersign user factors ada --remove 01 --reason x",
        "countersign user factors ada --json",
        "countersign session end ada 01",
        "countersign session end --all ada",
        "countersign user groups ada --set",
        "countersign database migrate",
        "countersign user groups ada --add a --add b --remove c",
    ] {
        assert!(read(line).is_ok(), "{line}");
    }
}

#[test]
fn completions_of_every_shell_know_the_commands() {
    use clap::ValueEnum;
    for shell in clap_complete::Shell::value_variants() {
        let mut text = Vec::new();
        clap_complete::generate(*shell, &mut Cli::command(), "countersign", &mut text);
        let text = String::from_utf8(text).unwrap();
        assert!(
            text.contains("set-password")
                && text.contains("password-stdin")
                && text.contains("device-password"),
            "{shell}"
        );
    }
}

#[test]
fn whoever_names_no_command_wants_the_server() {
    let meant = |given: &[&str]| {
        let given = given.iter().map(|one| (*one).into());
        super::meant(given)
    };
    assert_eq!(meant(&["countersign"]), ["countersign", "serve"]);
    assert_eq!(meant(&["countersign", "--help"]), ["countersign", "--help"]);
    assert_eq!(meant(&["c", "user", "list"]), ["c", "user", "list"]);
}
