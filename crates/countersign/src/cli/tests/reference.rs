//! The commands of `docs/reference.md`, from their tree.

use clap::CommandFactory;
use testing::reference::{is_in_the_reference, table};

use super::every;
use crate::cli::tree::Cli;

#[test]
fn the_reference_lists_every_command() {
    let mut all = Vec::new();
    every(&Cli::command(), "countersign", &mut all);
    let rows = all
        .into_iter()
        .filter(|(_, command)| !command.has_subcommands())
        .map(|(path, command)| {
            let name = path.trim_start_matches("countersign ");
            let json = command.get_arguments().any(|one| one.get_id() == "json");
            let json = if json { "yes" } else { "" };
            let about = command.get_about().unwrap().to_string();
            [format!("`{name}`"), json.to_owned(), about]
        });
    is_in_the_reference("commands", &table(["command", "`--json`", "does"], rows));
}
