//! Every command: what it prints, what it refuses, on both engines.

mod access;
mod audit;
mod device_password;
mod doctor;
mod gate;
mod import;
mod invite;
mod jobs;
mod keeping;
mod outbox;
mod user;

use testing::Engine;

use crate::program::Program;

/// Runs a test's body on every engine that is to be tested.
fn on_every_engine(body: impl Fn(&Program)) {
    for engine in Engine::all() {
        if let Some(program) = Program::on(*engine) {
            program.done("database migrate");
            body(&program);
        }
    }
}
