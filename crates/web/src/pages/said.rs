//! What went well, said once: a page that changed something leads on with `?done=…`, and the page it
//! leads to has a sentence for it. Nothing but a sentence of its own table can be made to stand there.

use crate::asked::Asked;

/// The sentence of this table for what was done; empty where nothing was.
pub(crate) fn said(asked: &Asked, table: &[(&str, &str)]) -> String {
    let done = asked.query.get("done");
    let found = table.iter().find(|(flag, _)| *flag == done);
    match found {
        Some((_, key)) if !asked.posted => asked.words.t(key),
        _ => String::new(),
    }
}
