//! What is posted: the page has a row for each path, and names each field that is read.

use std::collections::BTreeSet;

use testing::reference::{beneath, is_named};

use super::{sources, templates};
use crate::route::{Handler, Verb};
use crate::routes::ROUTES;

/// Every field that is read of a form.
fn fields() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let all = ["web/src", "factors/src", "door/src"].map(sources).concat();
    let device_password = super::source("domain/src/device_password.rs");
    for code in all.iter().chain([&device_password]) {
        for read in ["form.get(\"", "form.has(\"", "form.all(\""] {
            let names = code.split(read).skip(1);
            let names = names.map(|rest| rest.split('"').next().unwrap().to_owned());
            found.extend(names);
        }
    }
    // A test of `domain` asks for it.
    found.remove("host");
    found
}

#[test]
fn the_reference_has_every_form_and_names_every_field() {
    let page = beneath("Forms");
    // What a program of others posts is no form of ours.
    let forms = ROUTES
        .iter()
        .filter(|route| route.verb == Verb::Post && !matches!(route.handler, Handler::Program(_)));
    for route in forms {
        let row = format!("| `{}` |", route.path);
        assert!(page.contains(&row), "no row {row}");
    }
    let fields = fields();
    assert!(fields.len() > 30, "{fields:?}");
    for field in fields {
        assert!(is_named(&page, &field), "no field {field}");
    }
}

#[test]
fn the_reference_has_no_form_that_isn_t_there() {
    let page = beneath("Forms");
    let rows = page.lines().filter_map(|line| line.strip_prefix("| `/"));
    let posted: BTreeSet<&str> = ROUTES
        .iter()
        .filter(|route| route.verb == Verb::Post)
        .map(|route| route.path)
        .collect();
    for row in rows {
        let path = format!("/{}", row.split('`').next().unwrap());
        assert!(posted.contains(path.as_str()), "{path}");
    }
}

#[test]
fn the_ids_that_the_reference_names_are_in_templates() {
    let page = beneath("Forms");
    let named = page.split("`#").skip(1);
    let ids: Vec<&str> = named.map(|rest| rest.split('`').next().unwrap()).collect();
    assert!(ids.len() > 5, "{ids:?}");
    let all = ["web/src", "factors/src", "look/templates"].map(templates);
    let all = all.concat().concat();
    for id in ids {
        assert!(all.contains(&format!("\"{id}\"")), "no element #{id}");
    }
}
