//! Numbers of rules, as names of tests and titles of browser tests begin with them.

/// The numbers at the beginning of a name: `L11_R6238_3_V6_5_1_a_code_…` has three.
pub(crate) fn of_name(name: &str) -> Vec<String> {
    let words: Vec<&str> = name.split('_').collect();
    let mut found = Vec::new();
    let mut rest = &words[..];
    while !rest.is_empty() {
        if let Some((number, taken)) = first(rest) {
            found.push(number);
            rest = &rest[taken..];
        } else if rest[0] == "and" && first(&rest[1..]).is_some() {
            rest = &rest[1..];
        } else {
            break;
        }
    }
    found
}

/// The numbers of a title: those before its colon, if they are all it has there.
pub(crate) fn of_title(title: &str) -> Vec<String> {
    let Some((before, _)) = title.split_once(": ") else {
        return Vec::new();
    };
    let each: Vec<Vec<String>> = before
        .split(' ')
        .map(|word| of_name(&word.replace(['-', '.'], "_")))
        .collect();
    if each.iter().all(|one| one.len() == 1) {
        each.concat()
    } else {
        Vec::new()
    }
}

/// A number, and how many words it takes.
fn first(words: &[&str]) -> Option<(String, usize)> {
    let word = words.first()?.to_ascii_uppercase();
    let (letter, digits) = word.split_at_checked(1)?;
    let next = |at: usize| {
        let word = words.get(at)?;
        let number = !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit());
        number.then_some(*word)
    };
    let is_number = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    match letter {
        "L" if is_number && digits.len() == 2 => Some((word, 1)),
        "N" if digits.is_empty() => Some((format!("N-{}", next(1)?), 2)),
        "R" if is_number && digits.len() == 4 => Some((format!("{word}-{}", next(1)?), 2)),
        "V" if is_number => Some((format!("{word}.{}.{}", next(1)?, next(2)?), 3)),
        "W" if digits.is_empty() => {
            let line = words.get(1)?.to_ascii_uppercase();
            let count = line.strip_prefix(['A', 'R'])?;
            let is_number = !count.is_empty() && count.bytes().all(|b| b.is_ascii_digit());
            is_number.then(|| (format!("W-{line}"), 2))
        }
        _ => None,
    }
}

#[test]
fn names_and_titles_begin_with_the_numbers_of_their_rules() {
    for (name, numbers) in [
        (
            "L11_R6238_3_V6_5_1_a_code_is_accepted_once",
            "L11 R6238-3 V6.5.1",
        ),
        (
            "r4226_1_and_n_10_r6238_5_a_secret_is_long",
            "R4226-1 N-10 R6238-5",
        ),
        ("r9106_5_3_argon2id_with_four_lanes", "R9106-5"),
        ("W_R1_W_A3_what_the_browser_says", "W-R1 W-A3"),
        ("n_6_five_are_free", "N-6"),
        ("V16_5_3_without_its_database", "V16.5.3"),
        ("no_name_stands_twice", ""),
        ("l_is_a_letter_and_n_is_too", ""),
        ("L1_is_too_short", ""),
        ("v6_is_no_line", ""),
        ("w_a_is_none", ""),
    ] {
        assert_eq!(of_name(name).join(" "), numbers, "{name}");
    }
    for (title, numbers) in [
        ("L04 W-A3: a passkey waits", "L04 W-A3"),
        ("V6.2.7 N-24: what is pasted is taken", "V6.2.7 N-24"),
        ("preferences: language, look and time zone", ""),
        ("L04 says: so", ""),
        ("a key waits", ""),
    ] {
        assert_eq!(of_title(title).join(" "), numbers, "{title}");
    }
}
