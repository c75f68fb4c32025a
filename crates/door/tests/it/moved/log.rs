//! What the program has written to its log.

use std::io::{Result, Write};
use std::sync::{Mutex, Once};

static LINES: Mutex<Vec<u8>> = Mutex::new(Vec::new());

struct Lines;

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        LINES.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> Result<()> {
        Ok(())
    }
}

/// Begins to listen, or goes on.
pub fn listen() {
    static BEGUN: Once = Once::new();
    BEGUN.call_once(|| {
        let errors = tracing_subscriber::fmt().with_max_level(tracing::Level::ERROR);
        errors.with_ansi(false).with_writer(|| Lines).init();
    });
}

/// The lines since it was last asked.
pub fn lines() -> String {
    let lines = std::mem::take(&mut *LINES.lock().unwrap());
    String::from_utf8(lines).unwrap()
}
