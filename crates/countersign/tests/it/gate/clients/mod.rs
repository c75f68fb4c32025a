//! Real clients before real servers, behind every proxy: each does its work with a device password, is
//! refused with the account's own password where the account has a second factor, and is refused from the
//! request on that follows the device password's end.

mod programs;

use std::process::Command;

use testing::{Engine, run};

use self::programs::{Client, Desk, Done, Ways};
use super::place::Place;
use crate::program::PASSWORD;
use crate::support::proxy::{Kind, left_out};
use crate::support::servers::Servers;
use crate::support::tunnel;

/// What helps whoever is refused.
const HELP: &str = "Use a device password: https://auth.example.test/settings/devices";
/// cadaver shows nothing that a server says with a refusal, and asks.
const ASKS: &str = "Authentication required for Countersign on server `files.example.test'";

const PROXIES: [Kind; 6] = [
    Kind::Apache,
    Kind::Caddy,
    Kind::Envoy,
    Kind::Haproxy,
    Kind::Nginx,
    Kind::Traefik,
];

/// What each client shows when it is refused, behind each proxy. All of them work behind all of these.
#[rustfmt::skip]
const TABLE: [(Client, [&str; 6]); 5] = [
    //                 Apache  Caddy Envoy HAProxy nginx Traefik
    (Client::Curl,    [HELP,   HELP, HELP, HELP,   HELP, HELP]),
    (Client::Rclone,  [HELP,   HELP, HELP, HELP,   HELP, HELP]),
    (Client::Cadaver, [ASKS,   ASKS, ASKS, ASKS,   ASKS, ASKS]),
    (Client::Git,     [HELP,   HELP, HELP, HELP,   HELP, HELP]),
    (Client::Python,  [HELP,   HELP, HELP, HELP,   HELP, HELP]),
];

behind_each!(walk);

fn walk(kind: Kind) {
    if left_out() {
        return;
    }
    let column = PROXIES.iter().position(|known| *known == kind).unwrap();
    run(Engine::Sqlite, async move |_place| {
        let servers = Servers::start().await;
        let place = Place::before(kind, kind.family(), servers.port).await;
        place.sign_in("anna", &mut place.home(), true).await;
        let secret = place.device_password("anna", "clients");
        let ways = Ways {
            proxy: place.proxy.port,
            road: tunnel::road(place.proxy.port).await,
            trusted: place.program.path("proxy/pem"),
        };

        for (client, _) in TABLE {
            let done = at_work(client, &ways, &secret).await;
            assert!(done.well, "{kind:?} {client:?}: {}", done.said);
        }
        let mut git = Command::new("git");
        git.args(["-c", "safe.directory=*", "log", "--format=%an %s", "main"]);
        let log = git.current_dir(servers.repository()).output().unwrap();
        assert_eq!(String::from_utf8_lossy(&log.stdout), "Anna Something\n");

        let refused = async |secret: &str, what: &str| {
            for (client, shows) in TABLE {
                let done = at_work(client, &ways, secret).await;
                let said = &done.said;
                assert!(!done.well, "{kind:?} {client:?} {what}: {said}");
                assert!(
                    said.contains(shows[column]),
                    "{kind:?} {client:?} {what}: {said}"
                );
            }
        };
        refused(PASSWORD, "with the account's own password").await;
        let all = place.program.json("device-password list anna --json");
        let id = all[0]["id"].as_str().unwrap();
        place.program.done(&format!("device-password delete {id}"));
        refused(&secret, "with a device password that has been disconnected").await;
    });
}

async fn at_work(client: Client, ways: &Ways, secret: &str) -> Done {
    let desk = Desk::new(ways, "anna", secret);
    let work = tokio::task::spawn_blocking(move || desk.work(client));
    work.await.unwrap()
}
