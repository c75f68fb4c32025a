//! The file that holds the set-up link, for whoever can't see what the start printed. It is there only
//! as long as the link is good.

use std::time::Duration;

use domain::secret::{Token, write_token};
use domain::{Fault, Refusal, Secret, Stop};
use door::{Door, LinkKind};

use crate::address::PublicUrl;
use crate::data::Data;

/// How often the server looks whether the link is still good. Whoever uses it may do so on another
/// node, and the command line makes accounts as well.
const LOOK: Duration = Duration::from_secs(1);

/// The link that makes the first administrator.
pub struct SetUpLink {
    token: Token,
    /// The address to open.
    pub text: Secret<String>,
}

impl SetUpLink {
    /// Makes a fresh one where there is no account, and takes the old file away where there is.
    ///
    /// # Errors
    /// The database doesn't answer, or the file can't be written or removed.
    pub async fn make(
        door: &Door,
        data: &Data,
        public_url: &PublicUrl,
    ) -> Result<Option<Self>, Fault> {
        // With PostgreSQL and a key elsewhere nothing has made the folder yet.
        data.make()?;
        let Some(token) = door.new_set_up_link().await? else {
            data.remove_set_up_link()?;
            return Ok(None);
        };
        let text = Secret::new(format!("{public_url}/setup/{}", write_token(&token)));
        data.write_set_up_link(text.expose())?;
        Ok(Some(Self { token, text }))
    }

    /// Waits until it is used, void or over, then removes its file.
    pub async fn outlive(self, door: Door, data: Data) {
        loop {
            tokio::time::sleep(LOOK).await;
            let looked = door.link(LinkKind::SetUp, &self.token).await;
            // What can't be asked now is asked again.
            if let Err(Stop::Refused(Refusal::LinkGone)) = looked {
                break;
            }
        }
        // A later start on the same folder has put its own link there.
        if data.holds_set_up_link(self.text.expose()) {
            remove(&data);
        }
    }
}

/// Removes the file. One that stays holds a link that is void, so it stops nothing.
pub fn remove(data: &Data) {
    if let Err(fault) = data.remove_set_up_link() {
        tracing::warn!(event = "setup-link", "{fault}");
    }
}
