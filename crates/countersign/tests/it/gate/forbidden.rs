//! What somebody tried whom a host doesn't let in stands in the log: who, where, why.

use testing::{Engine, run};

use super::place::Place;
use crate::support::proxy::{Kind, left_out};

#[test]
fn V16_3_2_whoever_is_signed_in_and_may_not_come_in_is_in_the_log() {
    if left_out() {
        return;
    }
    run(Engine::Sqlite, async |_place| {
        let place = Place::start(Kind::Nginx, Kind::Nginx.family()).await;
        let (mut home, mut there) = (place.home(), place.there());
        place.sign_in("bo", &mut home, false).await;
        let entrance = "/.well-known/countersign/enter?next=/public/x";
        place.enter(&mut home, &mut there, entrance).await;
        there.get("/public/x").await.is(200);
        let told = || {
            let log = std::fs::read_to_string(&place.node.log).unwrap();
            let lines = log.lines().filter(|line| line.contains("gate-forbidden"));
            lines.map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(
            told(),
            Vec::<String>::new(),
            "what may be read is no attempt"
        );
        there.get("/docs").await.is(403);
        let told = told();
        assert_eq!(told.len(), 1, "{told:?}");
        let bo = place.program.done("user show bo --json");
        let bo: serde_json::Value = serde_json::from_str(&bo).unwrap();
        for word in [bo["id"].as_str().unwrap(), "files.example.test", "group"] {
            assert!(told[0].contains(word), "{word} in {told:?}");
        }
    });
}
