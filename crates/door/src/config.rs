//! What the door is told at its making: lengths of time, limits, the site.

mod gate;
mod rows;

use domain::budget::Limits;
use domain::budget::bound::Bound;
use domain::gate::{CookieDomain, GateHost, network};
use domain::setting::Settings;
use domain::{Language, Span};
use ipnet::IpNet;

pub(crate) use gate::SETTINGS as GATE_SETTINGS;
pub use gate::{GateHeaders, Misread, Program, gate_hosts, programs};
pub(crate) use rows::SETTINGS;

/// Whether sign-in asks to stay signed in beyond the browser's window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stay {
    /// The person says at sign-in.
    #[default]
    Ask,
    Always,
    Never,
}

/// How long things last.
#[derive(Clone, Debug)]
pub struct Lengths {
    pub pending: Span,
    /// A session without requests.
    pub idle: Span,
    /// A session at most.
    pub longest: Span,
    /// A session at most that isn't to outlast its browser's window.
    pub browser: Span,
    /// How young a proof must be for sensitive things.
    pub step_up: Span,
    /// How long an enrolment waits that gives more than what authorised it.
    pub ripens: Span,
    /// A known browser's mark.
    pub known: Span,
    pub set_up_link: Span,
    pub invite: Span,
    pub audit: Span,
    /// Addresses and browsers in the audit log.
    pub audit_addresses: Span,
}

/// How many characters a password has at least.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PasswordLeast {
    /// Of one that stands alone.
    pub alone: u16,
    pub beside_factor: u16,
}

/// Everything the door is told.
#[derive(Clone, Debug)]
pub struct Config {
    /// How long things last.
    pub lengths: Lengths,
    /// Whether sessions outlast the browser's window.
    pub stay: Stay,
    pub limits: Limits,
    /// Address budgets of networks: the network, and its number.
    pub networks: Vec<(IpNet, i64)>,
    pub password_least: PasswordLeast,
    /// Words of the site that no password may be.
    pub password_words: Vec<String>,
    /// Argon2id's memory in KiB, and its passes.
    pub argon2: (u32, u32),
    /// Threads that hash; 0 for one a core.
    pub hashing_threads: usize,
    /// Hashes that may wait.
    pub hashing_queue: usize,
    pub site: String,
    /// Whether people change their own e-mail addresses.
    pub own_emails: bool,
    /// Whether those who look after others choose a forgotten password anew by themselves.
    pub forgotten_roles: bool,
    /// The language of accounts that have chosen none.
    pub language: Language,
    /// The time zone of accounts that have chosen none.
    pub zone: String,
    pub gate_hosts: Vec<GateHost>,
    /// The programs behind them that the start page shows.
    pub programs: Vec<Program>,
    /// Which headers tell the gate what was asked; none: whichever are there.
    pub gate_headers: Option<GateHeaders>,
    /// The domain whose hosts share one cookie; none: each has its own.
    pub gate_cookie_domain: Option<CookieDomain>,
    /// Whether the gate may believe for a second what it has read, where the database can't vouch for it.
    pub gate_cache: bool,
    /// Whether the password of an account without a second factor is looked at at the gate.
    pub account_password_at_gate: bool,
    /// All settings, for the factors.
    pub settings: Settings,
}

impl Config {
    /// Reads the door's part of the settings. Missing values are the defaults of their rows. Protected
    /// hosts that aren't understood ([`gate_hosts`] says why) leave none at all, so that nothing passes.
    pub fn of(settings: &Settings) -> Self {
        let small = |key: &str, default: u16| {
            settings
                .number(key)
                .and_then(|n| u16::try_from(n).ok())
                .unwrap_or(default)
        };
        let word = |key: &str, default: u32| {
            settings
                .number(key)
                .and_then(|n| u32::try_from(n).ok())
                .unwrap_or(default)
        };
        let size = |key: &str, default: usize| {
            settings
                .number(key)
                .and_then(|n| usize::try_from(n).ok())
                .unwrap_or(default)
        };
        let named = |key: &str, default: &str| match settings.text(key) {
            "" => default.to_owned(),
            text => text.to_owned(),
        };
        Self {
            lengths: lengths(settings),
            stay: match settings.text("sessions.stay") {
                "always" => Stay::Always,
                "never" => Stay::Never,
                _ => Stay::Ask,
            },
            limits: limits(settings),
            // What is no network was refused at start.
            networks: settings
                .numbers("limits.networks")
                .filter_map(|(text, number)| Some((network(text)?, number)))
                .collect(),
            password_least: PasswordLeast {
                alone: small("password.least", 15),
                beside_factor: small("password.least_with_factor", 8),
            },
            password_words: settings.list("password.words").to_vec(),
            argon2: (word("argon2.memory_kib", 19_456), word("argon2.passes", 2)),
            hashing_threads: size("argon2.threads", 0),
            hashing_queue: size("argon2.queue", Bound::Hashes.at_once()),
            site: named("site.name", "Countersign"),
            forgotten_roles: settings.switch("forgotten.roles"),
            own_emails: settings.text("emails.changed_by") != "administrators",
            language: Language::read(settings.text("site.language"), &Language::ALL)
                .unwrap_or(Language::FIRST),
            zone: named("site.time_zone", "UTC"),
            gate_hosts: gate_hosts(settings).unwrap_or_default(),
            programs: programs(settings).unwrap_or_default(),
            gate_headers: GateHeaders::of(settings),
            gate_cookie_domain: CookieDomain::read(settings.text("gate.cookie_domain")),
            gate_cache: settings.switch("gate.cache"),
            account_password_at_gate: settings.text("basic.account_password") != "never",
            settings: settings.clone(),
        }
    }
}

