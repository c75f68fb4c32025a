//! How steps on the way to a mail server are called, and shown as they are made.

use std::io::Write;

use post::smtp::{Step, Watch};

/// The word of a step, for programs.
pub(super) const fn word(step: Step) -> &'static str {
    match step {
        Step::Found => "found",
        Step::Connected => "connected",
        Step::Greeted => "greeted",
        Step::Encrypted => "tls",
        Step::SignedIn => "signed-in",
        Step::Sender => "sender",
        Step::Recipient => "recipient",
        Step::Accepted => "accepted",
    }
}

/// What is said of a step that was made.
fn says(step: Step, what: &str) -> String {
    match step {
        Step::Found => format!("Found: {what}"),
        Step::Connected => format!("Connected: {what}"),
        Step::Greeted => "Greeted: the server speaks SMTP".to_owned(),
        Step::Encrypted => "TLS: spoken, and the certificate is the server's".to_owned(),
        Step::SignedIn => "Signed in".to_owned(),
        Step::Sender => "Sender: allowed".to_owned(),
        Step::Recipient => "Recipient: allowed".to_owned(),
        Step::Accepted => "Accepted: the server has the message".to_owned(),
    }
}

/// Who shows steps to a person as soon as they are made, and remembers them.
pub(super) struct Shown<'a> {
    /// Where they are shown; nowhere for programs, which get all at once.
    pub out: Option<&'a mut dyn Write>,
    pub made: Vec<(Step, String)>,
}

impl Watch for Shown<'_> {
    fn made(&mut self, step: Step, what: &str) {
        if let Some(out) = &mut self.out {
            // Whoever doesn't read it any more is told nothing else either.
            drop(writeln!(out, "{}", says(step, what)).and_then(|()| out.flush()));
        }
        self.made.push((step, what.to_owned()));
    }
}
