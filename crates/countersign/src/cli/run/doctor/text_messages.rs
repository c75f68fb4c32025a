//! Which gateways are set, and what has left by them this month.

use domain::Fault;
use domain::price::Price;
use domain::setting::Settings;

use super::super::desk::Desk;
use super::check::{Check, sentence};
use crate::wiring;

const NAME: &str = "text-messages";

pub(super) async fn inspect(settings: &Settings, desk: Option<&Desk>) -> Check {
    let gateways = match wiring::gateways(settings) {
        Ok(gateways) => gateways,
        Err(fault) => return Check::wrong(NAME, sentence(fault), "Change that setting."),
    };
    if gateways.is_empty() {
        return Check::ok(NAME, "No gateway is set: nobody is sent a text message.");
    }
    let Some(desk) = desk else {
        return Check::not_looked_at(NAME);
    };
    let price = Price::read(settings.text("text_message.price"));
    judge(gateways.count(), desk.door.sent_this_month().await, price)
}

fn judge(gateways: usize, sent: Result<i64, Fault>, price: Option<Price>) -> Check {
    let sent = match sent {
        Ok(sent) => sent,
        Err(fault) => {
            return Check::wrong(
                NAME,
                sentence(fault),
                "Look at what is told of the database.",
            );
        }
    };
    let cost = price.map(|price| format!(", which cost {}", price.of(sent)));
    let cost = cost.unwrap_or_default();
    Check::ok(
        NAME,
        format!("Gateways that are set: {gateways}. Text messages sent this month: {sent}{cost}."),
    )
}

#[cfg(test)]
mod tests {
    use super::super::check::State;
    use super::*;

    #[test]
    fn the_months_messages_are_told_with_what_they_cost() {
        let price = Price::read("0.65 SEK");
        for (sent, price, expected, says) in [
            (
                Ok(143),
                price,
                State::Ok,
                "month: 143, which cost 92.95 SEK.",
            ),
            (Ok(143), None, State::Ok, "month: 143."),
            (Err(Fault::new("gone")), None, State::Wrong, "gone."),
        ] {
            let check = judge(2, sent, price);
            assert_eq!(check.state, expected, "{check:?}");
            assert!(check.finding.ends_with(says), "{check:?}");
        }
    }
}
