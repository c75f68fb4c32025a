//! What accounts are called, by id.

use domain::ids::AccountId;
use door::Actor;
use testing::{Place, on_both};

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
}
