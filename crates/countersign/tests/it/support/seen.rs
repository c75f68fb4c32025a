//! What a browser sees: an answer, read from its bytes.

/// An answer.
#[derive(Clone, Debug)]
pub struct Seen {
    /// Its status.
    pub status: u16,
    /// Its headers, in order, names in lower case.
    pub headers: Vec<(String, String)>,
    /// Its body.
    pub text: String,
}

impl Seen {
    /// Reads an answer; none where there is no whole head.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let text = String::from_utf8_lossy(bytes);
        let (head, body) = text.split_once("\r\n\r\n")?;
        let header = |line: &str| {
            let (name, value) = line.split_once(": ")?;
            Some((name.to_ascii_lowercase(), value.to_owned()))
        };
        Some(Self {
            status: head.split(' ').nth(1)?.parse().ok()?,
            headers: head.lines().filter_map(header).collect(),
            text: body.to_owned(),
        })
    }

    /// A header; empty where there is none.
    pub fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value)
    }

    /// The cookies that it sets, or deletes where there is no value.
    pub fn cookies(&self) -> impl Iterator<Item = (&str, &str)> {
        let lines = self.headers.iter().filter(|(name, _)| name == "set-cookie");
        lines.filter_map(|(_, line)| line.split(';').next()?.split_once('='))
    }

    /// Where it leads; empty where it doesn't.
    pub fn location(&self) -> &str {
        self.header("location")
    }

    /// Has this status.
    #[track_caller]
    pub fn is(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{:?} {}", self.headers, self.text);
        self
    }

    /// Has this text.
    #[track_caller]
    pub fn has(self, text: &str) -> Self {
        assert!(self.text.contains(text), "{text} in {}", self.text);
        self
    }

    /// Leads there by a 303.
    #[track_caller]
    pub fn leads(self, to: &str) -> Self {
        let seen = (self.status, self.location());
        assert_eq!(seen, (303, to), "{:?} {}", self.headers, self.text);
        self
    }
}
