//! A load by `wrk`: requests a second, and how long half of them and 99 of 100 took at most.

use std::net::SocketAddr;
use std::process::Command;

/// What one run of `wrk` measured.
#[derive(Clone, Copy)]
pub struct Load {
    /// How many requests a second.
    pub rate: f64,
    /// Milliseconds within which half were answered.
    pub p50: f64,
    /// Milliseconds within which 99 of 100 were.
    pub p99: f64,
    /// Microseconds of a core that a request took in this process, kernel included: what the server costs,
    /// whatever `wrk` and a database cost beside it.
    pub core: f64,
}

/// Two threads and sixteen connections, for some seconds, always the same request.
pub fn load(to: SocketAddr, path: &str, headers: &[(&str, &str)], seconds: u32) -> Load {
    let mut wrk = Command::new("wrk");
    wrk.args(["-t2", "-c16", "--latency", &format!("-d{seconds}s")]);
    for (name, value) in headers {
        wrk.args(["-H", &format!("{name}: {value}")]);
    }
    let before = core_time();
    let ran = wrk.arg(format!("http://{to}{path}")).output();
    let spent = core_time() - before;
    let ran = ran.expect("wrk is missing: apt-get install wrk");
    let text = String::from_utf8(ran.stdout).unwrap();
    let after = |mark: &str| {
        let line = text.lines().find_map(|line| line.trim().strip_prefix(mark));
        line.unwrap_or_else(|| panic!("no {mark} in {text}")).trim()
    };
    let refused = text.lines().any(|line| line.contains("Non-2xx"));
    assert!(!refused, "{text}");
    Load {
        rate: after("Requests/sec:").parse().unwrap(),
        p50: milliseconds(after("50%")),
        p99: milliseconds(after("99%")),
        core: spent / (after("Requests/sec:").parse::<f64>().unwrap() * f64::from(seconds)),
    }
}

/// Microseconds that this process has spent on a core (proc(5), `stat`, fields 14 and 15, in hundredths).
fn core_time() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let (_, after_name) = stat.rsplit_once(')').unwrap();
    let ticks = after_name.split_whitespace().skip(11).take(2);
    ticks
        .map(|field| field.parse::<f64>().unwrap())
        .sum::<f64>()
        * 10_000.0
}

fn milliseconds(text: &str) -> f64 {
    let end = text.find(|c: char| c.is_ascii_alphabetic()).unwrap();
    let factor = match &text[end..] {
        "us" => 0.001,
        "ms" => 1.0,
        "s" => 1000.0,
        other => panic!("{other}"),
    };
    text[..end].parse::<f64>().unwrap() * factor
}
