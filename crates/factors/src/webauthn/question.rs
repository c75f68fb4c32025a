//! Asking for a signature: of an account's own credentials, or of whoever has one.

use askama::Template;
use domain::ids::AccountId;
use domain::{Fault, Stop};
use look::fragment::Fragment;
use look::words::Words;
use serde::Serialize;
use serde_json::Value;

use super::challenge::{self, Purpose};
use super::credential::{self, Credential};
use super::made_up;
use super::options::Request;
use super::relying_party::RelyingParty;
use super::script;
use super::variant::Variant;
use crate::{Context, Enrolment, Named, Question};

/// Ids and transports, as a request lists them.
type Listed = Vec<(Vec<u8>, Vec<String>)>;

/// What a browser is to do, with the sentences that may be needed meanwhile.
#[derive(Template)]
#[template(path = "webauthn/ceremony.html")]
pub(super) struct Ceremony<'a> {
    pub w: &'a Words,
    pub variant: &'a Variant,
    /// `create` or `get`.
    pub what: &'static str,
    pub options: String,
    /// What is said of a token that is here already, where one is made.
    pub taken: &'static str,
    /// Whether it begins by itself.
    pub begins: bool,
    /// Whether it waits behind the name's field (conditional mediation) until something is chosen there.
    pub waits: bool,
}

impl Ceremony<'_> {
    fn t(&self, name: &str) -> String {
        self.w.t(&self.variant.key(name))
    }
}

#[derive(Template)]
#[template(path = "webauthn/question.html")]
struct Field {
    lede: String,
    /// Why nothing can answer here; empty where something can.
    shut: String,
    /// What the browser does, where something can answer.
    ceremony: Option<Fragment>,
}

/// What is asked for.
#[derive(Serialize)]
struct Wanted {
    /// What the browser is given (§5.5); none where nothing here can answer.
    options: Option<Value>,
}

/// The question to all of an account's credentials of this variant.
pub(super) async fn second(
    variant: &Variant,
    at: &Context<'_>,
    of: &[Enrolment],
) -> Result<Question, Stop> {
    let party = RelyingParty::of(at.settings);
    let own = own(variant, at, of, &party).await?;
    let options = (!own.is_empty()).then(|| {
        let mut app_ids = own.iter().map(|credential| credential.app_id.as_str());
        let listed: Listed = own
            .iter()
            .map(|credential| (credential.id.clone(), credential.transports.clone()))
            .collect();
        Request {
            party: &party,
            challenge: &challenge::make(at, Purpose::Second, &[]),
            of: &listed,
            app_id: app_ids.find(|one| !one.is_empty()).unwrap_or_default(),
            verification: variant.verification(),
        }
        .json()
    });
    let wanted = Wanted { options };
    Ok(Question::drawn(&wanted, |wanted| {
        let options = wanted.options.as_ref().map(Value::to_string);
        let shut = options
            .is_none()
            .then(|| at.words.t(&variant.key("elsewhere")));
        let field = Field {
            lede: at.words.t(&variant.key("question")),
            shut: shut.unwrap_or_default(),
            ceremony: options
                .map(|options| asking(variant, at, options, true))
                .transpose()?,
        };
        Ok(Fragment::of(&field)?.with(&[&script::CEREMONY]))
    })?)
}

/// What the browser does to have something signed: at once, or once something is chosen behind the name's field.
fn asking(
    variant: &Variant,
    at: &Context<'_>,
    options: String,
    begins: bool,
) -> Result<Fragment, Fault> {
    Fragment::of(&Ceremony {
        w: at.words,
        variant,
        what: "get",
        options,
        taken: "",
        begins,
        waits: !begins,
    })
}

/// Those that can answer here: of these enrolments, in use, and bound to the domain that we are.
async fn own(
    variant: &Variant,
    at: &Context<'_>,
    of: &[Enrolment],
    party: &RelyingParty,
) -> Result<Vec<Credential>, Stop> {
    // Read whoever it is, as it takes its time.
    let nobody = AccountId::from_bytes([0; 16]);
    let account = of.first().map_or(nobody, |first| first.account);
    let mut all = credential::of_account(at.reader, account).await?;
    all.retain(|credential| {
        credential.kind == variant.about.kind
            && credential.rp_id == party.id
            && of
                .iter()
                .any(|one| credential.is_of(one) && one.answers(at.now))
    });
    Ok(all)
}

/// A real list, no longer than one that is made up, and of the lengths that are made up as far as there are such.
/// By the newest, since it is the same each time then; whoever has another one types no name.
fn as_if_made_up(mut ids: Vec<Vec<u8>>) -> Vec<Vec<u8>> {
    // Oldest first, and before them those of other lengths: what is too much goes from there.
    ids.sort_by_key(|id| made_up::LENGTHS.contains(&id.len()));
    let over = ids.len().saturating_sub(made_up::MOST);
    ids.into_iter().skip(over).collect()
}

/// The question to whoever has a passkey, or to one with a name. A name that nobody has, or that has no passkey,
/// is asked for made-up ones, always the same, so that it reads like any other (WebAuthn §14.6.2).
pub(crate) async fn entrance(
    variant: &Variant,
    at: &Context<'_>,
    named: Named<'_>,
) -> Result<Question, Stop> {
    let party = RelyingParty::of(at.settings);
    let listed = match named {
        Named::Nobody => Vec::new(),
        Named::Name(meant, of) => {
            let mut own = own(variant, at, of, &party).await?;
            own.sort_by_key(|one| of.iter().position(|of| of.id == one.enrolment));
            let made_up = made_up::list(at.reader.keys(), meant);
            let ids = if own.is_empty() {
                made_up
            } else {
                as_if_made_up(own.into_iter().map(|one| one.id).collect())
            };
            ids.into_iter().map(|id| (id, Vec::new())).collect()
        }
    };
    let options = Request {
        party: &party,
        challenge: &challenge::make(at, Purpose::Passwordless, &[]),
        of: &listed,
        app_id: "",
        verification: variant.verification(),
    };
    let named = matches!(named, Named::Name(..));
    let wanted = Wanted {
        options: Some(options.json()),
    };
    Ok(Question::drawn(&wanted, |wanted| {
        let options = wanted.options.as_ref().map(Value::to_string);
        let asking = asking(variant, at, options.unwrap_or_default(), named)?;
        Ok(asking.with(&[&script::CEREMONY, &script::SIGNAL]))
    })?)
}
