//! What tests of verdicts and pages stand on: a database with the tables of all factors, and whatever else a factor
//! is given. It knows one account, [`OWNER`].

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use domain::ids::{AccountId, EnrolmentId};
use domain::ripeness::Ripens;
use domain::setting::{Settings, Value};
use domain::{Form, Kind, Language, Secret, Stop, Timestamp};
use look::fragment::Fragment;
use look::words::{Catalogue, Words};
use store::{Batch, Guard, Options, Place, Schema, Statement, Store};

use crate::{
    Asker, Context, Doing, Enrolment, Factor, Hashing, Opens, Owner, Passwordless, Registry, Shown,
    Standing, enrolment,
};

/// The account that there is.
pub(crate) const OWNER: AccountId = AccountId::from_bytes([2; 16]);

/// Whose rows others lean on.
static ACCOUNTS: Schema = Schema {
    name: "account",
    tables: &[],
    migrations: &["CREATE TABLE accounts (id BLOB PRIMARY KEY) STRICT;
        INSERT INTO accounts (id) VALUES (x'02020202020202020202020202020202');"],
    elsewhere: &[],
};

/// Chance that is the same each time.
pub(crate) struct Counting(AtomicU32);

impl domain::Random for Counting {
    fn fill(&self, bytes: &mut [u8]) {
        for byte in bytes {
            *byte = self.0.fetch_add(1, Ordering::Relaxed).to_le_bytes()[0];
        }
    }
}

/// No test of pages looks at what is hashed slowly.
struct Unhashed;

impl Hashing for Unhashed {
    fn hash<'a>(&'a self, _: Secret<Vec<u8>>, _: [u8; 16]) -> Doing<'a, Secret<[u8; 32]>> {
        Box::pin(async { Ok(Secret::new([0; 32])) })
    }
}

/// A database and its surroundings, deleted when this is dropped.
pub(crate) struct Stage {
    folder: PathBuf,
    store: Store,
    random: Counting,
    settings: Settings,
    /// Texts in the first language.
    pub(crate) words: Words,
    pub(crate) registry: Registry,
}

/// Nobody has a mailbox here.
struct Nowhere;

impl crate::Mailboxes for Nowhere {
    fn fit(&self, _: AccountId) -> Doing<'_, Vec<String>> {
        Box::pin(async { Ok(Vec::new()) })
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.folder));
    }
}

/// When everything here happens.
pub(crate) fn now() -> Timestamp {
    Timestamp::from_seconds(1_800_000_000)
}

impl Stage {
    /// An empty one, at `https://auth.example.org`.
    pub(crate) async fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("countersign-factors-{}-{number}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        drop(std::fs::remove_dir_all(&folder));
        std::fs::create_dir(&folder).unwrap();
        let registry = Registry::built_in();
        let mut schemas = vec![&ACCOUNTS, &enrolment::SCHEMA, &crate::oath::table::SCHEMA];
        schemas.extend(
            registry
                .iter()
                .filter_map(|factor| factor.about().component.schema),
        );
        let options = Options {
            place: Place::Sqlite(folder.join("countersign.db")),
            key_file: folder.join("key"),
            schemas: &schemas,
            may_migrate: true,
        };
        let random = Counting(AtomicU32::new(0));
        let store = Store::open(&options, &random, now()).await.unwrap();
        let mut texts = vec![look::words::TEXTS, crate::oath::TEXTS];
        texts.extend(registry.iter().map(|factor| factor.about().component.texts));
        let catalogue = Arc::new(Catalogue::new(&texts).unwrap());
        let mut settings = Settings::default();
        let url = Value::Text("https://auth.example.org".to_owned());
        settings.set("public_url", url);
        Self {
            folder,
            store,
            random,
            settings,
            words: Words::new(catalogue, Language::FIRST, "UTC"),
            registry,
        }
    }

    /// All that a factor is given.
    pub(crate) fn at<'a>(&'a self, reader: &'a store::Reader) -> Context<'a> {
        Context {
            reader,
            now: now(),
            random: &self.random,
            settings: &self.settings,
            hashing: &Unhashed,
            mailboxes: &Nowhere,
            words: &self.words,
            site: "Example",
            asker: Asker::Nobody,
        }
    }

    pub(crate) fn reader(&self) -> store::Reader {
        self.store.reader()
    }

