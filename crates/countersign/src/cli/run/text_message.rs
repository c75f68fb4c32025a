//! `countersign factor test text-message`: one message at once, by each gateway in its turn until one takes it, and
//! what helps where none does.

use domain::ids::MessageId;
use domain::phone::{Phone, Unreachable};
use post::gateway::{Asked, TextMessage, trial};
use serde::Serialize;

use super::At;
use super::mail::language;
use crate::cli::tree::access::TestFactor;
use crate::cli::{Stopped, print};
use crate::wiring::{self, Nature};

/// What programs are told of a gateway.
#[derive(Serialize)]
struct Told {
    gateway: String,
    taken: bool,
    /// Why it wasn't taken; empty where it was.
    why: String,
}

pub(super) async fn test(asked: &TestFactor, at: &mut At<'_>) -> Result<(), Stopped> {
    let settings = &at.loaded.settings;
    let to = Phone::read(&asked.to, wiring::home(settings)?);
    let to = to.map_err(|why| Stopped::Usage(format!("--to {}", said(why))))?;
    let gateways = wiring::gateways(settings)?;
    if gateways.is_empty() {
        let why = "No gateway is set. Put a [[text_message.gateway]] into the configuration file.";
        return Err(Stopped::Refused(why.to_owned()));
    }
    let text = trial(settings.text("site.name"), language(at))?;
    let id = MessageId::new(&*Nature::system().random);
    let message = TextMessage {
        to: to.as_str(),
        text: &text,
        id: &id.to_string(),
        // It stands in no outbox: whatever is said of it leads to nothing.
        report: "test/test",
    };
    let all = gateways.send(&message).await;
    let taken = all.last().is_some_and(|last| last.came.is_ok());
    if asked.form.json {
        print::json(at.out, &all.iter().map(told).collect::<Vec<_>>())?;
    } else {
        for one in &all {
            at.say(&match &one.came {
                Ok(()) => format!("{}: taken", one.gateway),
                Err(why) => format!("{}: not taken, {}", one.gateway, why.why()),
            })?;
        }
    }
    match taken {
        true if asked.form.json => Ok(()),
        true => at.say("Look whether it arrives: the gateway says only that it has it."),
        false => Err(Stopped::Refused(
            "No gateway has taken it. Compare its settings with its own documentation.".to_owned(),
        )),
    }
}

fn told(one: &Asked) -> Told {
    let why = one.came.as_ref().err().map(|why| why.why().to_owned());
    Told {
        gateway: one.gateway.clone(),
        taken: why.is_none(),
        why: why.unwrap_or_default(),
    }
}

/// Why no message goes to a number, after the name of its flag.
const fn said(why: Unreachable) -> &'static str {
    match why {
        Unreachable::NotANumber => "must be a telephone number, as +46 70 123 45 67.",
        Unreachable::UnknownCountry => "begins with no country's code.",
        Unreachable::WrongLength => {
            "has too few or too many digits. Begin with + and the country's code, as +46 70 123 45 67."
        }
        Unreachable::NotMobile => "is no number that text messages can be sent to.",
    }
}
