//! The graph of rooms within `door`: an arrow for each path from one to another, and for each method of `Door` that one
//! calls and another has.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use syn::visit::{self, Visit};
use syn::{Attribute, Expr, File, ImplItem, Item, ItemImpl, ItemUse, Type, UseTree};

use crate::tree;

/// One room leans on another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Arrow {
    pub from: String,
    pub to: String,
    /// What is named there.
    what: String,
    /// The file that names it.
    file: String,
}

impl fmt::Display for Arrow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            from,
            to,
            what,
            file,
        } = self;
        write!(f, "{from} names {to}{what}: {file}")
    }
}

/// The files of a crate by their paths, without what stands there for tests.
pub struct Tree(BTreeMap<String, File>);

impl Tree {
    /// Of texts that stand in for files, each named by its room.
    pub fn of(texts: &[(&str, &str)]) -> Self {
        let parsed = texts
            .iter()
            .map(|(room, text)| (format!("{room}.rs"), syn::parse_file(text).unwrap()));
        Self(parsed.collect())
    }

    fn of_door() -> Self {
        // What stands there for tests may name anything.
        let for_tests = |place: &str| {
            place
                .split(['/', '.'])
                .any(|part| part == "tests" || part == "own_files")
        };
        let parsed = tree::files(&["rs"]).into_iter().filter_map(|(path, text)| {
            let place = path.strip_prefix("crates/door/src/")?;
            (!for_tests(place)).then(|| (place.to_owned(), syn::parse_file(&text).unwrap()))
        });
        Self(parsed.collect())
    }
}

/// The room that a file stands in.
fn room(place: &str) -> String {
    let first = place.split('/').next().unwrap();
    first.trim_end_matches(".rs").to_owned()
}

/// All rooms of the door, as its own file declares them.
pub fn rooms() -> BTreeSet<String> {
    let tree = Tree::of_door();
    let modules = tree.0["lib.rs"].items.iter().filter_map(|item| match item {
        Item::Mod(item) if !is_for_tests(&item.attrs) => Some(item.ident.to_string()),
        _ => None,
    });
    modules.collect()
}

/// All arrows between rooms of the door.
pub fn arrows() -> Vec<Arrow> {
    arrows_of(&Tree::of_door())
}

/// All arrows between the rooms of a tree.
pub fn arrows_of(tree: &Tree) -> Vec<Arrow> {
    let methods = methods(tree);
    let mut outside = BTreeMap::new();
    if let Some(lib) = tree.0.get("lib.rs") {
        lib.items.iter().for_each(|item| {
            if let Item::Use(item) = item {
                paths(&item.tree, &[], &mut |path| {
                    outside.insert(path.last().unwrap().clone(), path[0].clone());
                });
            }
        });
    }
    let mut all = BTreeSet::new();
    for (place, file) in tree.0.iter().filter(|(place, _)| *place != "lib.rs") {
        let mut names = Names::in_module(place);
        names.visit_file(file);
        let mut arrow = |to: &str, what: String| {
            let from = room(place);
            if from != to {
                let (to, file) = (to.to_owned(), place.clone());
                all.insert(Arrow {
                    from,
                    to,
                    what,
                    file,
                });
            }
        };
        for path in names.paths {
            let to = outside.get(&path[0]).unwrap_or(&path[0]);
            let rest = path[1..].iter().map(|part| format!("::{part}"));
            arrow(to, rest.collect());
        }
        for call in names.calls {
            if let Some(to) = methods.get(&call) {
                arrow(to, format!(".{call}()"));
            }
        }
    }
    all.into_iter().collect()
}

/// In which room each method of `Door` stands. No two have one name.
fn methods(tree: &Tree) -> BTreeMap<String, String> {
    let mut methods = BTreeMap::new();
    for (place, file) in &tree.0 {
        for item in &file.items {
            let Item::Impl(item) = item else { continue };
            if !is_of_door(item) {
                continue;
            }
            for of in &item.items {
                if let ImplItem::Fn(function) = of {
                    methods.insert(function.sig.ident.to_string(), room(place));
                }
            }
        }
    }
    methods
}

