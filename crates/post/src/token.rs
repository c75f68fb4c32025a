//! A command that prints a token: large hosts take no passwords any more, and programs that know their own
//! administrators' ways (`oauth2l`, a script around `curl`) get tokens anew.

use std::ffi::{OsStr, OsString};
use std::io::{ErrorKind, Read};
use std::os::unix::process::CommandExt;
use std::process::{Child, ChildStdout, ExitStatus, Stdio};
use std::time::Duration;

use domain::Secret;
use rustix::process::{Pid, Signal, kill_process_group};
use zeroize::Zeroizing;

/// How often it is looked at while it runs.
const TURN: Duration = Duration::from_millis(10);

/// After so many looks it has taken too long: ten seconds.
const TURNS: usize = 1_000;

/// More than any token has, in bytes.
const LONGEST: usize = 65_536;

/// A program with its arguments, run without a shell.
#[derive(Clone, PartialEq, Eq)]
pub struct Command(Vec<String>);

impl std::fmt::Debug for Command {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("(command)")
    }
}

impl Command {
    /// The program and its arguments.
    pub fn of(words: &[String]) -> Self {
        Self(words.to_owned())
    }

    /// Runs it. What it prints on its standard output is the token, spaces around it aside.
    ///
    /// # Errors
    /// Half a sentence, without what it printed.
    pub(crate) async fn run(&self) -> Result<Secret<String>, String> {
        let words = self.0.clone();
        let ran = tokio::task::spawn_blocking(move || run(&words, TURNS)).await;
        ran.unwrap_or_else(|_| Err("the command for its token broke off".to_owned()))
    }
}

fn run(words: &[String], turns: usize) -> Result<Secret<String>, String> {
    let fail = |why: &str| format!("the command for its token {why}");
    let mut command = command(words, std::env::vars_os().map(|(name, _)| name))
        .ok_or_else(|| fail("is empty"))?;
    let mut child = command.spawn().map_err(|error| match error.kind() {
        ErrorKind::NotFound => fail("isn't there"),
        _ => fail("can't be started"),
    })?;
    let (printed, status) = watched(&mut child, turns).map_err(|why| {
        end(&mut child);
        fail(why)
    })?;
    if !status.success() {
        let code = status.code();
        let code = code.map_or("a signal".to_owned(), |code| code.to_string());
        return Err(fail(&format!("ended with {code}")));
    }
    let token = std::str::from_utf8(&printed).unwrap_or_default().trim();
    let fits = !token.is_empty() && token.bytes().all(|b| (b'!'..=b'~').contains(&b));
    fits.then(|| Secret::new(token.to_owned()))
        .ok_or_else(|| fail(NO_TOKEN))
}

const NO_TOKEN: &str = "prints no token, which is one word";

/// The program in a group of its own, so that where it hangs all that it has started is ended. `variables` are the
/// names of all that are set, of which ours stay with us: among them are the master key's file and the database's
/// password.
fn command(
    words: &[String],
    variables: impl Iterator<Item = OsString>,
) -> Option<std::process::Command> {
    let (program, arguments) = words.split_first()?;
    let mut command = std::process::Command::new(program);
    for name in variables.filter(|name| is_ours(name)) {
        command.env_remove(name);
    }
    command
        .args(arguments)
        .process_group(0)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    Some(command)
}

fn is_ours(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b"COUNTERSIGN_")
}

/// What it printed until it ended, and how that was. What it has started in the background isn't waited for, even
/// where that holds its output open.
fn watched(
    child: &mut Child,
    turns: usize,
) -> Result<(Zeroizing<Vec<u8>>, ExitStatus), &'static str> {
    const NO: &str = "can't be read";
    let mut output = child.stdout.take().ok_or(NO)?;
    rustix::io::ioctl_fionbio(&output, true).map_err(|_| NO)?;
    let mut text = Zeroizing::new(Vec::with_capacity(LONGEST));
    for _ in 0..turns {
        // Looked at before its output: what it printed before it ended is there by then.
        let ended = child.try_wait().map_err(|_| NO)?;
        read(&mut output, &mut text).map_err(|_| NO)?;
        if text.len() >= LONGEST {
            return Err(NO_TOKEN);
        }
        if let Some(status) = ended {
            return Ok((text, status));
        }
        std::thread::sleep(TURN);
    }
    Err("takes too long")
}

