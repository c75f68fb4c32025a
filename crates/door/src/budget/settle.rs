//! What a completed sign-in or step-up clears: the ladders that it climbed, for the authenticators
//! that it used, and from a known browser or by a passkey the strangers' too; the password's clears the
//! gate's. Nothing else clears anything.

use domain::budget::Ladder;
use domain::budget::purse::Spend;
use domain::ids::AccountId;
use domain::{Channel, Kind, Proof};
use store::Statement;

use super::ladders::{self, Rung};
use super::{spends, streaks};
use crate::Visitor;
use crate::house::Door;
use crate::known::Known;

/// How a proof's authenticator is named in streaks.
pub(crate) fn authenticator(proof: &Proof) -> String {
    proof
        .enrolment
        .map_or_else(|| proof.kind.to_string(), |id| id.to_string())
}

/// Statements that clear what these proofs have climbed.
pub(crate) fn settle(
    door: &Door,
    account: AccountId,
    proofs: &[Proof],
    known: Option<Known>,
    seen: &Visitor,
) -> Vec<Statement> {
    let browser = known.map_or(Vec::new(), |known| known.id.bytes().to_vec());
    // Who is certainly the owner opens what strangers have shut.
    let alone = proofs.iter().any(|proof| proof.channel == Channel::Both);
    let mut out = Vec::new();
    for (ladder, climbed) in [
        (
            Ladder::Password,
            proofs.iter().any(|proof| !proof.is_second()),
        ),
        (Ladder::Second, proofs.iter().any(Proof::is_second)),
    ] {
        if !climbed && !alone {
            continue;
        }
        let rung = Rung {
            account,
            ladder,
            browser: browser.clone(),
        };
        if ladder == Ladder::Password {
            out.extend(ladders::clear_gate(account));
        }
        if known.is_some() || alone {
            out.push(rung.of_strangers().clear());
        }
        if ladder == Ladder::Password && alone {
            // Or strangers who begin anew would come to a hundred in a row.
            out.push(streaks::clear(account, Kind::PASSWORD.as_str()));
        }
        if climbed {
            out.push(rung.clear());
        }
    }
    out.extend(
        proofs
            .iter()
            .map(|proof| streaks::clear(account, &authenticator(proof))),
    );
    if seen.charged {
        let purse = door.purse_of(Spend::Tries, seen.address);
        purse.filled(door);
        out.push(purse.give_back_all(account, door.shared_now()));
        out.push(spends::clear(&purse.bucket, account));
    }
    out
}
