//! A telephone number that a text message may be sent to. What is dear to send to, or can get no text at
//! all, is refused here, before anything is sent or kept.

mod africa;
mod america;
mod asia;
mod europe;
mod home;
mod oceania;
mod plan;
mod read;

pub use home::home;

/// How many bytes of what somebody typed are looked at; longer ones are no number.
pub const MOST: usize = 64;

/// A number as the whole world dials it (ITU-T E.164): `+`, the calling code and the national number.
/// Logs and panics that print it tell its country alone.
#[derive(Clone, PartialEq, Eq)]
pub struct Phone {
    number: String,
    country: Country,
}

impl Phone {
    /// A number as it was kept, looked at once more.
    pub fn kept(number: &str) -> Option<Self> {
        read::again(number)
    }

    /// Reads a number as people of the home country write it: with `+`, with the prefix that they dial
    /// abroad with, or as they dial it at home.
    pub fn read(typed: &str, home: Country) -> Result<Self, Unreachable> {
        read::read(typed, home)
    }

    /// The number in E.164, such as `+46701234567`.
    pub fn as_str(&self) -> &str {
        &self.number
    }

    /// Whose numbering plan the number is of. Where countries share a calling code and nothing in the
    /// number tells them apart, it is the main one of them.
    pub const fn country(&self) -> Country {
        self.country
    }

    /// The last four digits behind bullets, by which its owner knows it and nobody else does.
    pub fn masked(&self) -> String {
        let mut last = self.number.chars().rev().take(4).collect::<Vec<_>>();
        last.reverse();
        let pairs = last.chunks(2).map(|pair| pair.iter().collect::<String>());
        format!("•••• {}", pairs.collect::<Vec<_>>().join(" "))
    }
}

impl std::fmt::Debug for Phone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Phone").field(&self.country).finish()
    }
}

/// A country or territory with telephone numbers of its own, by its two letters (ISO 3166-1 alpha-2; Kosovo
/// is `XK`).
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Country([u8; 2]);

impl Country {
    /// The country of these two letters, in whatever case, if its numbers are known here.
    pub fn read(letters: &str) -> Option<Self> {
        let [first, second] = letters.as_bytes() else {
            return None;
        };
        let country = Self([first.to_ascii_uppercase(), second.to_ascii_uppercase()]);
        plan::all()
            .any(|plan| plan.country == country)
            .then_some(country)
    }

    /// Its two letters as ISO 3166-1 has them, in upper case.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("")
    }

    /// The calling code that its numbers begin with, as `+46`; countries may share one.
    pub fn calling_code(&self) -> String {
        let plan = plan::all().find(|plan| plan.country == *self);
        plan.map_or_else(String::new, |plan| format!("+{}", plan.code))
    }

    /// For the tables, where each country stands by its letters.
    const fn of(letters: &str) -> Self {
        match letters.as_bytes() {
            [first, second] => Self([*first, *second]),
            _ => Self(*b"??"),
        }
    }
}

impl std::fmt::Debug for Country {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Why no text message goes to what was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreachable {
    /// It has no digits, something other than digits and the usual separators, or more than [`MOST`] bytes.
    NotANumber,
    /// No country or service has the calling code that it begins with.
    UnknownCountry,
    /// It begins as numbers of its country do, and has too few or too many digits.
    WrongLength,
    /// It is of a range that gets no texts, costs extra or belongs to nobody, or it is a short code.
    NotMobile,
}

#[cfg(test)]
mod tests;