/// Reads what is there by now, and no more than a token could have.
fn read(output: &mut ChildStdout, text: &mut Vec<u8>) -> std::io::Result<()> {
    let mut piece = Zeroizing::new([0; 1_024]);
    while text.len() < LONGEST {
        match output.read(&mut *piece) {
            Ok(0) => break,
            Ok(length) => text.extend_from_slice(piece.get(..length).unwrap_or_default()),
            Err(error) if error.kind() == ErrorKind::WouldBlock => break,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Ends it and all that it has started. Nobody has waited for it yet, or its number may be somebody else's.
fn end(child: &mut Child) {
    if let Ok(None) = child.try_wait() {
        if kill_process_group(Pid::from_child(child), Signal::KILL).is_err() {
            drop(child.kill());
        }
        drop(child.wait());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(script: &str) -> Result<String, String> {
        let words = ["sh", "-c", script].map(str::to_owned);
        run(&words, TURNS).map(|token| token.expose().clone())
    }

    #[test]
    fn what_a_command_prints_is_the_token() {
        assert_eq!(said("echo ya29.a0-_"), Ok("ya29.a0-_".to_owned()));
        for (script, why) in [
            ("true", "prints no token"),
            ("echo two words", "prints no token"),
            ("printf 'a\\r\\nRSET'", "prints no token"),
            ("echo secret; exit 3", "ended with 3"),
            ("yes secret", "prints no token"),
        ] {
            let said = said(script).unwrap_err();
            assert!(said.contains(why) && !said.contains("secret"), "{said}");
        }
        let absent = run(&["/nonexistent/program".to_owned()], TURNS).unwrap_err();
        assert!(absent.contains("isn't there"), "{absent}");
    }

    /// Whether a process runs, by its number in that file.
    fn runs(file: &std::path::Path) -> bool {
        let number = std::fs::read_to_string(file).unwrap();
        let about = std::fs::read_to_string(format!("/proc/{}/stat", number.trim()));
        // One that nobody has waited for yet is a zombie.
        about.is_ok_and(|about| !about.contains(") Z "))
    }

    #[test]
    fn what_a_command_leaves_running_is_neither_waited_for_nor_left_where_it_hangs() {
        let folder = testing::Folder::new();
        let file = folder.path().join("number");
        let said = said(&format!(
            "sleep 600 & echo $! > {}; echo token",
            file.display()
        ));
        assert_eq!(said, Ok("token".to_owned()));
        assert!(
            runs(&file),
            "it has ended well, and what it started is its own"
        );
        let number = std::fs::read_to_string(&file).unwrap();
        let ended = std::process::Command::new("kill")
            .arg(number.trim())
            .status();
        assert!(ended.unwrap().success());

        let script = format!("sleep 600 & echo $! > {}; wait", file.display());
        let words = ["sh".to_owned(), "-c".to_owned(), script];
        let said = run(&words, 50).unwrap_err();
        assert!(said.contains("takes too long"), "{said}");
        let gone = (0..200).any(|_| {
            std::thread::sleep(TURN);
            !runs(&file)
        });
        assert!(gone, "what a command that hangs has started ends with it");
    }

    #[test]
    fn a_command_is_told_none_of_our_settings() {
        let names = ["COUNTERSIGN_DATABASE", "PATH", "COUNTERSIGN_MAIL_USER"];
        let command = command(&["true".to_owned()], names.into_iter().map(OsString::from));
        let command = command.unwrap();
        let removed: Vec<_> = command
            .get_envs()
            .map(|(name, value)| (name, value.is_none()))
            .collect();
        assert_eq!(
            removed,
            [
                ("COUNTERSIGN_DATABASE".as_ref(), true),
                ("COUNTERSIGN_MAIL_USER".as_ref(), true)
            ]
        );
    }
}
