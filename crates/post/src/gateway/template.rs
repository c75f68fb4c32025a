//! A text with holes, as `to={to}&text={text}`: what is put into one can't leave it.

use zeroize::Zeroizing;

use super::TextMessage;
use super::hole::{Hole, Within};

/// A part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Text(String),
    Hole(Hole),
}

#[derive(Clone, Debug)]
pub(super) struct Template {
    parts: Vec<Part>,
    within: Within,
}

impl Template {
    /// Reads one. A word of letters between braces is a hole, and every other brace itself, as JSON has them.
    ///
    /// # Errors
    /// Half a sentence about a hole that there isn't.
    pub(super) fn read(text: &str, within: Within) -> Result<Self, String> {
        let (mut parts, mut rest) = (Vec::new(), text);
        while let Some((before, after)) = rest.split_once('{') {
            let word = after.split_once('}');
            let word = word.filter(|(word, _)| {
                !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase())
            });
            let Some((word, behind)) = word else {
                parts.push(Part::Text(format!("{before}{{")));
                rest = after;
                continue;
            };
            let hole = Hole::read(word).ok_or_else(|| {
                format!("has {{{word}}}; there are {{to}}, {{digits}}, {{text}}, {{id}}, {{report}}, {{secret}} and {{basic}}.")
            })?;
            if within == Within::Header && hole == Hole::Text {
                return Err("can't hold {text}: put it into the body or the address.".to_owned());
            }
            parts.extend([Part::Text(before.to_owned()), Part::Hole(hole)]);
            rest = behind;
        }
        parts.push(Part::Text(rest.to_owned()));
        Ok(Self { parts, within })
    }

    /// What stands before its first hole.
    pub(super) fn begins(&self) -> String {
        let fixed = self.parts.iter().map_while(|part| match part {
            Part::Text(text) => Some(text.as_str()),
            Part::Hole(_) => None,
        });
        fixed.collect()
    }

    /// Whether something of the secret is put into it.
    pub(super) fn needs_secret(&self) -> bool {
        let secret = |part: &Part| matches!(part, Part::Hole(Hole::Secret | Hole::Basic));
        self.parts.iter().any(secret)
    }

    /// Whether it tells the gateway where to say what became of a message.
    pub(super) fn has_report(&self) -> bool {
        self.parts.contains(&Part::Hole(Hole::Report))
    }

    /// The whole text for a message.
    pub(super) fn filled(&self, message: &TextMessage<'_>, secret: &str) -> Zeroizing<String> {
        let mut out = Zeroizing::new(String::new());
        for part in &self.parts {
            match part {
                Part::Text(text) => out.push_str(text),
                Part::Hole(hole) => {
                    let filled = hole.filled(message, secret);
                    out.push_str(&Zeroizing::new(self.within.encoded(&filled)));
                }
            }
        }
        out
    }
}