    /// Commits what a factor returned.
    pub(crate) async fn commit(&self, guards: Vec<Guard>) -> Result<(), Stop> {
        self.commit_all(guards, Vec::new()).await
    }

    /// The same, with statements beside the guards.
    pub(crate) async fn commit_all(
        &self,
        guards: Vec<Guard>,
        statements: Vec<Statement>,
    ) -> Result<(), Stop> {
        let batch = Batch::new().many(statements).all(guards);
        batch.commit(&self.store).await
    }

    /// The factor of a kind.
    pub(crate) fn factor(&self, kind: &Kind) -> &dyn Factor {
        self.registry.get(kind).unwrap()
    }

    /// Signing in by a factor alone.
    pub(crate) fn passwordless(&self, kind: &Kind) -> &'static dyn Passwordless {
        self.factor(kind).about().role.passwordless().unwrap()
    }

    /// A factor's part of the security page.
    pub(crate) async fn section(&self, kind: &Kind, standing: &Standing) -> String {
        let reader = self.reader();
        let at = self.at(&reader);
        text(
            &crate::section(self.factor(kind), &at, standing)
                .await
                .unwrap(),
        )
    }

    /// What a factor's page answers to a form.
    pub(crate) async fn post(
        &self,
        (kind, path): (&Kind, &str),
        standing: &Standing,
        fields: &[(&str, &str)],
    ) -> Result<Shown, Stop> {
        let reader = self.reader();
        let at = self.at(&reader);
        let pages = self.factor(kind).pages();
        let page = pages.iter().find(|page| page.path == path).unwrap();
        let owned = fields
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let form = Form::new(owned.collect());
        (page.run)(&at, standing, &form).await
    }
}

/// An enrolment of a kind that is on, the first by 1 and so on.
pub(crate) fn on(kind: &Kind, number: u8) -> Enrolment {
    Enrolment {
        id: EnrolmentId::from_bytes([number; 16]),
        account: OWNER,
        kind: kind.clone(),
        name: format!("Device {number}"),
        added: now(),
        confirmed: Some(now()),
        used: None,
        suspended: None,
        suspended_by: None,
        copied: None,
        until: None,
        last_counter: -1,
        drift: 0,
        codes_left: 0,
        strayed: None,
        sealed: None,
        ripens: Ripens::at_once(now()),
        leaving: None,
        made_by: None,
    }
}

/// The owner, before the pages of a factor in the settings.
pub(crate) fn standing(enrolments: Vec<Enrolment>) -> Standing {
    Standing {
        owner: Owner {
            id: OWNER,
            name: "anna".to_owned(),
        },
        enrolments,
        others: Vec::new(),
        has_factor: false,
        lacks_company: false,
        id: None,
        base: "/base".to_owned(),
        signing_in: false,
        next: String::new(),
        fresh: EnrolmentId::from_bytes([9; 16]),
        opens: Opens::Everything,
        disabled: Vec::new(),
        waiting: Vec::new(),
        off: Vec::new(),
        naming: None,
        number: "number-1".to_owned(),
    }
}

/// The same at sign-in, with somewhere to go on to.
pub(crate) fn signing_in(enrolments: Vec<Enrolment>) -> Standing {
    Standing {
        signing_in: true,
        next: "/onward".to_owned(),
        ..standing(enrolments)
    }
}

/// What a page shows, of whichever answer.
pub(crate) fn shown(answer: Result<Shown, Stop>) -> String {
    let fragment = match answer.unwrap() {
        Shown::Fragment(_, fragment) | Shown::Refused(_, _, fragment) => fragment,
        Shown::Change(change) => change.show.unwrap().1,
        Shown::Overview => panic!("the overview"),
    };
    text(&fragment)
}

/// What is drawn, with apostrophes as people write them.
pub(crate) fn text(drawn: &Fragment) -> String {
    drawn.as_str().replace("&#39;", "'")
}

/// The values of an attribute, in the order in which they stand on a page.
pub(crate) fn all<'a>(page: &'a str, attribute: &str) -> Vec<&'a str> {
    let begin = format!(" {attribute}=\"");
    let parts = page.split(begin.as_str()).skip(1);
    parts.map(|part| part.split_once('"').unwrap().0).collect()
}
