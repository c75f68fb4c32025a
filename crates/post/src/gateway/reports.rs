//! What is set of reports: how a gateway says, at an address that it is told with each message, that one didn't arrive.
//! They are taken elsewhere; here it is looked at whether what is set of them fits together.

use domain::setting::Settings;

use super::read::Misfit;

/// The longest name of a field, and the longest of its values, in bytes.
const LONGEST: usize = 64;

fn is_word(text: &str) -> bool {
    (1..=LONGEST).contains(&text.len()) && !text.chars().any(char::is_control)
}

/// Whether a gateway that is told where to report, or isn't, is one whose reports can be read.
pub(super) fn fit(set: &Settings, is_told: bool) -> Result<(), Misfit> {
    let (field, failed) = (set.text("report_field"), set.list("report_failed"));
    let needed = |key, why: &str| Err((key, format!("is needed where {{report}} stands: {why}")));
    match (is_told, field, failed) {
        (false, "", []) => Ok(()),
        (false, "", _) => Err((
            "report_failed",
            "is looked for nowhere: write {report}, and name \"report_field\".".to_owned(),
        )),
        (false, ..) => Err((
            "report_field",
            "comes from nowhere: write {report} where the gateway is told an address.".to_owned(),
        )),
        (true, "", _) => needed("report_field", "it says which field tells what happened."),
        (true, _, []) => needed(
            "report_failed",
            "it says what means that a message didn't arrive.",
        ),
        (true, field, _) if !is_word(field) => Err((
            "report_field",
            format!("must be a field's name of at most {LONGEST} bytes."),
        )),
        (true, _, failed) if !failed.iter().all(|one| is_word(one)) => Err((
            "report_failed",
            format!("must be texts of 1 to {LONGEST} bytes."),
        )),
        (true, ..) => Ok(()),
    }
}