fn lengths(settings: &Settings) -> Lengths {
    let or = |key: &str, default: i64| settings.number(key).unwrap_or(default);
    let (idle, longest) = match settings.text("sessions.preset") {
        // NIST SP 800-63B-4 §2.2.3
        "aal2" => (60, 24),
        _ => (10_080, 720),
    };
    Lengths {
        pending: Span::minutes(or("sign_in.minutes", 10)),
        idle: Span::minutes(or("sessions.idle_minutes", idle)),
        longest: Span::hours(or("sessions.longest_hours", longest)),
        browser: Span::hours(or("sessions.browser_hours", 12)),
        step_up: Span::minutes(or("step_up.minutes", 10)),
        ripens: Span::hours(or("enrolments.ripen_hours", 24)),
        known: Span::days(or("known_browsers.days", 180)),
        set_up_link: Span::hours(1),
        invite: Span::days(7),
        audit: Span::days(or("audit.days", 400)),
        audit_addresses: Span::days(or("audit.address_days", 90)),
    }
}

fn limits(settings: &Settings) -> Limits {
    let or = |key: &str, default: i64| settings.number(key).unwrap_or(default);
    Limits {
        free: or("limits.free", 5),
        first_wait: Span::seconds(or("limits.first_wait_seconds", 1)),
        longest_wait: Span::seconds(or("limits.longest_wait_seconds", 3_600)),
        strangers: or("limits.strangers", 60),
        known: or("limits.known", 10),
        gate_strangers: or("limits.gate_strangers", 20),
        gate_networks: or("limits.gate_networks", 9),
        authenticator: or("limits.authenticator", 100),
        address: or("limits.address", 20),
        address_window: Span::minutes(or("limits.address_minutes", 10)),
        confirm: or("limits.confirm", 5),
        begun: or("limits.begun", 50),
        ..Limits::default()
    }
}

#[cfg(test)]
mod tests {
    use domain::setting::Value;

    use super::*;

    #[test]
    fn what_is_set_goes_before_the_preset() {
        let mut settings = Settings::default();
        let lengths = |settings: &Settings| {
            let lengths = Config::of(settings).lengths;
            (lengths.idle, lengths.longest, lengths.browser)
        };
        let days = (Span::days(7), Span::days(30), Span::hours(12));
        assert_eq!(lengths(&settings), days);
        settings.set("sessions.preset", Value::Text("aal2".into()));
        let nist = (Span::hours(1), Span::hours(24), Span::hours(12));
        assert_eq!(lengths(&settings), nist);
        settings.set("sessions.longest_hours", Value::Number(8));
        let shorter = (Span::hours(1), Span::hours(8), Span::hours(12));
        assert_eq!(lengths(&settings), shorter);
    }

    #[test]
    fn networks_are_read_as_they_are_written() {
        let mut settings = Settings::default();
        let table = [("10.1.2.3/8", 5), ("192.0.2.1", 6), ("2001:db8::/32", 7)];
        let table = table.map(|(name, number)| (name.to_owned(), number));
        settings.set("limits.networks", Value::Numbers(table.into()));
        let read: Vec<String> = Config::of(&settings)
            .networks
            .iter()
            .map(|(net, number)| format!("{net}={number}"))
            .collect();
        assert_eq!(read, ["10.0.0.0/8=5", "192.0.2.1/32=6", "2001:db8::/32=7"]);
    }
}
