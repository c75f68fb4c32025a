//! Whether people reach this very site under its public URL. What answers there is known by its shape,
//! and by the keys that it publishes: they come from the site's own master key.

use serde_json::Value;

use super::ask::{Answer, ask};
use super::check::Check;
use crate::address::PublicUrl;

const REACHED: &str = "public-url";
const READY: &str = "ready";

/// Asks there, and says whether Countersign was reached. `own` is what this site's `/.well-known/jwks.json`
/// says, where its keys are at hand.
pub(super) async fn inspect(url: &PublicUrl, own: Option<&Value>) -> (bool, Vec<Check>) {
    let alive = ask(url, "/healthz").await;
    if let Some(check) = elsewhere(url, &alive) {
        return (false, vec![check]);
    }
    let keys = ask(url, "/.well-known/jwks.json").await;
    let reached = whose(url, own, &keys);
    if reached.remedy.is_some() {
        return (true, vec![reached]);
    }
    (true, vec![reached, ready(&ask(url, "/readyz").await)])
}

/// What is told where it isn't Countersign that answers `/healthz`.
fn elsewhere(url: &PublicUrl, alive: &Result<Answer, String>) -> Option<Check> {
    let answer = match alive {
        Err(cause) => {
            return Some(Check::warning(
                REACHED,
                format!("{url} is not reached: {cause}."),
                "Start the server, or, if it runs, look where the name leads and what the proxy there says.",
            ));
        }
        Ok(answer) => answer,
    };
    let pass = format!(
        "Have the proxy pass every path of {} on to Countersign, with its Host as it is.",
        url.host()
    );
    match answer.status {
        200 if answer.body == "ok\n" => None,
        300..=399 => {
            let to = answer.location.as_deref().unwrap_or("nowhere");
            let finding = format!("{url} leads on to {to} instead of answering.");
            Some(Check::wrong(REACHED, finding, pass))
        }
        421 => Some(Check::wrong(
            REACHED,
            format!("What answers at {url} has another public URL."),
            "Give the server this public_url and restart it, and have the proxy pass Host on as it is.",
        )),
        502..=504 => Some(Check::warning(
            REACHED,
            format!(
                "{url} is not reached: the proxy there answers {}.",
                answer.status
            ),
            "Start the server, or have the proxy pass requests on to where it listens.",
        )),
        status => {
            let finding = format!("What answers at {url} isn't Countersign (status {status}).");
            Some(Check::wrong(REACHED, finding, pass))
        }
    }
}

/// Whose keys are published there.
fn whose(url: &PublicUrl, own: Option<&Value>, keys: &Result<Answer, String>) -> Check {
    let theirs: Option<Value> = match keys {
        Ok(answer) if answer.status == 200 => serde_json::from_str(&answer.body).ok(),
        _ => None,
    };
    let theirs = theirs.as_ref().map(ids).unwrap_or_default();
    match own.map(ids) {
        _ if theirs.is_empty() => Check::wrong(
            REACHED,
            format!(
                "{url} answers as Countersign does, but publishes no keys at /.well-known/jwks.json."
            ),
            format!(
                "Have the proxy pass every path of {} on to Countersign.",
                url.host()
            ),
        ),
        None => Check::ok(
            REACHED,
            format!("{url} answers as Countersign does. Can't tell whether it's this site."),
        ),
        // Nodes whose clocks differ may be one key apart.
        Some(own) if own.iter().any(|id| theirs.contains(id)) => {
            Check::ok(REACHED, format!("{url} answers, and is this site."))
        }
        Some(_) => Check::wrong(
            REACHED,
            format!("The Countersign that answers at {url} is another site, with another key."),
            "Point public_url or the proxy at the server of this data folder, or name that server's data with --data.",
        ),
    }
}

/// The ids in a set of keys (RFC 7517 §4.5).
fn ids(set: &Value) -> Vec<&str> {
    let keys = set.get("keys").and_then(Value::as_array);
    keys.into_iter()
        .flatten()
        .filter_map(|key| key.get("kid").and_then(Value::as_str))
        .collect()
}

