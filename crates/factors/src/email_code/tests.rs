//! What of an address is shown before the second proof.

use super::factor::WAY;

#[test]
fn an_address_is_known_by_its_owner_alone() {
    for (address, shown) in [
        ("anna@example.org", "a•••@example.org"),
        ("ä@example.org", "ä•••@example.org"),
        ("anna.andersson+x@mail.example.org", "a•••@mail.example.org"),
    ] {
        assert_eq!((WAY.masked)(address), shown);
    }
}
