//! Messages written to a file, a JSON object a line: for tests, and for whoever only wants to look. What stands in
//! it may open accounts, so the file is its owner's alone, and it is refused wherever others are served.

use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use door::outbox::{Channel, Letter, Sending, Undelivered};
use serde_json::json;

use crate::own_file::append;

/// A file that messages are appended to, one line of JSON each.
#[derive(Debug)]
pub struct OutboxFile {
    path: PathBuf,
    /// One line at a time.
    writing: Arc<Mutex<()>>,
}

impl OutboxFile {
    /// The file of that name, which need not exist yet.
    pub fn new(path: PathBuf) -> Self {
        Self {
            path,
            writing: Arc::default(),
        }
    }
}

impl Channel for OutboxFile {
    fn name(&self) -> &'static str {
        "file"
    }

    fn send<'a>(&'a self, letter: &'a Letter) -> Sending<'a> {
        let line = json!({
            "id": letter.id,
            "made_micros": letter.made.micros(),
            "to": letter.to,
            "language": letter.language.tag(),
            "subject": letter.subject,
            "text": letter.text.expose(),
        });
        let (path, writing) = (self.path.clone(), Arc::clone(&self.writing));
        Box::pin(async move {
            let written = tokio::task::spawn_blocking(move || {
                let _one = writing.lock().unwrap_or_else(PoisonError::into_inner);
                append(&path, &line.to_string())
            });
            let written = written.await.map_err(io::Error::other).flatten();
            written.map_err(|error| Undelivered::Later(error.to_string()))
        })
    }
}
