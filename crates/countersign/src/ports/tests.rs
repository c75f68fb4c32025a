use testing::Folder;

use super::*;
use crate::config::{self, Sources, rows};

#[test]
fn metrics_that_nobody_asked_for_give_way_to_whoever_has_their_port() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let at = taken.local_addr().unwrap().to_string();
    let folder = Folder::new();
    for (given, gives_way) in [(&[][..], true), (&[("metrics_listen", at.as_str())], false)] {
        let from = Sources::given(folder.path(), given);
        let loaded = config::load(&rows::declared(&crate::wiring::factors()), &from).unwrap();
        let mut checked = Checked::of(&loaded).unwrap();
        checked.metrics_listen = Some(Listen::read(&at).unwrap());
        let opened = open_metrics(&loaded, &checked);
        assert_eq!(opened.is_ok_and(|opened| opened.is_empty()), gives_way);
    }
}
