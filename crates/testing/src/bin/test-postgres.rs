//! Prints the URL of the tests' PostgreSQL and keeps it running until its input ends: for tests
//! that aren't written in Rust.

use std::io::Read;

fn main() -> std::io::Result<()> {
    println!("{}", testing::server::base());
    std::io::stdin().read_to_end(&mut Vec::new()).map(drop)
}
