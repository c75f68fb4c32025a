//! A piece of HTML that came from a template, where all that is inserted is escaped. Since nothing
//! else makes one, a fragment may stand in another template as it is.

use std::fmt;
use std::sync::Arc;

use domain::Fault;

use crate::script::Script;

/// Finished HTML, made by a template and by nothing else, with the scripts that help in it. Cheap to clone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fragment {
    html: Arc<str>,
    scripts: Vec<&'static Script>,
}

impl Fragment {
    /// Draws a template. A fault means that a value in it couldn't be written.
    pub fn of(template: &impl askama::Template) -> Result<Self, Fault> {
        match template.render() {
            Ok(html) => Ok(Self {
                html: html.into(),
                scripts: Vec::new(),
            }),
            Err(error) => Err(Fault::because("drawing a template", &error)),
        }
    }

    /// With scripts that help in it: the page that it comes to loads them. A fragment around another one names the
    /// other's.
    pub fn with(mut self, scripts: &[&'static Script]) -> Self {
        self.scripts.extend_from_slice(scripts);
        self
    }

    /// The scripts that help in it.
    pub fn scripts(&self) -> &[&'static Script] {
        &self.scripts
    }

    /// Its HTML, in which every value is escaped.
    pub fn as_str(&self) -> &str {
        &self.html
    }
}

impl fmt::Display for Fragment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.html)
    }
}

impl askama::filters::HtmlSafe for Fragment {}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(askama::Template)]
    #[template(source = "<b>{{ text }}</b>", ext = "html")]
    struct Inner<'a> {
        text: &'a str,
    }

    #[derive(askama::Template)]
    #[template(
        source = "<p>{{ body }}</p>{% if let Some(more) = more %}{{ more }}{% endif %}",
        ext = "html"
    )]
    struct Outer {
        body: Fragment,
        more: Option<Fragment>,
    }

    #[test]
    fn a_fragment_is_escaped_once_and_never_twice() {
        let inner = Fragment::of(&Inner { text: "<i>&\"'" }).unwrap();
        assert_eq!(inner.as_str(), "<b>&#60;i&#62;&#38;&#34;&#39;</b>");
        let outer = Fragment::of(&Outer {
            body: inner.clone(),
            more: Some(inner.clone()),
        })
        .unwrap();
        assert_eq!(outer.as_str(), format!("<p>{inner}</p>{inner}"));
    }
}
