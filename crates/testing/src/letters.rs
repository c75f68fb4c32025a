//! A way by which messages leave: to the test, which reads them.

use std::sync::Mutex;

use door::outbox::{Channel, Letter, Sending};

/// Messages that have left.
#[derive(Debug, Default)]
pub struct Letters(Mutex<Vec<Left>>);

/// One that has left.
#[derive(Debug)]
struct Left {
    to: String,
    /// Empty where it went to the account itself.
    address: String,
    text: String,
}

impl Letters {
    /// The last one to this account with such a text.
    pub fn last(&self, to: &str, such: impl Fn(&str) -> bool) -> Option<String> {
        self.find(|left| left.to == to && such(&left.text))
    }

    /// The last one to this account that went to this address or number.
    pub fn last_at(&self, to: &str, address: &str) -> Option<String> {
        self.find(|left| left.to == to && left.address == address)
    }

    /// How many have left for such an address or number.
    pub fn count(&self, such: impl Fn(&str) -> bool) -> usize {
        let all = self.0.lock().unwrap();
        all.iter().filter(|left| such(&left.address)).count()
    }

    fn find(&self, such: impl Fn(&Left) -> bool) -> Option<String> {
        let all = self.0.lock().unwrap();
        let found = all.iter().rev().find(|left| such(left));
        found.map(|left| left.text.clone())
    }
}

impl Channel for Letters {
    fn name(&self) -> &'static str {
        "letters"
    }

    fn send<'a>(&'a self, letter: &'a Letter) -> Sending<'a> {
        Box::pin(async move {
            self.0.lock().unwrap().push(Left {
                to: letter.to.clone(),
                address: letter.address.clone().unwrap_or_default(),
                text: letter.text.expose().clone(),
            });
            Ok(())
        })
    }
}
