//! What the registry says of this kind.

use domain::Strength;

use crate::Factor;
use crate::bypass_code::BypassCode;

#[test]
fn it_helps_out_and_nobody_sets_it_up_alone() {
    let factor = BypassCode::new();
    assert_eq!(factor.about().strength, Strength::Fallback);
    assert!(factor.about().is_fallback());
    assert!(!factor.about().own && !factor.about().at_sign_in);
    assert!(factor.pages().is_empty());
}
