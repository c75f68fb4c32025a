//! `countersign mail setup`: asks what has to be set of mail, tries it, has four letters typed back, says what the DNS
//! needs, and writes the settings. Nothing is written before the server has taken a message.

use domain::Secret;
use domain::setting::{Settings, Value};
use post::settings::Outgoing;
use post::{Mailbox, Trial};

use super::provider::{self, Provider};
use super::question::{ask, ask_for_one, is_terminal};
use super::step::Shown;
use super::test::{language, no};
use super::written::Login;
use super::{address, attempt, letters, note_accepted, published, written};
use crate::cli::run::At;
use crate::cli::tree::mail::Setup;
use crate::cli::{Stopped, password};
use crate::config::edit::To;
use crate::data::Data;
use crate::wiring::{self, Nature};

struct Answers {
    server: String,
    port: u16,
    tls: &'static str,
    user: String,
    /// None where nobody signs in.
    proof: Option<Proof>,
    from: String,
    /// The selector and the key's file, where messages are signed here.
    signer: Option<(String, String)>,
    /// What SPF says of the server.
    senders: String,
}

/// What whoever signs in shows.
enum Proof {
    Password(Secret<String>),
    /// A program that prints a token, and what it is called with.
    Token(Vec<String>),
}

pub(super) async fn run(asked: &Setup, at: &mut At<'_>) -> Result<(), Stopped> {
    if !asked.unconfirmed && !is_terminal() {
        let why = "No terminal to type the letters at. Give --unconfirmed.";
        return Err(Stopped::Usage(why.to_owned()));
    }
    let answers = answers(asked, at)?;
    let set = outgoing(&at.loaded.settings, &answers)?;
    let (nature, data) = (Nature::system(), Data::of(&at.loaded.settings));
    let own = set.frame.from.address.as_str().to_owned();
    let to = ask(
        asked.to.as_ref(),
        "--to",
        "Send four letters to",
        Some(&own),
    )?;
    let to = address(&to, "--to")?;
    let trial = Trial {
        frame: &set.frame,
        language: language(at),
        at: nature.clock.now(),
    };
    let drawn = letters::draw(&*nature.random);
    let message = trial.with_letters(to, &*nature.random, &drawn)?;
    let message = attempt::written(&set, &message)?;
    let mut shown = Shown {
        out: Some(&mut *at.out),
        made: Vec::new(),
    };
    let sent = attempt::send(&set, &message, &mut shown).await;
    sent.map_err(|trouble| no(&trouble, &set))?;
    note_accepted(&nature, &set.server, at).await?;
    if !asked.unconfirmed {
        letters::typed_back(&drawn, at)?;
    }
    published::say(&set, &answers.senders, &*nature.random, at).await?;
    keep(asked, &answers, &data, at)
}

/// Everything that has to be known, from flags or from whoever sits there.
fn answers(asked: &Setup, at: &mut At<'_>) -> Result<Answers, Stopped> {
    let known = provider(asked, at)?;
    let usual = |of: fn(&Provider) -> String| known.map(of);
    let server = usual(|one| one.server.to_owned());
    let server = match (known, &asked.server) {
        (Some(_), None) => server.unwrap_or_default(),
        _ => ask(
            asked.server.as_ref(),
            "--server",
            "Mail server",
            server.as_deref(),
        )?,
    };
    let tls = known.map_or("tls", |one| one.tls);
    let tls = match (known, &asked.tls) {
        (Some(_), None) => tls,
        _ => ask_for_one(
            asked.tls.as_ref(),
            "--tls",
            "Encryption: tls, starttls or none",
            tls,
            &["tls", "starttls", "none"],
        )?,
    };
    let given = asked.port.map(|port| port.to_string());
    let port = known
        .filter(|one| one.tls == tls)
        .map_or(usual_port(tls), |one| one.port);
    let port = match (known, &given) {
        (Some(_), None) => port.to_string(),
        _ => ask(given.as_ref(), "--port", "Port", Some(&port.to_string()))?,
    };
    let user = match known {
        Some(_) => ask(asked.user.as_ref(), "--user", "User", None)?,
        None => ask(
            asked.user.as_ref(),
            "--user",
            "User, or nothing where nobody signs in",
            Some(""),
        )?,
    };
    let proof = match user.is_empty() {
        true => None,
        false => Some(proof(asked, known)?),
    };
    let from = Some(user.as_str()).filter(|user| Mailbox::read(user).is_some());
    let from = ask(asked.from.as_ref(), "--from", "Messages are from", from)?;
    Ok(Answers {
        senders: known.map_or_else(|| provider::senders(&server), |one| one.senders.to_owned()),
        port: port
            .parse()
            .map_err(|_| Stopped::Usage("--port must be a port, from 1 to 65535.".to_owned()))?,
        server,
        tls,
        user,
        proof,
        from,
        signer: signer(asked, known)?,
    })
}

