//! What accounts are called, by id, and the pages of their list.

use domain::ids::AccountId;
use door::Actor;
use testing::people::{Browser, PASSWORD, enrol, session};
use testing::{Place, on_both};

use crate::budgets::wrong_password;

on_both! {
    async fn names_are_found_by_id_however_many_are_asked_for(place: Place) {
        let door = place.door().await;
        let mut ids: Vec<AccountId> = Vec::new();
        for n in 0..70 {
            let new = door::administration::NewAccount { name: format!("anna{n}"), ..Default::default() };
            ids.push(door.add_account(&Actor::COMMAND_LINE, new).await.unwrap());
        }
        door.delete_account(&Actor::COMMAND_LINE, "anna3").await.unwrap();
        for asked in [0, 1, 31, 32, 33, 70] {
            let names = door.account_names(&Actor::COMMAND_LINE, &ids[..asked]).await.unwrap();
            let there = ids[..asked].iter().enumerate().filter(|(n, _)| *n != 3);
            assert_eq!(names, there.map(|(n, id)| (*id, format!("anna{n}"))).collect(), "{asked}");
        }
        let unknown = AccountId::from_bytes([9; 16]);
        assert!(door.account_names(&Actor::COMMAND_LINE, &[unknown]).await.unwrap().is_empty());
    }

    async fn accounts_are_read_by_pages_each_with_what_is_its_own(place: Place) {
        let door = place.door().await;
        let by = Actor::COMMAND_LINE;
        door.add_group(&by, "staff").await.unwrap();
        let mut names = Vec::new();
        for n in 0..70 {
            let name = format!("anna{n:02}");
            let new = door::administration::NewAccount {
                name: name.clone(),
                emails: vec![format!("{name}@example.org"), format!("z{name}@example.org")],
                groups: if n % 3 == 0 { vec!["staff".into()] } else { Vec::new() },
                admin: n % 2 == 0,
                password: (n % 5 != 0).then(|| domain::Secret::new(PASSWORD.to_owned())),
                ..Default::default()
            };
            door.add_account(&by, new).await.unwrap();
            names.push(name);
        }
        wrong_password(&door, "anna07", &Browser::new("198.51.100.1")).await;
        let mut browser = Browser::new("198.51.100.2");
        session(&door, "anna41", &mut browser).await;
        enrol(&place, &door, "Phone", &mut browser).await;
        let (mut all, mut sizes): (Vec<door::AccountView>, Vec<usize>) = Default::default();
        loop {
            let after = all.last().map_or("", |last| last.name.as_str()).to_owned();
            let page = door.accounts(&by, &after, i64::MAX).await.unwrap();
            if page.is_empty() {
                break;
            }
            sizes.push(page.len());
            all.extend(page);
        }
        assert_eq!(sizes, [32, 32, 6]);
        assert_eq!(all.iter().map(|one| one.name.clone()).collect::<Vec<_>>(), names);
        for one in &all {
            let alone = door.account(&by, &one.name).await.unwrap();
            assert_eq!(serde_json::to_value(one).unwrap(), serde_json::to_value(alone).unwrap());
            let own = |email: &door::EmailView| email.address.ends_with(&format!("{}@example.org", one.name));
            assert_eq!(one.emails.iter().filter(|email| own(email)).count(), 2, "{}", one.name);
        }
        assert_eq!((all[7].waits.len(), all[8].waits.len()), (1, 0));
        assert_eq!(all[41].factors, ["totp"]);
        assert_eq!((all[3].groups.len(), all[4].groups.len()), (1, 0));
        let mut acting: Vec<String> = Vec::new();
        loop {
            let after = acting.last().cloned().unwrap_or_default();
            let page = door.administrators(&by, &after).await.unwrap();
            if page.is_empty() {
                break;
            }
            acting.extend(page.into_iter().map(|one| one.name));
        }
        let can_act = (0..70).filter(|n| n % 2 == 0 && n % 5 != 0);
        assert_eq!(acting, can_act.map(|n| format!("anna{n:02}")).collect::<Vec<_>>());
    }
}
