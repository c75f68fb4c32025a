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

    /// The same with this field before all others, so that its value counts whatever was sent.
    pub fn with(&self, name: &str, value: &str) -> Self {
        let first = (name.to_owned(), value.to_owned());
        Self([vec![first], self.0.clone()].concat())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_prints_the_names_of_its_fields_and_no_value() {
        let form = Form::new(vec![
            (String::from("name"), String::from("alice")),
            (String::from("password"), String::from("hunter2")),
        ]);
        assert_eq!(format!("{form:?}"), r#"["name", "password"]"#);
    }

    #[test]
    fn the_first_value_counts_where_one_is_asked_for() {
        let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let form = Form::new(vec![field("a", ""), field("b", "1"), field("b", "2")]);
        assert!(form.has("a") && !form.has("c"));
        assert_eq!(form.with("b", "0").get("b"), "0");
        let cases: &[(&str, &str, &[&str])] =
            &[("a", "", &[""]), ("b", "1", &["1", "2"]), ("c", "", &[])];
        for (name, first, all) in cases {
            assert_eq!(form.get(name), *first, "{name}");
            assert_eq!(form.all(name).collect::<Vec<_>>(), *all, "{name}");
        }
    }
}
