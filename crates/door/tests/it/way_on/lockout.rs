//! The table of `docs/lockout.md`: what somebody does who has lost something, in which order.

use testing::reference::{is_in, table};

use super::button::Button;
use super::*;

fn called(kind: &Kind) -> &'static str {
    match kind {
        kind if *kind == TOTP => "app",
        kind if *kind == SECURITY_KEY => "key",
        kind if *kind == PASSKEY => "passkey",
        kind if *kind == PHONE => "text messages",
        _ => "codes by e-mail",
    }
}

/// What somebody has, and what of it is lost.
fn begun(of: &Beginning) -> (String, String) {
    let names = |has: Has| {
        let of = of.things.iter().filter(|(_, one)| *one == has);
        of.map(|(kind, _)| called(kind)).collect::<Vec<_>>()
    };
    let mut lost = names(Has::Lost);
    let mut left = names(Has::Yes);
    let shut = of.things.iter().filter_map(|(kind, has)| match has {
        Has::Copied => Some(format!("a {} of which there may be a copy", called(kind))),
        Has::Locked => Some(format!("an {} that was guessed at too often", called(kind))),
        Has::Elsewhere => Some(format!("a {} from before the site moved", called(kind))),
        Has::Yes | Has::Lost => None,
    });
    let shut: Vec<_> = shut.collect();
    left.extend(shut.iter().map(String::as_str));
    match of.codes {
        Codes::None => {}
        Codes::Lost => lost.push("backup codes"),
        Codes::One => left.push("one backup code"),
        Codes::Two => left.push("backup codes"),
    }
    let or_nothing = |all: Vec<&str>| match all.is_empty() {
        true => "nothing".to_owned(),
        false => all.join(" and "),
    };
    (or_nothing(lost), or_nothing(left))
}

/// A step as one tells it; none for what is the beginning of each way.
fn said(button: &Button, of: &Beginning) -> Option<String> {
    let thing = |n: &usize| {
        of.things
            .get(*n)
            .map_or("new one", |(kind, _)| called(kind))
    };
    Some(match button {
        Button::Password | Button::ConfirmPassword => return None,
        Button::Alone(n) => format!("the {}", thing(n)),
        Button::Forget => "choose a new password by the mailed link".to_owned(),
        Button::Turn(n) => format!("turn the {} into the other kind", thing(n)),
        Button::ChangePassword => "change the password".to_owned(),
        Button::AddAddress => "add an address".to_owned(),
        Button::RemoveAddress => "remove the address".to_owned(),
        Button::MakeDevicePassword => "make a device password".to_owned(),
        Button::Answer(n) | Button::Confirm(n) => format!("answer with the {}", thing(n)),
        Button::AnswerCode | Button::ConfirmCode => "answer with a backup code".to_owned(),
        Button::SetUp(kind) | Button::Add(kind) => format!("set up a new {}", called(kind)),
        Button::MakeCodes => "make new backup codes".to_owned(),
        Button::Suspend(n) => format!("suspend the {}", thing(n)),
        Button::Resume(n) => format!("take the {} into use again", thing(n)),
        Button::Remove(n) => format!("remove the {}", thing(n)),
        Button::SignOut => "sign out".to_owned(),
        Button::WaitMoment => "wait ten minutes".to_owned(),
        Button::WaitDay => "wait a day".to_owned(),
    })
}

/// A row for a beginning.
fn row(of: &Beginning, way: Option<Vec<Button>>) -> [String; 4] {
    let (gone, left) = begun(of);
    let (steps, count) = match way {
        Some(way) => {
            let steps = way.iter().filter_map(|button| said(button, of));
            let alone = matches!(way.first(), Some(Button::Alone(_)));
            let first = (!alone).then(|| "password".to_owned());
            let steps: Vec<_> = first.into_iter().chain(steps).collect();
            (steps.join(", "), way.len().to_string())
        }
        None => ("an administrator helps".to_owned(), String::new()),
    };
    [gone, left, steps, count]
}

#[test]
fn the_page_on_being_locked_out_says_what_helps() {
    testing::run(Engine::Sqlite, async |place: Place| {
        let kinds = [
            vec![TOTP],
            vec![SECURITY_KEY],
            vec![TOTP, SECURITY_KEY],
            vec![PASSKEY],
            vec![PHONE],
            vec![MAIL],
        ];
        let mut all = beginnings(&kinds, &[Codes::None, Codes::Lost, Codes::One]);
        all.extend(shut());
        let (before, door) = houses(&place, Rules::None).await;
        let walk = Walk::new(&place, (&before, &door), Rules::None, Size::Whole, 6);
        let lost = |of: &&Beginning| {
            of.codes == Codes::Lost || of.things.iter().any(|(_, has)| *has != Has::Yes)
        };
        let mut rows = Vec::new();
        for of in all.iter().filter(lost) {
            rows.push(row(of, walk.shortest(of).await));
        }
        let head = ["lost", "left", "what one does", "steps"];
        is_in("lockout.md", "ways", &table(head, rows));
    });
}
