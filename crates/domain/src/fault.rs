//! A fault: ours, and told to nobody but the log.

/// Something of ours that broke, with its causes, for the log alone.
#[derive(Debug, Clone)]
pub struct Fault {
    what: String,
    unknown: bool,
    away: bool,
}

impl Fault {
    /// A fault described in a few words; never holds a secret.
    pub fn new(what: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            unknown: false,
            away: false,
        }
    }

    /// A fault after which nobody can say whether the batch was committed.
    pub fn unknown(what: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            unknown: true,
            away: false,
        }
    }

    /// The same fault, where what we rely on doesn't answer: trying again later may help.
    #[must_use]
    pub const fn away(mut self) -> Self {
        self.away = true;
        self
    }

    /// Whether something that we rely on doesn't answer.
    pub const fn is_away(&self) -> bool {
        self.away
    }

    /// Whether the outcome of what was tried is unknown.
    pub const fn is_unknown(&self) -> bool {
        self.unknown
    }

    /// A fault caused by another error, whose whole chain is written down.
    pub fn because(what: &str, cause: &dyn std::error::Error) -> Self {
        let mut text = format!("{what}: {cause}");
        let mut next = cause.source();
        // A chain that long is a loop.
        for _ in 0..16 {
            let Some(cause) = next else { break };
            text.push_str(": ");
            text.push_str(&cause.to_string());
            next = cause.source();
        }
        Self::new(text)
    }
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.what)
    }
}

impl std::error::Error for Fault {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_tells_its_causes_and_is_of_no_special_sort_unless_said() {
        let cause = std::io::Error::other(crate::ids::NotAnId.to_string());
        let fault = Fault::because("the row can't be read", &cause);
        assert_eq!(fault.to_string(), "the row can't be read: not an id");
        assert!(!fault.is_away() && !fault.is_unknown());
        let away = Fault::new("no answer").away();
        assert!(away.is_away() && !away.is_unknown());
        let unknown = Fault::unknown("sent, and no answer");
        assert!(unknown.is_unknown() && !unknown.is_away());
    }
}
