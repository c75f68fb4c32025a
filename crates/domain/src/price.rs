//! What something costs, as a site writes it down: "0.65 SEK".

/// A price: a number with a point, and the currency behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Price {
    /// In the smallest units that were written.
    units: i64,
    /// How many digits stand behind the point.
    decimals: u32,
    currency: String,
}

/// The most digits before and behind the point.
const MOST: usize = 6;

impl Price {
    /// Reads one; none where it is something else.
    pub fn read(text: &str) -> Option<Self> {
        let (number, currency) = text.trim().split_once(' ')?;
        let (whole, part) = number.split_once('.').unwrap_or((number, ""));
        let is_number = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
        let fits = (1..=MOST).contains(&whole.len()) && part.len() <= MOST;
        let currency = currency.trim();
        if !fits || !is_number(whole) || !is_number(part) || currency.is_empty() {
            return None;
        }
        Some(Self {
            units: format!("{whole}{part}").parse().ok()?,
            decimals: part.len().try_into().ok()?,
            currency: currency.to_owned(),
        })
    }

    /// What so many cost, as it is written.
    pub fn of(&self, many: i64) -> String {
        let sum = self.units.saturating_mul(many.max(0));
        let one = 10_i64.checked_pow(self.decimals).unwrap_or(1);
        let (whole, part) = (
            sum.checked_div(one).unwrap_or(0),
            sum.checked_rem(one).unwrap_or(0),
        );
        let width = usize::try_from(self.decimals).unwrap_or(0);
        match width {
            0 => format!("{whole} {}", self.currency),
            _ => format!("{whole}.{part:0width$} {}", self.currency),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_price_is_read_and_multiplied_to_the_last_digit() {
        for (text, many, sum) in [
            ("0.65 SEK", 143, "92.95 SEK"),
            ("0.0075 USD", 4, "0.0300 USD"),
            ("1 kr", 7, "7 kr"),
            ("0.10 €", 10, "1.00 €"),
            ("0.65 SEK", 0, "0.00 SEK"),
            ("999999.999999 X", i64::MAX, "9223372036854.775807 X"),
        ] {
            assert_eq!(Price::read(text).unwrap().of(many), sum, "{text}");
        }
    }

    #[test]
    fn what_is_no_price_is_none() {
        for text in [
            "",
            "0.65",
            "SEK",
            "0,65 SEK",
            "-1 SEK",
            ". SEK",
            "1.2.3 SEK",
            "0.1234567 SEK",
            "1 ",
        ] {
            assert_eq!(Price::read(text), None, "{text}");
        }
    }
}
