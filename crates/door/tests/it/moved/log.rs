//! What the program has written to its log, each test's lines apart: one runs on one thread, beside others.

use std::cell::RefCell;
use std::io::{Result, Write};
use std::sync::Once;

thread_local! {
    static LINES: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

struct Lines;

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        LINES.with_borrow_mut(|lines| lines.write(bytes))
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
    String::from_utf8(LINES.take()).unwrap()
}
