//! That a mail server has taken a message of ours once: when, and which. Noted in a file of the data folder by
//! the commands that try it, for whoever wants to know whether mail was ever tried.

use std::fs::OpenOptions;
use std::io::Read;

use domain::{Fault, Timestamp};
use post::Server;

use crate::data::Data;
use crate::own_file::open;

/// What a message that was taken left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    pub at: Timestamp,
    /// The server's host and port.
    pub server: String,
}

impl Accepted {
    /// Whether it was this server that took it.
    pub fn is_of(&self, server: &Server) -> bool {
        self.server == format!("{server:?}")
    }
}

/// Notes that this server has just taken a message, in place of what was noted before.
///
/// # Errors
/// The file can't be written.
pub fn note(data: &Data, at: Timestamp, server: &Server) -> Result<(), Fault> {
    data.make()?;
    let line = format!("{} {server:?}\n", at.seconds());
    data.replace("mail-accepted", &line)
}

/// What was noted last; nothing where no message was ever taken.
pub fn read(data: &Data) -> Option<Accepted> {
    let file = open(OpenOptions::new().read(true), &data.mail_accepted()).ok()?;
    let mut text = String::new();
    file.take(1_024).read_to_string(&mut text).ok()?;
    let (seconds, server) = text.trim_end().split_once(' ')?;
    Some(Accepted {
        at: Timestamp::from_seconds(seconds.parse().ok()?),
        server: server.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use domain::setting::{Settings, Value};
    use testing::Folder;

    use super::*;

    #[test]
    fn what_was_noted_is_read_and_garbage_is_nothing() {
        let folder = Folder::new();
        let mut settings = Settings::default();
        let text = |text: &str| Value::Text(text.to_owned());
        settings.set("data", text(folder.path().to_str().unwrap()));
        settings.set("mail.server", text("mail.example.org"));
        settings.set("mail.from", text("id@example.org"));
        let data = Data::of(&settings);
        assert_eq!(read(&data), None);
        let set = crate::wiring::outgoing(&settings).unwrap().unwrap();
        let at = Timestamp::from_seconds(2_000_000_000);
        note(&data, at, &set.server).unwrap();
        let server = "mail.example.org:465".to_owned();
        assert_eq!(read(&data), Some(Accepted { at, server }));
        for garbage in ["", "x y", "2000000000", "\n"] {
            std::fs::write(data.mail_accepted(), garbage).unwrap();
            assert_eq!(read(&data), None, "{garbage:?}");
        }
    }
}
