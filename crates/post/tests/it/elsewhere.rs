//! To whom nothing is said at all.

use post::smtp::Encryption;
use testing::mail::{Script, Scripted};

use crate::place::{letter, mail, sent, server};

const TO: &str = "ada@example.org";

#[tokio::test]
async fn without_encryption_no_other_machine_is_spoken_to_whatever_a_name_leads_to() {
    // For its certificate alone.
    let scripted = Scripted::start(Script::default()).await;
    let mut elsewhere = server(scripted.port, Encryption::None, &scripted.certificate());
    // As a name would lead there.
    elsewhere.host = "192.0.2.1".to_owned();
    let (never, said) = sent(&mail(elsewhere), &letter(TO, "x", "x"))
        .await
        .unwrap_err();
    assert!(
        !never && said.contains("has to be on this machine"),
        "{said}"
    );
}
