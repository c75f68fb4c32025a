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