/// The password; or the program that prints a token, where one may be needed.
fn proof(asked: &Setup, known: Option<&Provider>) -> Result<Proof, Stopped> {
    let may_need = known.is_none_or(Provider::takes_tokens) && !asked.password_stdin;
    let command = match (&asked.token_command, may_need && is_terminal()) {
        (Some(given), _) => given.clone(),
        (None, true) => ask(
            None,
            "--token-command",
            "Program that prints a token, or nothing for a password",
            Some(""),
        )?,
        (None, false) => String::new(),
    };
    let command: Vec<_> = command.split_whitespace().map(str::to_owned).collect();
    if !command.is_empty() {
        return Ok(Proof::Token(command));
    }
    password::existing(asked.password_stdin, "Password: ").map(Proof::Password)
}

/// What messages are signed by here. Hosts that are known sign them by themselves.
fn signer(asked: &Setup, known: Option<&Provider>) -> Result<Option<(String, String)>, Stopped> {
    let selector = match (&asked.dkim_selector, known.is_none() && is_terminal()) {
        (None, false) => return Ok(None),
        (given, _) => ask(
            given.as_ref(),
            "--dkim-selector",
            "DKIM selector, or nothing where the server signs messages",
            Some(""),
        )?,
    };
    if selector.is_empty() {
        return Ok(None);
    }
    let key = ask(
        asked.dkim_key.as_ref(),
        "--dkim-key",
        "File with the DKIM key",
        None,
    )?;
    Ok(Some((selector, key)))
}

/// Which host is meant, with what is to be known of its passwords.
fn provider(asked: &Setup, at: &mut At<'_>) -> Result<Option<&'static Provider>, Stopped> {
    // Who names a server knows where it is.
    if asked.provider.is_none() && asked.server.is_some() {
        return Ok(None);
    }
    if asked.provider.is_none() && is_terminal() {
        at.say("Where is your mail?")?;
        for (number, one) in (1_usize..).zip(&provider::ALL) {
            at.say(&format!("  {number:>2}  {}", one.name))?;
        }
        let other = provider::ALL.len().saturating_add(1);
        at.say(&format!("  {other:>2}  another server"))?;
    }
    let answer = ask(
        asked.provider.as_ref(),
        "--provider or --server",
        "Number",
        None,
    )?;
    let found = provider::find(&answer);
    let found = found.map_err(|why| Stopped::Usage(format!("--provider {why}")))?;
    if let Some(one) = found {
        at.say(one.hint)?;
    }
    Ok(found)
}

fn usual_port(tls: &str) -> u16 {
    match tls {
        "starttls" => 587,
        "none" => 25,
        _ => 465,
    }
}

/// The settings as they would be read.
fn outgoing(settings: &Settings, answers: &Answers) -> Result<Outgoing, Stopped> {
    let mut settings = settings.clone();
    let text = |text: &str| Value::Text(text.to_owned());
    let (password, command) = match &answers.proof {
        Some(Proof::Password(secret)) => (secret.expose().as_str(), Vec::new()),
        Some(Proof::Token(command)) => ("", command.clone()),
        None => ("", Vec::new()),
    };
    if let Some((selector, key)) = &answers.signer {
        settings.set("mail.dkim.selector", text(selector));
        settings.set("mail.dkim.key", text(key));
    }
    for (key, value) in [
        ("mail.server", text(&answers.server)),
        ("mail.port", Value::Number(answers.port.into())),
        ("mail.tls", text(answers.tls)),
        ("mail.user", text(&answers.user)),
        ("mail.password", text(password)),
        ("mail.token_command", Value::List(command)),
        ("mail.from", text(&answers.from)),
    ] {
        settings.set(key, value);
    }
    let set = wiring::outgoing(&settings)?;
    set.ok_or_else(|| Stopped::Usage("--server must name a mail server.".to_owned()))
}

/// Writes the password and the settings.
fn keep(asked: &Setup, answers: &Answers, data: &Data, at: &mut At<'_>) -> Result<(), Stopped> {
    let text = |text: &str| To::Text(text.to_owned());
    let command = match &answers.proof {
        Some(Proof::Token(command)) => To::List(command.clone()),
        _ => To::Nothing,
    };
    let mut keys = vec![
        ("server", text(&answers.server)),
        ("port", To::Number(answers.port.into())),
        ("tls", text(answers.tls)),
        ("from", text(&answers.from)),
        ("password", To::Nothing),
        ("token_command", command),
    ];
    if let Some((selector, key)) = &answers.signer {
        keys.push(("dkim.selector", text(selector)));
        keys.push(("dkim.key", text(key)));
    }
    let file = asked.password_file.clone();
    let file = file.unwrap_or_else(|| data.folder().join(written::PASSWORD));
    let user = answers.user.as_str();
    let login = answers.proof.as_ref().map(|proof| Login {
        user,
        password: match proof {
            Proof::Password(secret) => Some((secret, file)),
            Proof::Token(_) => None,
        },
    });
    written::keep(keys, login, data, at)
}
