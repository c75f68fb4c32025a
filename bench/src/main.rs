//! Measures hot paths against their ceilings in the same run, and prints a table of ratios:
//!
//! `cargo build --release && cargo run --release -p countersign-bench`
//!
//! Ratios hold when a machine's speed drifts; single figures don't. Everything is on loopback and
//! bounded in time.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::disallowed_methods,
    reason = "a measurement that can't go on ends by a panic, and it measures real time"
)]

mod bare;
mod crowd;
mod gate;
mod growth;
mod handler;
mod hashing;
mod load;
mod million;
mod notices;
mod process;
mod session_check;
mod sign_in;
mod site;
mod wrk;

/// One row of the table.
pub struct Row {
    pub what: String,
    pub figure: String,
    pub ceiling: String,
    pub ratio: String,
    pub target: &'static str,
}

fn main() {
    let only: Vec<String> = std::env::args().skip(1).collect();
    let wanted = |name: &str| only.is_empty() || only.iter().any(|one| one == name);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    println!("| what | figure | against | ratio | target |");
    println!("| --- | --- | --- | --- | --- |");
    if wanted("session-check") {
        print(&[runtime.block_on(session_check::measure())]);
    }
    if wanted("session-check") || wanted("handler") {
        print(&[runtime.block_on(handler::measure())]);
    }
    if wanted("gate") {
        print(&runtime.block_on(gate::measure()));
    }
    if wanted("million") {
        print(&runtime.block_on(million::measure()));
    }
    if wanted("growth") {
        print(&[runtime.block_on(growth::measure())]);
    }
    if wanted("hashing") {
        print(&hashing::measure());
    }
    if wanted("sign-in") {
        print(&[runtime.block_on(sign_in::measure())]);
    }
    if wanted("notices") {
        print(&runtime.block_on(notices::measure()));
    }
    if wanted("process") {
        print(&process::measure());
    }
}

fn print(rows: &[Row]) {
    for row in rows {
        println!(
            "| {} | {} | {} | {} | {} |",
            row.what, row.figure, row.ceiling, row.ratio, row.target
        );
    }
}

/// The middle of some figures.
pub fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

/// Two figures taken in turn, so that a slow moment of the machine falls on both: their medians, and
/// the median of their ratios. The first round warms both up and isn't counted.
pub fn in_turn(
    rounds: usize,
    mut one: impl FnMut() -> f64,
    mut other: impl FnMut() -> f64,
) -> (f64, f64, f64) {
    let (mut ones, mut others, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..=rounds {
        let (a, b) = (one(), other());
        if round > 0 {
            ones.push(a);
            others.push(b);
            ratios.push(a / b);
        }
    }
    (median(ones), median(others), median(ratios))
}
