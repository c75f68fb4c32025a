//! Settings of mail are looked at with all others, and told with their lines.

use super::super::Checked;
use super::Folder;

#[test]
fn a_setting_of_mail_that_can_not_be_is_told_with_its_line() {
    for (text, sentence) in [
        (
            "mail.server = \"mail.example.org\"",
            "line 1: \"mail.server\" needs \"mail.from\" beside it, the address that messages are from.",
        ),
        (
            "[mail]\nserver = \"mail.example.org\"\nfrom = \"id@example.org\"\ntls = \"none\"",
            "line 4: \"mail.tls\" is \"none\", which is for a server on this machine",
        ),
    ] {
        let loaded = Folder::with(text).load(&[], &[]).unwrap();
        let said = Checked::of(&loaded).unwrap_err().to_string();
        assert!(said.contains(sentence), "{said}");
    }
    // What isn't there, or down, is nobody's business at the start.
    let text = "mail = { server = \"nowhere.invalid\", from = \"id@example.org\" }";
    let loaded = Folder::with(text).load(&[], &[]).unwrap();
    Checked::of(&loaded).unwrap();
}
