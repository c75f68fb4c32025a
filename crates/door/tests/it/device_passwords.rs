//! Device passwords: made after step-up, shown once, limited, disconnected by their owner or an
//! administrator.

use domain::device_password::Limits;
use domain::{Refusal, Span};
use door::{Actor, DevicePasswords, PasswordChange};
use testing::Place;
use testing::people::{Browser, PASSWORD, add, form, refusal, session, with_app};

testing::on_both! {
    async fn one_is_made_after_step_up_and_once_for_a_form(place: Place) {
        let door = place.door().await;
        let mut browser = Browser::new("192.0.2.1");
        with_app(&place, &door, "anna", &mut browser).await;
        let live = browser.live(&door).await;
        let number = door.form_number();
        let typed = form(&[("name", "Thunderbird"), ("number", &number)]);
        let made = door.make_device_password(&live, &typed, &browser.seen).await.unwrap();
        let groups: Vec<_> = made.secret.expose().split('-').map(str::len).collect();
        assert_eq!(groups, [5; 5]);
        let again = door.make_device_password(&live, &typed, &browser.seen).await;
        assert_eq!(refusal(again), Refusal::FormUsed);
        let list = door.own_device_passwords(&live).await.unwrap();
        assert_eq!(list.len(), 1);
        assert_eq!((list[0].name.as_str(), list[0].seen, list[0].expired), ("Thunderbird", None, false));
        place.clock().advance(Span::minutes(11));
        let late = door.make_device_password(&live, &form(&[("name", "Phone")]), &browser.seen).await;
        assert_eq!(refusal(late), Refusal::StepUp);
        let id = made.id;
        let wider = door.limit_device_password(&live, id, &form(&[]), &browser.seen).await;
        assert_eq!(refusal(wider), Refusal::StepUp);
        door.rename_device_password(&live, id, "Mail", &browser.seen).await.unwrap();
        door.disconnect_device_password(&live, id, &browser.seen).await.unwrap();
        assert!(door.own_device_passwords(&live).await.unwrap().is_empty());
        let gone = door.disconnect_device_password(&live, id, &browser.seen).await;
        assert_eq!(refusal(gone), Refusal::NoSuch);
    }

    async fn L25_somebody_elses_is_as_if_it_did_not_exist(place: Place) {
        let door = place.door().await;
        add(&door, "anna", false).await;
        add(&door, "bea", false).await;
        let (mut hers, mut other) = (Browser::new("192.0.2.1"), Browser::new("192.0.2.2"));
        let (anna, bea) = (session(&door, "anna", &mut hers).await, session(&door, "bea", &mut other).await);
        let id = door.make_device_password(&anna, &form(&[("name", "Phone")]), &hers.seen).await.unwrap().id;
        let seen = &other.seen;
        assert_eq!(refusal(door.rename_device_password(&bea, id, "Mine", seen).await), Refusal::NoSuch);
        assert_eq!(refusal(door.limit_device_password(&bea, id, &form(&[]), seen).await), Refusal::NoSuch);
        assert_eq!(refusal(door.disconnect_device_password(&bea, id, seen).await), Refusal::NoSuch);
        let actor = bea.actor(seen);
        assert_eq!(refusal(door.user_device_passwords(&actor, "anna").await), Refusal::NotAllowed);
        assert_eq!(refusal(door.delete_device_password(&actor, id).await), Refusal::NotAllowed);
        let made = door.add_device_password(&actor, "bea", "x", &Limits::default()).await;
        assert_eq!(refusal(made), Refusal::NotAllowed, "only the command line makes one for somebody");
        let list = door.own_device_passwords(&anna).await.unwrap();
        assert_eq!(list[0].name, "Phone");
    }

    async fn administrators_see_names_and_last_use_and_may_delete(place: Place) {
        let door = place.door().await;
        add(&door, "anna", false).await;
        add(&door, "root", true).await;
        let made = door.add_device_password(&Actor::COMMAND_LINE, "anna", "Scanner", &Limits::default()).await.unwrap();
        let mut browser = Browser::new("192.0.2.1");
        let root = session(&door, "root", &mut browser).await.actor(&browser.seen);
        let list = door.user_device_passwords(&root, "anna").await.unwrap();
        assert_eq!(list[0].name, "Scanner");
        assert!(!serde_json::to_string(&list).unwrap().contains(made.secret.expose()));
        door.delete_device_password(&root, made.id).await.unwrap();
        assert!(door.user_device_passwords(&root, "anna").await.unwrap().is_empty());
        assert_eq!(refusal(door.delete_device_password(&root, made.id).await), Refusal::NoSuch);
    }

    async fn they_outlive_other_sessions_and_a_password_unless_they_are_to_go(place: Place) {
        let door = place.door().await;
        add(&door, "anna", false).await;
        add(&door, "bea", false).await;
        let (mut browser, mut other) = (Browser::new("192.0.2.1"), Browser::new("192.0.2.2"));
        let live = session(&door, "anna", &mut browser).await;
        let bea = session(&door, "bea", &mut other).await;
        door.make_device_password(&bea, &form(&[("name", "Bea's")]), &other.seen).await.unwrap();
        for name in ["Mail", "Phone"] {
            door.make_device_password(&live, &form(&[("name", name)]), &browser.seen).await.unwrap();
        }
        let (stay, go) = (DevicePasswords::Stay, DevicePasswords::Go);
        door.end_other_sessions(&live, stay, &browser.seen).await.unwrap();
        assert_eq!(door.own_device_passwords(&live).await.unwrap().len(), 2);
        door.end_other_sessions(&live, go, &browser.seen).await.unwrap();
        assert!(door.own_device_passwords(&live).await.unwrap().is_empty());
        door.make_device_password(&live, &form(&[("name", "Mail")]), &browser.seen).await.unwrap();

        let (second, third) = ("en annan mening här", "en tredje mening här");
        let new = door.change_password(&live, PasswordChange { current: PASSWORD, new: second, device_passwords: stay }, &browser.seen).await.unwrap();
        browser.keep(&new);
        let live = browser.live(&door).await;
        assert_eq!(door.own_device_passwords(&live).await.unwrap().len(), 1);
        let new = door.change_password(&live, PasswordChange { current: second, new: third, device_passwords: go }, &browser.seen).await.unwrap();
        browser.keep(&new);
        let live = browser.live(&door).await;
        assert!(door.own_device_passwords(&live).await.unwrap().is_empty());
        door.end_other_sessions(&live, go, &browser.seen).await.unwrap();
        let told = door.activity(&live, None, 40).await.unwrap();
        let all = told.iter().filter(|event| event.action == "device-password.all-removed").count();
        assert_eq!(all, 2, "told where there were some");
        assert_eq!(door.own_device_passwords(&bea).await.unwrap().len(), 1, "whoever else's stay");
    }

    async fn limits_are_kept_shown_and_changed(place: Place) {
        let door = place.door().await;
        add(&door, "anna", false).await;
        let mut browser = Browser::new("192.0.2.1");
        let live = session(&door, "anna", &mut browser).await;
        let typed = form(&[
            ("name", "Phone"), ("ends", "unused"), ("unused_days", "30"), ("networks", "192.0.2.0/24"),
            ("hosts", "files.example.org"), ("read_only", "on"),
        ]);
        let id = door.make_device_password(&live, &typed, &browser.seen).await.unwrap().id;
        let list = door.own_device_passwords(&live).await.unwrap();
        let seen = &list[0];
        assert_eq!((seen.unused_days, seen.read_only), (Some(30), true));
        assert_eq!((seen.networks.join(" "), seen.hosts.join(" ")), ("192.0.2.0/24".into(), "files.example.org".into()));
        door.limit_device_password(&live, id, &form(&[("ends", "never")]), &browser.seen).await.unwrap();
        let list = door.own_device_passwords(&live).await.unwrap();
        assert_eq!((list[0].expires, list[0].unused_days, list[0].read_only), (None, None, false));
        assert!(list[0].networks.is_empty() && list[0].hosts.is_empty());
        let wrong = door.limit_device_password(&live, id, &form(&[("networks", "here")]), &browser.seen).await;
        assert_eq!(refusal(wrong), Refusal::InvalidLimit("networks", "here".into()));
    }
}
