//! A way by which messages leave: to the test, which reads them.

use std::sync::Mutex;

use door::outbox::{Channel, Letter, Sending};

/// Messages that have left.
#[derive(Debug, Default)]
pub struct Letters(Mutex<Vec<(String, String)>>);

impl Letters {
    /// The last one to this account with such a text.
    pub fn last(&self, to: &str, such: impl Fn(&str) -> bool) -> Option<String> {
        let all = self.0.lock().unwrap();
        let meant = |(name, text): &&(String, String)| name == to && such(text);
        all.iter().rev().find(meant).map(|(_, text)| text.clone())
    }
}

impl Channel for Letters {
    fn name(&self) -> &'static str {
        "letters"
    }

    fn send<'a>(&'a self, letter: &'a Letter) -> Sending<'a> {
        Box::pin(async move {
            let kept = (letter.to.clone(), letter.text.expose().clone());
            self.0.lock().unwrap().push(kept);
            Ok(())
        })
    }
}
