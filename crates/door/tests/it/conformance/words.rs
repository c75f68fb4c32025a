//! What a factor says, it says in both languages.

use domain::{Language, Refusal};
use testing::{Place, on_both};

use super::{Person, house, kinds};

/// Two texts that are there, and aren't the same.
#[track_caller]
fn both([english, swedish]: [String; 2], what: &str) {
    for text in [&english, &swedish] {
        assert!(
            !text.trim().is_empty() && !text.contains('⟦'),
            "{what}: {text}"
        );
    }
    assert_ne!(english, swedish, "{what}");
}

on_both! {
    async fn every_kind_has_its_texts_question_and_section_in_both_languages(place: Place) {
        let door = house(&place).await;
        let words = [Language::English, Language::Swedish].map(|language| door.words(language, ""));
        for kind in kinds() {
            for key in ["name", "subtitle"] {
                let key = format!("{kind}-{key}");
                both(words.each_ref().map(|words| words.t(&key)), &key);
            }
            for refusal in [Refusal::WrongCode(kind.clone()), Refusal::NotACode(kind.clone()), Refusal::KindOff(kind.clone())] {
                both(words.each_ref().map(|words| words.refusal(&refusal)), &format!("{refusal:?}"));
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
                let all = door.sections(&live, "", words).await.unwrap();
                let own = all.iter().find(|section| section.kind == kind).unwrap();
                sections.push(own.body.as_str().to_owned());
            }
            assert_eq!(asked[0], asked[1], "{kind}: what scripts are told is the same in every language");
            both(questions.try_into().unwrap(), &format!("the question of {kind}"));
            both(sections.try_into().unwrap(), &format!("the section of {kind}"));
        }
    }
}
