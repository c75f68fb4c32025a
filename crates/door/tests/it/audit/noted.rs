//! A log that was put back to where it was fits by itself; a seal that was noted elsewhere doesn't fit it.

use std::io;
use std::sync::{Arc, Mutex};

use domain::Span;
use door::audit::{Flaw, Seal, Seals, Verified};
use door::{Actor, Door};
use testing::{Place, on_both};

use super::{all, behind, seal, verify, write};

/// A notebook that may be full.
#[derive(Default)]
struct Notebook {
    seals: Mutex<Vec<Seal>>,
    full: Mutex<bool>,
}

impl Notebook {
    fn seals(&self) -> Vec<Seal> {
        self.seals.lock().unwrap().clone()
    }
}

impl Seals for Notebook {
    fn note(&self, seal: &Seal) -> io::Result<()> {
        if *self.full.lock().unwrap() {
            return Err(io::Error::from(io::ErrorKind::StorageFull));
        }
        self.seals.lock().unwrap().push(seal.clone());
        Ok(())
    }
}

async fn against(door: &Door, noted: &[Seal]) -> Verified {
    door.verify_audit(&Actor::COMMAND_LINE, noted)
        .await
        .unwrap()
}

on_both! {
    async fn V16_4_2_V16_4_3_a_chain_that_was_put_back_is_found_by_what_was_noted(place: Place) {
        let notebook = Arc::new(Notebook::default());
        let door = place.door_noting(Arc::clone(&notebook) as _).await;
        write(&place, &door, 0, 5).await;
        seal(&place, &door).await;
        behind(&place, "CREATE TABLE earlier AS SELECT * FROM audit_chain").await;
        write(&place, &door, 5, 5).await;
        seal(&place, &door).await;
        let noted = notebook.seals();
        let last = verify(&door).await;
        assert_eq!(noted.last().unwrap().to_string(), format!("10:{}", last.link));
        let found = against(&door, &noted).await;
        assert_eq!((found.broken, found.compared, found.swept), (None, 2, 0));

        behind(&place, "DELETE FROM audit_chain; INSERT INTO audit_chain SELECT * FROM earlier;
            DELETE FROM events WHERE place IN (7, 8);
            UPDATE events SET place = NULL, link = NULL WHERE place > 5").await;
        let unnoticed = verify(&door).await;
        assert_eq!((unnoticed.sealed, unnoticed.broken), (5, None), "by itself it fits");
        let broken = against(&door, &noted).await.broken.unwrap();
        assert_eq!((broken.flaw, broken.event), (Flaw::PutBack, None));

        // The program seals the rest anew, and goes on.
        write(&place, &door, 10, 5).await;
        let tenth = all(&door).await[3].id.clone();
        seal(&place, &door).await;
        let unnoticed = verify(&door).await;
        assert_eq!((unnoticed.place, unnoticed.broken), (13, None), "a greater number, and it fits");
        for noted in [noted.as_slice(), &noted[1..]] {
            let broken = against(&door, noted).await.broken.unwrap();
            assert_eq!((broken.flaw, broken.event.as_deref()), (Flaw::PutBack, Some(tenth.as_str())));
        }
        let broken = against(&door, &notebook.seals()).await.broken.unwrap();
        assert_eq!(broken.flaw, Flaw::PutBack, "what was noted since makes nothing good");
        assert_eq!(against(&door, &noted[..1]).await.broken, None, "of before");
    }

    async fn a_log_that_was_emptied_is_found_by_what_was_noted(place: Place) {
        let notebook = Arc::new(Notebook::default());
        let door = place.door_noting(Arc::clone(&notebook) as _).await;
        write(&place, &door, 0, 5).await;
        seal(&place, &door).await;
        behind(&place, "DELETE FROM audit_chain; DELETE FROM events").await;
        assert_eq!(verify(&door).await.broken, None);
        let broken = against(&door, &notebook.seals()).await.broken.unwrap();
        assert_eq!(broken.flaw, Flaw::PutBack);
    }

    async fn what_was_noted_of_events_that_were_swept_is_only_counted(place: Place) {
        let notebook = Arc::new(Notebook::default());
        let door = place.door_noting(Arc::clone(&notebook) as _).await;
        for n in 0..3 {
            write(&place, &door, n * 2, 2).await;
            seal(&place, &door).await;
            place.clock().advance(Span::days(150));
        }
        door.sweep().await.unwrap();
        let found = against(&door, &notebook.seals()).await;
        assert_eq!((found.broken, found.compared, found.swept), (None, 3, 0), "the first is where it begins");
        place.clock().advance(Span::days(150));
        door.sweep().await.unwrap();
        let found = against(&door, &notebook.seals()).await;
        assert_eq!((found.broken, found.compared, found.swept, found.sealed), (None, 2, 1, 2));
        let wrong: Seal = format!("4:{}", "0".repeat(66)).parse().unwrap();
        assert_eq!(against(&door, &[wrong]).await.broken.unwrap().flaw, Flaw::PutBack, "where it begins");
    }

    async fn a_seal_that_cannot_be_noted_is_an_event_and_stops_nothing(place: Place) {
        let notebook = Arc::new(Notebook::default());
        let door = place.door_noting(Arc::clone(&notebook) as _).await;
        write(&place, &door, 0, 600).await;
        *notebook.full.lock().unwrap() = true;
        seal(&place, &door).await;
        let found = verify(&door).await;
        assert_eq!((found.sealed, found.open, found.broken), (600, 1, None));
        let told = all(&door).await[0].clone();
        assert_eq!((told.action.as_str(), told.outcome.as_str()), ("audit.seal-not-noted", "failed"));
        assert!(told.times > 1, "each batch");
        *notebook.full.lock().unwrap() = false;
        seal(&place, &door).await;
        assert_eq!(notebook.seals().len(), 1);
    }

    async fn V16_4_3_each_batch_leaves_a_seal(place: Place) {
        let notebook = Arc::new(Notebook::default());
        let door = place.door_noting(Arc::clone(&notebook) as _).await;
        write(&place, &door, 0, 700).await;
        seal(&place, &door).await;
        let places: Vec<_> = notebook.seals().iter().map(|seal| seal.to_string().split(':').next().unwrap().to_owned()).collect();
        assert_eq!(places, ["128", "256", "384", "512", "640", "700"]);
        assert_eq!(against(&door, &notebook.seals()).await.broken, None);
    }
}
