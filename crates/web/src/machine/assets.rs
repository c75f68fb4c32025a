//! What pages load beside themselves. Each address has a hash of the bytes, so it may be kept.

use bytes::Bytes;
use domain::{Refusal, Stop};
use look::asset;
use look::script::Script;

use crate::answer::Answer;
use crate::asked::Asked;
use crate::rules::headers::Keep;

pub(crate) async fn file(asked: &Asked) -> Result<Answer, Stop> {
    let of_factors = asked.door().scripts().map(Script::file);
    let mut all = asset::all().chain(of_factors);
    let found = all.find(|asset| asset.path() == asked.path);
    let asset = found.ok_or(Refusal::NoSuch)?;
    let mut answer = Answer::of(asset.kind, Bytes::from_static(asset.bytes));
    answer.keep = Keep::ForEver;
    Ok(answer)
}

/// Browsers ask for it by habit.
pub(crate) async fn favicon(_: &Asked) -> Result<Answer, Stop> {
    Ok(Answer::to(asset::mark()))
}
