//! A sample of every message that there is, so that each can be looked at in every language as it arrives.

use domain::Timestamp;
use domain::event::{Action, Outcome, Tells};
use look::words::Words;

use super::matter::Text;
use super::telling::{self, WayToStop};
use super::{Addressee, Matter, Notice};

/// When what the samples tell of happened.
const AT: Timestamp = Timestamp::from_seconds(1_796_040_000);

/// A message as somebody gets it.
#[derive(Clone, Debug)]
pub struct Sample {
    /// What it is: its key, or the word of what it tells of and what came of that.
    pub name: String,
    pub subject: String,
    pub text: String,
}

/// A text of the door's own, with what stands in it.
struct Filled {
    key: &'static str,
    with: &'static [(&'static str, &'static str)],
    /// The path that it links to.
    path: &'static str,
}

/// What isn't a notice.
const OTHERS: [Filled; 3] = [
    Filled {
        key: "outbox-email-code",
        with: &[("code", "7KQ4-M2XR"), ("name", "anna")],
        path: "",
    },
    Filled {
        key: "outbox-forgotten",
        with: &[("name", "anna"), ("address", "192.0.2.7")],
        path: "/forgotten/q3Yw0nGxJpZ6cVdU1sLr8aTfMbKeHiXo4ENyRvCt5gA",
    },
    Filled {
        key: "outbox-invite",
        with: &[("name", "anna")],
        path: "/invite/q3Yw0nGxJpZ6cVdU1sLr8aTfMbKeHiXo4ENyRvCt5gA",
    },
];

/// All of them in the words of one reader, from a site of that name at that address.
pub fn samples(words: &Words, site: &str, origin: &str) -> Vec<Sample> {
    let to = Addressee {
        words,
        account: "anna",
        site,
        origin,
    };
    let told = Action::ALL
        .iter()
        .filter(|action| action.tells() != Tells::Nobody);
    let notice = |action, outcome| Matter::Notice(Notice::sample(action, outcome, AT));
    let notices = told.flat_map(|action| {
        let outcomes = action.ends().told().iter();
        outcomes.map(move |outcome| {
            let name = format!("{}-{}", action.word(), outcome.as_str());
            (name, vec![notice(*action, *outcome)])
        })
    });
    let several = [
        Action::SignInNewBrowser,
        Action::FactorAdded,
        Action::FactorAdded,
    ];
    let several = several.map(|action| notice(action, Outcome::Done)).to_vec();
    let others = OTHERS.iter().map(|one| {
        let with = one.with.iter();
        let with = with.map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
        let matter = Matter::Text(Text {
            key: one.key.to_owned(),
            with: with.collect(),
            path: one.path.to_owned(),
        });
        (one.key.to_owned(), vec![matter])
    });
    let stop = WayToStop::Link {
        path: "/not-me/q3Yw0nGxJpZ6cVdU1sLr8aTfMbKeHiXo4ENyRvCt5gA".to_owned(),
        letters: "KXTB".to_owned(),
    };
    let sample = |(name, matters): (String, Vec<Matter>)| {
        let stops = telling::stops(&matters).then_some(&stop);
        let (subject, text) = telling::write(&matters, &to, stops);
        Sample {
            name,
            subject,
            text,
        }
    };
    let several = [("several".to_owned(), several)];
    notices.chain(several).chain(others).map(sample).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::sync::Arc;

    use domain::Language;
    use factors::Registry;
    use look::words::Catalogue;

    use super::*;

    #[test]
    fn every_text_of_the_door_has_a_sample_with_all_that_stands_in_it() {
        let texts = crate::texts(&Registry::built_in());
        let catalogue = Arc::new(Catalogue::new(&texts).unwrap());
        for language in Language::ALL {
            let words = Words::new(Arc::clone(&catalogue), language, "Europe/Stockholm");
            let all = samples(&words, "Åsas kafé", "https://id.example.org");
            for sample in &all {
                let both = format!("{}\n{}", sample.subject, sample.text);
                assert!(
                    !both.contains(['⟦', '{', '$']) && both.contains("Åsas kafé"),
                    "{both}"
                );
            }
            let sampled: BTreeSet<&str> = all.iter().map(|one| one.name.as_str()).collect();
            let keys = catalogue
                .keys(language)
                .filter(|key| key.starts_with("outbox-"));
            for key in keys.filter_map(|key| key.strip_suffix("-subject")) {
                assert!(key == "outbox" || sampled.contains(key), "{key}");
            }
        }
    }
}
