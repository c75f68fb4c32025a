//! The limits of a device password: in words for the list, and as fields of a form that can be sent
//! again where one of them isn't understood.

use domain::{Form, Refusal, Span, Timestamp};
use door::DevicePasswordView;
use look::words::Words;

/// "Read only · from 192.0.2.0/24 · until 31 January 2027"; empty where there is none. Days are told
/// in UTC, as they were typed.
pub(super) fn in_words(view: &DevicePasswordView, utc: &Words) -> String {
    let mut all = Vec::new();
    if view.read_only {
        all.push(utc.t("devices-limit-reads"));
    }
    if !view.networks.is_empty() {
        let networks = view.networks.join(", ");
        all.push(utc.with("devices-limit-from", &[("networks", &networks)]));
    }
    if !view.hosts.is_empty() {
        let hosts = view.hosts.join(", ");
        all.push(utc.with("devices-limit-at", &[("hosts", &hosts)]));
    }
    match (view.unused_days, view.expires) {
        (Some(days), _) => all.push(utc.n("devices-limit-unused", days)),
        (None, Some(expires)) => {
            let day = utc.day(last_of(expires));
            all.push(utc.with("devices-limit-until", &[("day", &day)]));
        }
        (None, None) => {}
    }
    let all = all.join(" · ");
    let mut letters = all.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// The last moment before an end, which still is of the day that was meant.
fn last_of(expires: i64) -> Timestamp {
    Timestamp::from_micros(expires).minus(Span::micros(1))
}

/// The fields as they stand in a form, with what is wrong beside them.
#[derive(Default)]
pub(super) struct Typed {
    pub date: String,
    pub date_error: String,
    pub days: String,
    pub days_error: String,
    pub networks: String,
    pub networks_error: String,
    pub hosts: String,
    pub hosts_error: String,
    pub read_only: bool,
}

impl Typed {
    /// What a device password has.
    pub(super) fn kept(view: &DevicePasswordView, words: &Words) -> Self {
        let date = match (view.unused_days, view.expires) {
            (None, Some(expires)) => words.machine(last_of(expires)),
            _ => String::new(),
        };
        Self {
            date: date.chars().take_while(|letter| *letter != 'T').collect(),
            days: view
                .unused_days
                .map_or_else(String::new, |days| days.to_string()),
            networks: view.networks.join(" "),
            hosts: view.hosts.join(" "),
            read_only: view.read_only,
            ..Self::default()
        }
    }

    /// What was sent, to be mended.
    pub(super) fn sent(form: &Form) -> Self {
        Self {
            date: form.get("date").to_owned(),
            days: form.get("unused_days").to_owned(),
            networks: form.get("networks").to_owned(),
            hosts: form.get("hosts").to_owned(),
            read_only: form.has("read_only"),
            ..Self::default()
        }
    }

    /// Puts what was refused beside its field; says whether it has one.
    pub(super) fn refuse(&mut self, refusal: &Refusal, words: &Words) -> bool {
        let place = match refusal {
            Refusal::OutOfRange(..) | Refusal::InvalidLimit("ends", _) => &mut self.days_error,
            Refusal::InvalidLimit("date", _) => &mut self.date_error,
            Refusal::InvalidLimit("networks", _) => &mut self.networks_error,
            Refusal::InvalidLimit("hosts", _) => &mut self.hosts_error,
            _ => return false,
        };
        *place = match refusal {
            Refusal::InvalidLimit("ends", _) => words.t("devices-limit-both"),
            refusal => words.refusal(refusal),
        };
        true
    }

    /// Whether anything is typed: then it isn't hidden.
    pub(super) fn is_empty(&self) -> bool {
        let texts = [&self.date, &self.days, &self.networks, &self.hosts];
        texts.into_iter().all(String::is_empty) && !self.read_only
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn view() -> DevicePasswordView {
        DevicePasswordView {
            id: "ab".repeat(16),
            name: "Phone".into(),
            made: 0,
            seen: None,
            address: String::new(),
            agent: String::new(),
            host: String::new(),
            expires: None,
            expired: false,
            unused_days: None,
            networks: Vec::new(),
            hosts: Vec::new(),
            read_only: false,
        }
    }

    #[test]
    fn limits_are_said_in_one_line_and_typed_as_they_were() {
        let words = Words::new(
            crate::catalogue(&door::Registry::built_in()).unwrap(),
            domain::Language::FIRST,
            "Pacific/Auckland",
        );
        let utc = Words::new(
            crate::catalogue(&door::Registry::built_in()).unwrap(),
            domain::Language::FIRST,
            "UTC",
        );
        assert_eq!(in_words(&view(), &utc), "");
        assert!(Typed::kept(&view(), &words).is_empty());
        // The end of 31 January 2027.
        let expires = Some(1_801_440_000_000_000);
        let all = DevicePasswordView {
            expires,
            read_only: true,
            networks: vec!["192.0.2.0/24".into()],
            ..view()
        };
        let said = "Read only · from 192.0.2.0/24 · until 31 January 2027";
        assert_eq!(in_words(&all, &utc), said);
        let typed = Typed::kept(&all, &words);
        assert_eq!(
            (typed.date.as_str(), typed.days.as_str()),
            ("2027-01-31", "")
        );
        let unused = DevicePasswordView {
            expires,
            unused_days: Some(90),
            hosts: vec!["files.example.org".into(), "mail.example.org".into()],
            ..view()
        };
        let said = "Only to files.example.org, mail.example.org · stops after 90 days without use";
        assert_eq!(in_words(&unused, &utc), said);
        let typed = Typed::kept(&unused, &words);
        assert_eq!((typed.date.as_str(), typed.days.as_str()), ("", "90"));
    }
}
