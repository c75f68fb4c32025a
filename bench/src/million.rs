//! What a request to a protected host costs more among a million accounts, sessions and device passwords than among a handful: on PostgreSQL, where each request reads.

use testing::Engine;

use crate::gate::{Gate, pairs};
use crate::{Row, median};

/// As if a million people had signed in and made a device password.
const FILL: &str = "
INSERT INTO accounts (id, name, name_key, display_name, password, password_at, enabled, admin, epoch, revision,
        language, zone, theme, created, signed_in, password_short)
    SELECT decode(lpad(to_hex(n), 32, '0'), 'hex'), 'filler' || n, 'filler' || n, 'Filler', NULL, NULL, 1, 0, 0, 0,
        '', '', '', 1, 1, 0 FROM generate_series(1, 1000000) n;
INSERT INTO sessions (hash, secret, id, account, epoch, proofs, name, address, agent, made, seen, idle, expires, stay, wrong)
    SELECT h, h, id, id, 0, '[]', '', '192.0.2.1', 'filler', 1, 1,
        604800000000, 9000000000000000, 1, 0
    FROM generate_series(1, 1000000) n, LATERAL (SELECT decode(lpad(to_hex(n), 32, '0'), 'hex') AS id) i,
        LATERAL (SELECT decode('01' || lpad(to_hex(n), 64, '0'), 'hex') AS h) h;
INSERT INTO device_passwords (id, account, hash, name, made, expires, unused, networks, hosts, read_only, made_with,
        seen, address, agent, host)
    SELECT id, id, decode('01' || lpad(to_hex(n), 64, '0'), 'hex'), 'Phone', 1, NULL, NULL, '', '', 0, 'single', 0, '', '', ''
    FROM generate_series(1, 1000000) n, LATERAL (SELECT decode(lpad(to_hex(n), 32, '0'), 'hex') AS id) i;
ANALYZE accounts; ANALYZE sessions; ANALYZE device_passwords;
";

pub async fn measure() -> Vec<Row> {
    let (small, large) = (
        Gate::start(Engine::Postgres, false).await,
        Gate::start(Engine::Postgres, false).await,
    );
    let database = large.site.place.postgres().await;
    database.batch_execute(FILL).await.unwrap();
    let measured = tokio::task::spawn_blocking(move || {
        let rows = small.asked.iter().zip(&large.asked).map(|(few, many)| {
            let (at_few, at_many) = (small.site.address(), large.site.address());
            let (at_many, at_few) = pairs(|| large.load(many, at_many), || small.load(few, at_few));
            let rate = |loads: &[crate::wrk::Load]| median(loads.iter().map(|l| l.rate).collect());
            let ratios = at_few
                .iter()
                .zip(&at_many)
                .map(|(few, many)| few.rate / many.rate);
            Row {
                what: format!("gate by {} among a million (PostgreSQL)", many.what),
                figure: format!("{:.0} requests/s", rate(&at_many)),
                ceiling: format!("among a handful, {:.0} requests/s", rate(&at_few)),
                ratio: format!("{:.2} times the cost", median(ratios.collect())),
                target: "less than 1.10",
            }
        });
        rows.collect()
    });
    measured.await.unwrap()
}
