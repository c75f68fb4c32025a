//! The command line: reads arguments and configuration, runs one command, and ends with 0 for done,
//! 1 for refused (one line on standard error says why), 2 for wrong usage.

pub mod password;
pub mod print;
pub mod run;
mod stopped;
mod sure;
#[cfg(test)]
mod tests;
pub mod tree;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use crate::config::{self, Checked, Loaded, Sources};
use crate::wiring::factors;

pub use stopped::Stopped;
use tree::{Cli, Command};

/// Runs the program with the process's arguments and environment.
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse_from(meant(std::env::args_os())) {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version come this way too, with code 0. Nobody may be reading them.
            drop(error.print());
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let serving = matches!(cli.command, Command::Serve(_));
    match start(cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(stopped) => {
            if let Some(line) = stopped.line() {
                tell(&line, serving);
            }
            ExitCode::from(stopped.code())
        }
    }
}

/// The arguments, as they are meant: whoever names no command, as after `cargo run --release`, wants the server.
fn meant(given: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let mut all: Vec<_> = given.collect();
    if all.len() < 2 {
        all.truncate(1);
        all.push("serve".into());
    }
    all
}

/// Says why it has stopped: to whatever collects a server's log as one of its lines, else to a person.
fn tell(line: &str, serving: bool) {
    if serving && crate::logs::are_for_machines() {
        // Where the configuration can't be read nothing has said yet how much is logged.
        crate::logs::start("error");
        tracing::error!(event = "stopped", "{line}");
    } else {
        eprintln!("countersign: {line}");
    }
}

fn start(cli: Cli) -> Result<(), Stopped> {
    if let Command::Completions { shell } = cli.command {
        return completions(shell);
    }
    let (loaded, checked) = match (read(&cli), &cli.command) {
        (Err(Stopped::Refused(why)), Command::Doctor(asked)) => {
            return run::doctor::unread(asked, &why, &mut std::io::stdout());
        }
        (read, _) => read?,
    };
    let serving = matches!(cli.command, Command::Serve(_));
    if serving {
        crate::logs::start(loaded.settings.text("log_level"));
    }
    // Its report holds them.
    let reported = matches!(cli.command, Command::Doctor(_));
    for warning in loaded.warnings.iter().filter(|_| !reported) {
        // A server's standard error is one JSON object a line.
        if serving {
            tracing::warn!(event = "configuration", "{warning}")
        } else {
            eprintln!("warning: {warning}")
        }
    }
    let mut runtime = if serving {
        tokio::runtime::Builder::new_multi_thread()
    } else {
        tokio::runtime::Builder::new_current_thread()
    };
    let runtime = runtime
        .enable_all()
        .build()
        .map_err(|error| Stopped::Refused(format!("Can't start threads or timers: {error}")))?;
    let mut out = std::io::stdout();
    runtime.block_on(run::run(
        cli.command,
        &mut run::At {
            loaded: &loaded,
            checked: &checked,
            out: &mut out,
        },
    ))
}

fn read(cli: &Cli) -> Result<(Loaded, Checked), Stopped> {
    let mut loaded = load(cli)?;
    let checked = Checked::of(&loaded)?;
    // Of what only a server does, whoever starts it is told, and doctor.
    if matches!(cli.command, Command::Serve(_) | Command::Doctor(_)) {
        loaded.warnings.extend(config::doubts(&checked));
    }
    Ok((loaded, checked))
}

/// Reads the configuration that goes with this command line.
fn load(cli: &Cli) -> Result<Loaded, Stopped> {
    let from = Sources {
        file: cli.options.config.clone(),
        folder: std::path::PathBuf::new(),
        variables: std::env::vars_os().collect(),
        flags: cli.flags(),
    };
    let mut loaded = config::load(&config::rows::declared(&factors()), &from)?;
    if cli
        .options
        .database
        .as_deref()
        .is_some_and(config::holds_password)
    {
        loaded.warnings.push(
            "The password in --database can be seen by everybody on this machine while the program runs: put the \
             whole address into a file and name it as database_file in countersign.toml, or as \
             COUNTERSIGN_DATABASE_FILE."
                .to_owned(),
        );
    }
    Ok(loaded)
}

fn completions(shell: clap_complete::Shell) -> Result<(), Stopped> {
    use std::io::Write;
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "countersign", &mut text);
    Ok(std::io::stdout().write_all(&text)?)
}
