//! A setting that is of the right type, and still can't be.

use super::{Complaint, Loaded};

/// The setting, and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnfitSetting {
    pub setting: &'static str,
    /// Half a sentence that goes on after the setting's place.
    pub why: String,
}

impl UnfitSetting {
    /// The whole sentence, with the place where the setting stands.
    pub fn complaint(&self, loaded: &Loaded) -> Complaint {
        loaded.complain(self.setting, &self.why)
    }
}
