//! A form as it was sent: fields by name, already decoded and bounded by whoever parsed it.

/// Fields in the order in which they came. Does not print its values: some are secrets.
#[derive(Clone, Default)]
pub struct Form(Vec<(String, String)>);

impl Form {
    /// A form of these fields.
    pub const fn new(fields: Vec<(String, String)>) -> Self {
        Self(fields)
    }

    /// The first value of a field; empty where it wasn't sent.
    pub fn get(&self, name: &str) -> &str {
        self.0
            .iter()
            .find(|(field, _)| field == name)
            .map_or("", |(_, value)| value)
    }

    /// Whether a field was sent, even if empty.
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(field, _)| field == name)
    }

    /// Every value of a field.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0
            .iter()
            .filter(move |(field, _)| field == name)
            .map(|(_, value)| value.as_str())
    }
}

impl std::fmt::Debug for Form {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list()
            .entries(self.0.iter().map(|(name, _)| name))
            .finish()
    }
}

impl Drop for Form {
    fn drop(&mut self) {
        for (_, value) in &mut self.0 {
            zeroize::Zeroize::zeroize(value);
        }
    }
}
