//! The file that holds the set-up link is there as long as the link is good, and no longer.

use std::path::{Path, PathBuf};
use std::time::Duration;

use testing::{Engine, Place};

use crate::program::{PASSWORD as TYPED, Program};
use crate::support::PASSWORD;
use crate::support::site::Site;

/// Waits for the file to go.
async fn goes(file: &Path) {
    while file.exists() {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Waits until a server that started before this call has looked at its link: one that starts now has to
/// look at its own, which is over.
async fn looked() {
    let later = Site::start(Place::new(Engine::Sqlite)).await;
    later.later(3_601);
    goes(&file(&later)).await;
}

fn file(site: &Site) -> PathBuf {
    site.place.folder().join("setup-link")
}

testing::on_both! {
    async fn it_goes_when_the_link_was_used(place: Place) {
        let site = Site::start(place).await;
        let file = file(&site);
        looked().await;
        assert!(file.exists(), "an unused link stays");
        let fields = [("username", "ada"), ("password", PASSWORD)];
        let made = site.browser("192.0.2.1").post(&site.set_up_path(), &fields).await;
        made.leads("/settings/security");
        goes(&file).await;
    }

    async fn it_goes_when_the_link_is_over_and_stays_when_another_one_is_there(place: Place) {
        let site = Site::start(place).await;
        let file = file(&site);
        std::fs::write(&file, "another start's\n").unwrap();
        site.later(3_601);
        looked().await;
        assert!(file.exists());
        let site = site.restarted().await;
        assert_ne!(std::fs::read_to_string(&file).unwrap(), "another start's\n");
        site.later(3_601);
        goes(&file).await;
    }
}

#[test]
fn the_command_line_takes_it_away_without_a_server() {
    for command in ["user add ada --password-stdin", "user invite ada"] {
        let mut program = Program::on(Engine::Sqlite).unwrap();
        program.set("COUNTERSIGN_PUBLIC_URL", "http://localhost:8232");
        let ended = program.serve("").end("-TERM");
        assert_eq!(ended.code, 0, "{}", ended.err);
        let file = program.path("data/setup-link");
        assert!(file.exists(), "only the next start voids it");
        let done = program.run_with(command, TYPED);
        assert_eq!(done.code, 0, "{}", done.err);
        assert!(!file.exists(), "{command}");
    }
}
