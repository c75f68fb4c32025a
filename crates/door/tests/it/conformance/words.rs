//! What a factor says, it says in every language.

use std::collections::BTreeSet;

use domain::{Language, Refusal};
use testing::{Place, on_both};

use super::{Person, house, kinds};

/// A text in each language that is there, and isn't the same as in another.
#[track_caller]
fn each(texts: &[String], what: &str) {
    for text in texts {
        assert!(
            !text.trim().is_empty() && !text.contains('⟦'),
            "{what}: {text}"
        );
    }
    let unlike: BTreeSet<_> = texts.iter().collect();
    assert_eq!(unlike.len(), texts.len(), "{what}: {texts:?}");
}

on_both! {
    async fn every_kind_has_its_texts_question_and_section_in_every_language(place: Place) {
        let door = house(&place).await;
        let words = Language::ALL.map(|language| door.words(language, ""));
        for kind in kinds() {
            for key in ["name", "subtitle"] {
                let key = format!("{kind}-{key}");
                each(&words.each_ref().map(|words| words.t(&key)), &key);
            }
            for refusal in [Refusal::WrongCode(kind.clone()), Refusal::NotACode(kind.clone()), Refusal::KindOff(kind.clone())] {
                each(&words.each_ref().map(|words| words.refusal(&refusal)), &format!("{refusal:?}"));
            }
            let person = Person::with(&place, &door, &kind, "anna").await;
            let waiting = person.pending(&door).await;
            person.ask(&door, &waiting).await;
            let live = person.browser.live(&door).await;
            let [mut questions, mut sections] = [const { Vec::new() }; 2];
            let mut asked = Vec::new();
            for words in &words {
                let question = door.question(&waiting, &kind, words).await.unwrap();
                let drawn = question.fragment.as_str();
                assert!(drawn.contains("name=\"code\""), "{kind}: {drawn}");
                questions.push(drawn.to_owned());
                let data = question.data.as_object().expect("what a script needs").clone();
                asked.push(data.into_iter().map(|(name, _)| name).collect::<Vec<_>>());
                let all = door.sections(&live, "", None, words).await.unwrap();
                let own = all.iter().find(|section| section.kind == kind).unwrap();
                sections.push(own.body.as_str().to_owned());
            }
            assert!(asked.iter().all(|names| *names == asked[0]), "{kind}: what scripts are told is the same in every language");
            each(&questions, &format!("the question of {kind}"));
            each(&sections, &format!("the section of {kind}"));
        }
    }
}