fn is_of_door(item: &ItemImpl) -> bool {
    let is_door = |of: &Type| matches!(of, Type::Path(path) if path.path.is_ident("Door"));
    item.trait_.is_none() && is_door(&item.self_ty)
}

fn is_for_tests(attributes: &[Attribute]) -> bool {
    let text = |of: &Attribute| match &of.meta {
        syn::Meta::List(list) if list.path.is_ident("cfg") => list.tokens.to_string(),
        _ => String::new(),
    };
    attributes.iter().any(|of| text(of) == "test")
}

/// Calls back with each path of a tree of `use`.
fn paths(tree: &UseTree, before: &[String], say: &mut dyn FnMut(Vec<String>)) {
    let with = |name: String| [before, &[name]].concat();
    match tree {
        UseTree::Path(path) => paths(&path.tree, &with(path.ident.to_string()), say),
        UseTree::Group(group) => group.items.iter().for_each(|one| paths(one, before, say)),
        UseTree::Name(name) => say(with(name.ident.to_string())),
        UseTree::Rename(name) => say(with(name.ident.to_string())),
        UseTree::Glob(_) => say(with("*".to_owned())),
    }
}

/// What a file names of its crate, and calls on a door.
#[derive(Default)]
struct Names {
    /// How many times `super` leads to the crate.
    depth: usize,
    paths: Vec<Vec<String>>,
    calls: Vec<String>,
    in_door: bool,
}

impl Names {
    fn in_module(place: &str) -> Self {
        let parts = place.split('/').filter(|part| *part != "mod.rs");
        Self {
            depth: parts.count(),
            ..Self::default()
        }
    }

    /// Takes a path that begins at the crate.
    fn take(&mut self, path: &[String]) {
        let up = path.iter().take_while(|part| *part == "super").count();
        let begins = match path[0].as_str() {
            "crate" => 1,
            "super" if up == self.depth => up,
            _ => return,
        };
        if path.len() > begins {
            self.paths.push(path[begins..].to_vec());
        }
    }
}

impl<'a> Visit<'a> for Names {
    fn visit_item(&mut self, item: &'a Item) {
        let attributes = match item {
            Item::Mod(item) => &item.attrs[..],
            Item::Use(item) => &item.attrs,
            Item::Fn(item) => &item.attrs,
            Item::Impl(item) => &item.attrs,
            _ => &[],
        };
        if !is_for_tests(attributes) {
            visit::visit_item(self, item);
        }
    }

    fn visit_item_use(&mut self, item: &'a ItemUse) {
        paths(&item.tree, &[], &mut |path| self.take(&path));
    }

    fn visit_item_impl(&mut self, item: &'a ItemImpl) {
        self.in_door = is_of_door(item);
        visit::visit_item_impl(self, item);
        self.in_door = false;
    }

    fn visit_path(&mut self, path: &'a syn::Path) {
        let parts: Vec<String> = path
            .segments
            .iter()
            .map(|part| part.ident.to_string())
            .collect();
        if parts[0] == "crate" && parts.len() > 1 {
            self.paths.push(parts[1..].to_vec());
        }
        visit::visit_path(self, path);
    }

    fn visit_expr_method_call(&mut self, call: &'a syn::ExprMethodCall) {
        let on_door = match &*call.receiver {
            Expr::Path(of) => {
                of.path.is_ident("door") || (self.in_door && of.path.is_ident("self"))
            }
            Expr::MethodCall(of) => of.method == "door",
            Expr::Field(of) => matches!(&of.member, syn::Member::Named(name) if name == "door"),
            _ => false,
        };
        if on_door {
            self.calls.push(call.method.to_string());
        }
        visit::visit_expr_method_call(self, call);
    }
}