/// What `/readyz` says.
fn ready(answer: &Result<Answer, String>) -> Check {
    let strange = |what: String| {
        Check::wrong(
            READY,
            what,
            "Have the proxy pass /readyz on to Countersign.",
        )
    };
    let answer = match answer {
        Err(cause) => return strange(format!("/readyz is not reached: {cause}.")),
        Ok(answer) => answer,
    };
    let said: Value = serde_json::from_str(&answer.body).unwrap_or_default();
    match (answer.status, said.get("ready").and_then(Value::as_bool)) {
        (200, Some(true)) => Check::ok(READY, "The server says that it can do its work."),
        (503, Some(false)) => {
            let matter: Vec<_> = ["database", "clock", "program"]
                .into_iter()
                .filter_map(|part| Some((part, said.get(part)?.as_str()?)))
                .filter(|(_, word)| *word != "ok")
                .map(|(part, word)| format!("{part}: {word}"))
                .collect();
            Check::wrong(
                READY,
                format!(
                    "The server says that it can't do its work ({}).",
                    matter.join(", ")
                ),
                "Put that right; the server's log has the cause.",
            )
        }
        (status, _) => strange(format!(
            "What answers at /readyz isn't Countersign (status {status})."
        )),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::check::State;
    use super::*;

    fn answer(status: u16, body: &str) -> Result<Answer, String> {
        Ok(Answer {
            status,
            location: (status == 302).then(|| "/x".to_owned()),
            body: body.to_owned(),
        })
    }

    #[test]
    fn only_what_answers_as_we_do_is_countersign() {
        let url = PublicUrl::read("https://id.example.org").unwrap();
        let state = |alive| elsewhere(&url, &alive).map(|check| check.state);
        for (alive, expected) in [
            (answer(200, "ok\n"), None),
            (answer(200, "ok"), Some(State::Wrong)),
            (answer(200, "<html>"), Some(State::Wrong)),
            (answer(302, ""), Some(State::Wrong)),
            (answer(404, "ok\n"), Some(State::Wrong)),
            (answer(421, ""), Some(State::Wrong)),
            (answer(500, ""), Some(State::Wrong)),
            (answer(502, ""), Some(State::Warning)),
            (answer(504, ""), Some(State::Warning)),
            (answer(505, ""), Some(State::Wrong)),
            (Err("connection refused".to_owned()), Some(State::Warning)),
        ] {
            assert_eq!(state(alive.clone()), expected, "{alive:?}");
        }
    }

    #[test]
    fn a_site_is_known_by_its_keys() {
        let url = PublicUrl::read("https://id.example.org").unwrap();
        let set = |ids: &[&str]| {
            let keys: Vec<_> = ids.iter().map(|id| json!({"kid": id})).collect();
            json!({"keys": keys})
        };
        let own = set(&["b", "c"]);
        for (own, theirs, expected) in [
            (
                Some(&own),
                answer(200, &set(&["b", "c"]).to_string()),
                State::Ok,
            ),
            (
                Some(&own),
                answer(200, &set(&["a", "b"]).to_string()),
                State::Ok,
            ),
            (
                Some(&own),
                answer(200, &set(&["a"]).to_string()),
                State::Wrong,
            ),
            (Some(&own), answer(200, &set(&[]).to_string()), State::Wrong),
            (Some(&own), answer(404, ""), State::Wrong),
            (None, answer(200, &set(&["a"]).to_string()), State::Ok),
            (None, answer(200, "<html>"), State::Wrong),
            (None, Err("broken".to_owned()), State::Wrong),
        ] {
            assert_eq!(whose(&url, own, &theirs).state, expected, "{theirs:?}");
        }
    }

    #[test]
    fn a_server_that_is_not_ready_says_why() {
        let well = json!({"ready": true}).to_string();
        let ill = json!({"ready": false, "database": "ok", "clock": "late", "program": "ok"});
        assert_eq!(ready(&answer(200, &well)).state, State::Ok);
        let said = ready(&answer(503, &ill.to_string()));
        assert!(
            said.state == State::Wrong && said.finding.contains("(clock: late)"),
            "{said:?}"
        );
        for strange in [
            answer(503, "<html>"),
            answer(200, "{}"),
            answer(503, &well),
            Err("x".into()),
        ] {
            assert_eq!(ready(&strange).state, State::Wrong, "{strange:?}");
        }
    }
}
