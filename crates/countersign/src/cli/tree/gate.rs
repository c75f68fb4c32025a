//! `countersign gate`: what the lines about protected hosts come to.

use std::net::IpAddr;

use clap::{Args, Subcommand};
use domain::Assurance;

use super::Form;

/// The commands for protected hosts.
#[derive(Subcommand, Debug)]
pub enum Gate {
    /// Say what becomes of a request to a protected host, by which line of the configuration, and why
    #[command(
        after_help = "Example:\n  countersign gate explain https://files.example.org/reports/ --account ada\n  \
                      countersign gate explain https://files.example.org/ --method PUT --from 192.0.2.7"
    )]
    Explain(Explain),
    /// Look for lines about protected hosts that can't mean what they say; code 1 if there are any
    #[command(after_help = "Example:\n  countersign gate check-config --json")]
    CheckConfig(Form),
}

/// A request to a protected host.
#[derive(Args, Debug)]
pub struct Explain {
    /// The address, as the browser or client asks for it
    pub url: String,
    /// Who asks, signed in as completely as that account can; without it nobody is signed in
    #[arg(long, value_name = "NAME")]
    pub account: Option<String>,
    /// The method
    #[arg(long, value_name = "METHOD", default_value = "GET")]
    pub method: String,
    /// From which address; without it, as where no proxy tells it
    #[arg(long, value_name = "ADDRESS")]
    pub from: Option<IpAddr>,
    /// As a client with a device password of that account, which has no limits
    #[arg(long, requires = "account")]
    pub device_password: bool,
    /// As if the sign-in had amounted to that: single, two-factor or phishing-resistant
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
