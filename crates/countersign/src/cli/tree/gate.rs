//! `countersign gate`: what the lines about protected hosts come to.

use std::net::IpAddr;

use clap::{Args, Subcommand};
use domain::Assurance;

use super::Form;

/// The commands for protected hosts.
#[derive(Subcommand, Debug)]
pub enum Gate {
    /// Explain whether a request to a protected host gets through, and which line of the configuration
    /// decides
    #[command(
        after_help = "Example:\n  countersign gate explain https://files.example.org/reports/ --account ada\n  \
                      countersign gate explain https://files.example.org/ --method PUT --from 192.0.2.7"
    )]
    Explain(Explain),
    /// Find mistakes in the configuration of protected hosts. Exit code 1 if there are any
    #[command(after_help = "Example:\n  countersign gate check-config --json")]
    CheckConfig(Form),
}

/// A request to a protected host.
#[derive(Args, Debug)]
pub struct Explain {
    /// The address, as the browser or app asks for it
    pub url: String,
    /// Account that asks, fully signed in (default: nobody)
    #[arg(long, value_name = "NAME")]
    pub account: Option<String>,
    /// The method
    #[arg(long, value_name = "METHOD", default_value = "GET")]
    pub method: String,
    /// IP address it comes from (default: unknown)
    #[arg(long, value_name = "ADDRESS")]
    pub from: Option<IpAddr>,
    /// As an app with that account's device password, without limits
    #[arg(long, requires = "account")]
    pub device_password: bool,
    /// Strength of the sign-in: single, two-factor or phishing-resistant
    #[arg(long, value_name = "HOW", requires = "account", value_parser = assurance)]
    pub assurance: Option<Assurance>,
    /// For people or programs.
    #[command(flatten)]
    pub form: Form,
}

fn assurance(word: &str) -> Result<Assurance, String> {
    let wrong = || "single, two-factor or phishing-resistant".to_owned();
    Assurance::read(word).ok_or_else(wrong)
}
