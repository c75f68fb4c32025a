//! Text messages.

use domain::Kind;
use door::{At, Door};

use super::delivered::{Inbox, Way};
use super::{Doing, Driver, Holder, Scene};
use crate::Place;
use crate::people::Browser;

static WAY: Way = Way {
    kind: Kind::of("text-message"),
    field: "phone",
    code_of: |text| text.rsplit_once('#').map(|(_, code)| code.to_owned()),
};

/// Text messages, as people set them up.
pub struct TextMessage;

/// Adds a number, written as people do, to whoever stands there.
///
/// # Panics
/// When it is refused.
pub async fn add_number(
    here: (&Place, &Door),
    who: (&str, &mut Browser),
    at: At<'_>,
    number: &str,
) -> Inbox {
    Inbox::added(&WAY, here, who, at, number).await
}

impl Driver for TextMessage {
    fn kind(&self) -> Kind {
        WAY.kind.clone()
    }

    fn enrol<'a>(&'a self, scene: Scene<'a>) -> Doing<'a, Box<dyn Holder>> {
        Box::pin(async move {
            let live = scene.browser.live(scene.door).await;
            let already = scene.door.own_factors(&live).await.unwrap().len();
            let number = format!("+1 201 55502{:02}", already + 10);
            let (here, who) = ((scene.place, scene.door), (scene.name, scene.browser));
            let phone = add_number(here, who, At::Settings(&live), &number).await;
            Box::new(phone) as Box<dyn Holder>
        })
    }
}
