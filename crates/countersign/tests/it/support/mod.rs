//! What the black-box tests stand on: a browser, an authenticator app, the server within this process,
//! the real one with its log in a file, real proxies with a program behind them, and a look at everything
//! that a database holds.

pub mod app;
pub mod behind;
pub mod browser;
pub mod daemon;
pub mod http2;
pub use testing::dump;
pub mod node;
pub mod proxy;
pub mod secrets;
pub mod seen;
pub mod servers;
pub mod site;
pub mod tap;
pub mod tunnel;
pub mod wire;

/// A password that is accepted everywhere.
pub const PASSWORD: &str = "vinterns blåa timmar";

/// What stands between two texts.
#[track_caller]
pub fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    let Some((_, rest)) = text.split_once(from) else {
        panic!("{from} in {text}");
    };
    rest.split_once(to).unwrap().0
}

/// Chance from a seed, for walks that are the same at every run.
pub struct Dice(pub u64);

impl Dice {
    /// A number below this one.
    pub fn below(&mut self, end: u64) -> u64 {
        // xorshift64*
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % end
    }
}
