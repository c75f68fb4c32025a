//! A command that prints a token: large hosts take no passwords any more, and programs that know their own
//! administrators' ways (`oauth2l`, a script around `curl`) get tokens anew.

use std::io::{ErrorKind, Read};
use std::process::{Child, ExitStatus, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use domain::Secret;

/// How long it may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// More than any token has, in bytes.
const LONGEST: u64 = 65_536;

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
        let ran = tokio::task::spawn_blocking(move || run(&words)).await;
        ran.unwrap_or_else(|_| Err("the command for its token broke off".to_owned()))
    }
}

fn run(words: &[String]) -> Result<Secret<String>, String> {
    let fail = |why: &str| format!("the command for its token {why}");
    let (program, arguments) = words.split_first().ok_or_else(|| fail("is empty"))?;
    let started = std::process::Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let mut child = started.map_err(|error| match error.kind() {
        ErrorKind::NotFound => fail("isn't there"),
        _ => fail("can't be started"),
    })?;
    let printed = printed(&mut child).ok_or_else(|| fail("takes too long"));
    let ended = ended(&mut child);
    let printed = printed?;
    match ended {
        Some(status) if status.success() => {}
        Some(status) => {
            let code = status
                .code()
                .map_or("a signal".to_owned(), |code| code.to_string());
            return Err(fail(&format!("ended with {code}")));
        }
        None => return Err(fail("closes its output and doesn't end")),
    }
    let token = printed.trim();
    let fits = !token.is_empty() && token.bytes().all(|b| (b'!'..=b'~').contains(&b));
    fits.then(|| Secret::new(token.to_owned()))
        .ok_or_else(|| fail("prints no token, which is one word"))
}

/// How it ended; nothing where it had to be ended.
fn ended(child: &mut Child) -> Option<ExitStatus> {
    for _ in 0..100 {
        match child.try_wait() {
            Ok(None) => std::thread::sleep(Duration::from_millis(10)),
            Ok(status) => return status,
            Err(_) => return None,
        }
    }
    drop(child.kill());
    drop(child.wait());
    None
}

/// What it prints until it closes its output; nothing where that takes too long.
fn printed(child: &mut Child) -> Option<zeroize::Zeroizing<String>> {
    let output = child.stdout.take()?;
    let (done, all) = mpsc::channel();
    std::thread::spawn(move || {
        let mut text = zeroize::Zeroizing::new(String::new());
        let read = output.take(LONGEST).read_to_string(&mut text);
        // Whoever waited may have gone.
        drop(done.send(read.map(|_| text)));
    });
    all.recv_timeout(PATIENCE).ok()?.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(script: &str) -> Result<String, String> {
        let words = ["sh", "-c", script].map(str::to_owned);
        run(&words).map(|token| token.expose().clone())
    }

    #[test]
    fn what_a_command_prints_is_the_token() {
        assert_eq!(said("echo ya29.a0-_"), Ok("ya29.a0-_".to_owned()));
        for (script, why) in [
            ("true", "prints no token"),
            ("echo two words", "prints no token"),
            ("printf 'a\\r\\nRSET'", "prints no token"),
            ("echo secret; exit 3", "ended with 3"),
        ] {
            let said = said(script).unwrap_err();
            assert!(said.contains(why) && !said.contains("secret"), "{said}");
        }
        let absent = run(&["/nonexistent/program".to_owned()]).unwrap_err();
        assert!(absent.contains("isn't there"), "{absent}");
    }
}
