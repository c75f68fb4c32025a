//! Clients that send a name and a secret with every request.

use domain::device_password::Limits;
use domain::gate::Why;
use domain::{Assurance, Refusal, Secret, Span};
use door::{Actor, Client, Door, Progress};
use testing::Place;
use testing::people::{
    Browser, PASSWORD, add, by_password, events, form, pending, refusal, session, with_app,
};

const FILES: &str = "files.example.org";

fn secret(text: &str) -> Secret<String> {
    Secret::new(text.to_owned())
}

async fn ask(door: &Door, name: &str, text: &str, from: &Browser) -> Result<Client, domain::Stop> {
    door.client(name, &secret(text), FILES, &from.seen).await
}

testing::on_both! {
    async fn a_device_password_opens_for_its_owner_and_is_dead_at_the_next_request(place: Place) {
        let (door, node) = (place.door().await, place.door().await);
        let mut browser = Browser::new("192.0.2.1");
        with_app(&place, &door, "anna", &mut browser).await;
        add(&door, "bea", false).await;
        let live = browser.live(&door).await;
        let made = door.make_device_password(&live, &form(&[("name", "Phone"), ("read_only", "on")]), &browser.seen).await.unwrap();
        let client = Browser::new("198.51.100.7");
        let shown = made.secret.expose().clone();
        for typed in [shown.clone(), shown.to_lowercase(), shown.replace('-', " ")] {
            for _ in 0..3 {
                let found = ask(&door, "ANNA", &typed, &client).await.unwrap();
                let Client::Device { subject, scope, made_with, .. } = &found else { panic!() };
                assert_eq!((subject.name.as_str(), scope.read_only, *made_with), ("anna", true, Assurance::TwoFactor));
                door.client_used(&found, FILES, &client.seen).await;
            }
        }
        let list = door.own_device_passwords(&live).await.unwrap();
        assert_eq!((list[0].address.as_str(), list[0].host.as_str()), ("198.51.100.7", FILES));
        assert_eq!(refusal(ask(&door, "bea", &shown, &client).await), Refusal::WrongSignIn, "somebody else's name");
        assert!(door.sign_in("anna", &shown, "", &client.seen).await.is_err(), "never at pages");
        let other = form(&[("hosts", "notes.example.org")]);
        node.limit_device_password(&live, made.id, &other, &browser.seen).await.unwrap();
        let Client::Device { scope, .. } = ask(&door, "anna", &shown, &client).await.unwrap() else { panic!() };
        assert!(!scope.read_only && scope.hosts.is_some(), "other limits hold from the next request on");
        node.disconnect_device_password(&live, made.id, &browser.seen).await.unwrap();
        assert_eq!(refusal(ask(&door, "anna", &shown, &client).await), Refusal::WrongSignIn);
    }

    async fn the_last_use_is_written_once_a_minute_with_program_and_host(place: Place) {
        let (door, node) = (place.door().await, place.door().await);
        let mut browser = Browser::new("192.0.2.1");
        with_app(&place, &door, "anna", &mut browser).await;
        let live = browser.live(&door).await;
        let made = door.make_device_password(&live, &form(&[("name", "Phone")]), &browser.seen).await.unwrap();
        let shown = made.secret.expose().clone();
        let begun = place.now();
        // Seconds since the first use, from where and with what, and what is noted then.
        for (at, address, agent, host, noted) in [
            (0, "198.51.100.7", "rclone/v1.60.1", FILES, 0),
            (30, "198.51.100.8", "DAVx5/4.4", "notes.example.org", 0),
            (60, "198.51.100.8", "DAVx5/4.4", "notes.example.org", 0),
            (61, "198.51.100.8", "DAVx5/4.4", "notes.example.org", 61),
            (100, "198.51.100.7", "rclone/v1.60.1", FILES, 61),
            (122, "198.51.100.7", "rclone/v1.60.1", FILES, 122),
        ] {
            place.clock().advance(begun.plus(Span::seconds(at)).since(place.now()));
            let mut client = Browser::new(address);
            client.seen.agent = agent.to_owned();
            for node in [&door, &node] {
                let found = ask(node, "anna", &shown, &client).await.unwrap();
                node.client_used(&found, host, &client.seen).await;
            }
            let list = door.own_device_passwords(&live).await.unwrap();
            let moment = begun.plus(Span::seconds(noted)).micros();
            assert_eq!(list[0].seen, Some(moment), "{at}");
            let is_rclone = (list[0].address.as_str(), list[0].agent.as_str(), list[0].host.as_str());
            let other = ("198.51.100.8", "DAVx5/4.4", "notes.example.org");
            assert_eq!(is_rclone, if noted == 61 { other } else { ("198.51.100.7", "rclone/v1.60.1", FILES) }, "{at}");
        }
    }

    async fn L36_one_that_is_over_or_out_of_place_is_told_once_a_day_and_costs_as_much_as_a_wrong_one(place: Place) {
        let door = place.door().await;
        let mut browser = Browser::new("192.0.2.1");
        with_app(&place, &door, "anna", &mut browser).await;
        let client = Browser::new("192.0.2.1");
        let limits = Limits { ends: domain::device_password::Ends::Unused(Span::days(2)), ..Limits::default() };
        let over = door.add_device_password(&Actor::COMMAND_LINE, "anna", "Phone", &limits).await.unwrap();
        place.clock().advance(Span::days(2));
        let placed = door.add_device_password(&Actor::COMMAND_LINE, "anna", "Tablet", &Limits::default()).await.unwrap();
        let reasons = [Why::ScopeHost, Why::ScopeMethod, Why::ScopeNetwork, Why::DevicePassword];
        let costs = [over.secret.expose().as_str(), "01234-56789-ABCDE-FGHJK-MNPQR"];
        let mut spent = Vec::new();
        for secret in costs {
            let work = door.hashing_work();
            assert_eq!(refusal(ask(&door, "anna", secret, &client).await), Refusal::WrongSignIn);
            spent.push(door.hashing_work() - work);
        }
        let work = door.hashing_work();
        door.client_was_beyond(placed.id, Why::ScopeHost, &client.seen).await.unwrap();
        spent.push(door.hashing_work() - work);
        assert!(spent[0] > 0 && spent.iter().all(|one| *one == spent[0]), "{spent:?}");
        let work = door.hashing_work();
        let told = async || {
            let events = events(&door, "anna").await;
            let of = |name: &str| events.iter().filter(|event| event.starts_with(name)).count();
            let names = ["expired", "other-host", "only-reads", "other-network", "too-little"];
            names.map(|name| of(&format!("device-password.{name}")))
        };
        for _ in 0..60 {
            assert_eq!(refusal(ask(&door, "anna", over.secret.expose(), &client).await), Refusal::WrongSignIn);
            for why in reasons {
                door.client_was_beyond(placed.id, why, &client.seen).await.unwrap();
            }
            place.clock().advance(Span::minutes(1));
        }
        assert_eq!(door.hashing_work(), work, "costs nothing more");
        assert_eq!(told().await, [1; 5]);
        pending(&door, "anna", &Browser::new("192.0.2.1")).await;
        place.clock().advance(Span::days(1));
        assert_eq!(refusal(ask(&door, "anna", over.secret.expose(), &client).await), Refusal::WrongSignIn);
        assert_eq!(told().await, [2, 1, 1, 1, 1]);
    }

    async fn one_that_is_over_or_whose_account_is_disabled_opens_nothing(place: Place) {
        let door = place.door().await;
        add(&door, "anna", false).await;
        let client = Browser::new("198.51.100.7");
        let limits = Limits { ends: domain::device_password::Ends::Unused(Span::days(2)), ..Limits::default() };
        let made = door.add_device_password(&Actor::COMMAND_LINE, "anna", "Phone", &limits).await.unwrap();
        let shown = made.secret.expose();
        for _ in 0..3 {
            place.clock().advance(Span::hours(47));
            let found = ask(&door, "anna", shown, &client).await.expect("in use");
            door.client_used(&found, FILES, &client.seen).await;
        }
        place.clock().advance(Span::hours(48));
        assert_eq!(refusal(ask(&door, "anna", shown, &client).await), Refusal::WrongSignIn, "unused for two days");
        assert!(events(&door, "anna").await.iter().any(|event| event.starts_with("device-password.expired")));
        let dated = Limits { ends: domain::device_password::Ends::At(place.now().plus(Span::hours(1))), ..Limits::default() };
        let made = door.add_device_password(&Actor::COMMAND_LINE, "anna", "Scanner", &dated).await.unwrap();
        place.clock().advance(Span::minutes(59));
        let found = ask(&door, "anna", made.secret.expose(), &client).await.unwrap();
        door.client_used(&found, FILES, &client.seen).await;
        place.clock().advance(Span::minutes(1));
        assert_eq!(refusal(ask(&door, "anna", made.secret.expose(), &client).await), Refusal::WrongSignIn, "its day is over");
        let made = door.add_device_password(&Actor::COMMAND_LINE, "anna", "Tablet", &Limits::default()).await.unwrap();
        assert!(ask(&door, "anna", made.secret.expose(), &client).await.is_ok());
        door.disable_account(&Actor::COMMAND_LINE, "anna").await.unwrap();
        assert_eq!(refusal(ask(&door, "anna", made.secret.expose(), &client).await), Refusal::WrongSignIn, "L17");
    }

    async fn L08_the_accounts_own_password_is_taken_only_where_there_is_no_second_factor(place: Place) {
        let door = place.door().await;
        add(&door, "anna", false).await;
        let client = Browser::new("198.51.100.7");
        let Client::Account(subject) = ask(&door, "anna", PASSWORD, &client).await.unwrap() else { panic!() };
        assert_eq!((subject.name.as_str(), subject.assurance), ("anna", Assurance::Single));
        let work = door.hashing_work();
        for _ in 0..5 {
            ask(&door, "anna", PASSWORD, &client).await.unwrap();
        }
        assert_eq!(door.hashing_work(), work, "looked at once a minute");
        place.clock().advance(Span::seconds(61));
        ask(&door, "anna", PASSWORD, &client).await.unwrap();
        assert!(door.hashing_work() > work);
        let mut browser = Browser::new("192.0.2.1");
        let live = session(&door, "anna", &mut browser).await;
        assert_eq!(door.own_password_clients(&live).await.unwrap()[0].host, FILES);
        testing::people::enrol(&place, &door, "anna", &mut browser).await;
        let spent = door.hashing_work();
        assert_eq!(refusal(ask(&door, "anna", PASSWORD, &client).await), Refusal::WrongSignIn, "at once");
        assert!(door.hashing_work() > spent, "the same work for nothing");
        let told = async || events(&door, "anna").await.iter().filter(|event| event.starts_with("client.old-password")).count();
        assert_eq!(told().await, 1);
    }

    async fn clients_that_came_by_the_accounts_own_password_are_remembered_for_thirty_days(place: Place) {
        let door = place.door().await;
        add(&door, "anna", false).await;
        let mut browser = Browser::new("192.0.2.1");
        let live = session(&door, "anna", &mut browser).await;
        let mut client = Browser::new("198.51.100.7");
        let known = async || {
            let all = door.own_password_clients(&live).await.unwrap();
            all.into_iter().map(|client| client.agent).collect::<Vec<_>>()
        };
        for agent in ["rclone/v1.60.1", "curl/8.0"] {
            client.seen.agent = agent.to_owned();
            ask(&door, "anna", PASSWORD, &client).await.unwrap();
            place.clock().advance(Span::days(1));
        }
        assert_eq!(known().await, ["curl/8.0", "rclone/v1.60.1"], "the latest first");
        place.clock().advance(Span::days(28));
        assert_eq!(known().await, ["curl/8.0"]);
        place.clock().advance(Span::days(1));
        assert!(known().await.is_empty());
    }

    async fn the_accounts_own_password_can_be_shut_out(place: Place) {
        let door = place.door_with(|config| config.account_password_at_gate = false).await;
        add(&door, "anna", false).await;
        let work = door.hashing_work();
        let client = Browser::new("198.51.100.7");
        assert_eq!(refusal(ask(&door, "anna", PASSWORD, &client).await), Refusal::WrongSignIn);
        assert_eq!(door.hashing_work(), work);
    }

    async fn L36_a_client_with_an_old_password_keeps_nobody_out_for_an_hour(place: Place) {
        let door = place.door().await;
        let mut browser = Browser::new("192.0.2.1");
        with_app(&place, &door, "anna", &mut browser).await;
        add(&door, "bea", false).await;
        let client = Browser::new("192.0.2.1");
        let (mut work, mut first) = (door.hashing_work(), true);
        for _ in 0..720 {
            for old in ["an old password of mine", "01234-56789-ABCDE-FGHJK-MNPQR"] {
                assert_eq!(refusal(ask(&door, "anna", old, &client).await), Refusal::WrongSignIn);
            }
            if !first {
                assert_eq!(door.hashing_work(), work, "costs nothing more");
            }
            (work, first) = (door.hashing_work(), false);
            place.clock().advance(Span::seconds(5));
        }
        let stranger = Browser::new("192.0.2.1");
        pending(&door, "anna", &stranger).await;
        assert!(matches!(by_password(&door, "bea", &stranger).await, Ok(Progress::In(_))), "nor the neighbour");
        let told: Vec<_> = events(&door, "anna").await.into_iter().filter(|event| event.starts_with("client.old-password")).collect();
        assert_eq!(told.len(), 1, "{told:?}");
    }

    async fn a_changed_password_is_forgotten_at_once_and_the_new_one_taken(place: Place) {
        let door = place.door().await;
        add(&door, "anna", false).await;
        let client = Browser::new("198.51.100.7");
        let new = "en helt annan mening";
        assert!(ask(&door, "anna", new, &client).await.is_err());
        assert!(ask(&door, "anna", PASSWORD, &client).await.is_ok());
        door.set_user_password(&Actor::COMMAND_LINE, "anna", &secret(new)).await.unwrap();
        assert!(ask(&door, "anna", PASSWORD, &client).await.is_err());
        assert!(ask(&door, "anna", new, &client).await.is_ok());
    }
}
