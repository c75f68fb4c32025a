//! Whom `trusted_proxies` may name, and where it has to be written: whoever is believed says from where everybody
//! comes, so that nobody is believed whom nobody has named.

use domain::gate::Networks;
use ipnet::IpNet;

use super::{Complaint, Loaded};
use crate::address::{PublicUrl, network};

const KEY: &str = "trusted_proxies";

/// Those that are believed: the ones that are written, or this machine while people come from it alone.
///
/// # Errors
/// Why they can't be, with their place.
pub(super) fn of(loaded: &Loaded, url: Option<&PublicUrl>) -> Result<Vec<IpNet>, Complaint> {
    if !loaded.is_set(KEY) && url.is_some_and(|url| !url.is_local()) {
        return Ok(Vec::new());
    }
    read(loaded.settings.list(KEY)).map_err(|why| loaded.complain(KEY, &why))
}

fn read(texts: &[String]) -> Result<Vec<IpNet>, String> {
    let nets: Vec<IpNet> = texts
        .iter()
        .map(|text| network(text))
        .collect::<Result<_, _>>()?;
    let all: Networks = nets.iter().copied().collect();
    let everywhere = Networks::everywhere();
    let whole = everywhere
        .iter()
        .find(|family| all.covers(&[**family].into_iter().collect()));
    match whole {
        None => Ok(nets),
        Some(family) => Err(format!(
            "names every address ({family}), so that anybody could claim to be anybody. Name the proxy alone, as \
             [\"192.0.2.7\"]."
        )),
    }
}

/// Says why nothing may be served yet: people elsewhere come by an address of their own, TLS isn't ours, and
/// nobody has said which proxies to believe. An empty list says it too.
///
/// # Errors
/// The sentence with the line to add.
pub fn are_said(loaded: &Loaded, url: &PublicUrl, own_tls: bool) -> Result<(), Complaint> {
    if own_tls || url.is_local() || loaded.is_set(KEY) {
        return Ok(());
    }
    let why = format!(
        "is {url}, so a proxy stands in front, and nobody has said which one to believe. Add {KEY} = [\"127.0.0.1\"], \
         with the address from which your proxy asks (as a variable: COUNTERSIGN_TRUSTED_PROXIES=127.0.0.1), or \
         {KEY} = [] for none; or set \"tls.certificate\" and \"tls.key\", and no proxy is needed."
    );
    Err(loaded.complain("public_url", &why))
}

#[cfg(test)]
mod tests {
    use super::super::Checked;
    use super::super::tests::Folder;
    use super::*;

    fn said(text: &str) -> Result<(), String> {
        let loaded = Folder::with(text).load(&[], &[]).unwrap();
        let checked = Checked::of(&loaded).map_err(|why| why.to_string())?;
        let url = checked.public_url.unwrap_or_else(|| PublicUrl::local(8232));
        are_said(&loaded, &url, checked.tls.is_some()).map_err(|why| why.to_string())
    }

    #[test]
    fn loopback_is_believed_by_itself_only_where_people_come_from_this_machine() {
        let public = "public_url = \"https://id.example.org\"\n";
        for local in [
            "",
            "public_url = \"http://localhost:8232\"\n",
            "public_url = \"https://localhost\"\n",
        ] {
            assert_eq!(said(local), Ok(()), "{local}");
        }
        let why = said(public).unwrap_err();
        let begins = "countersign.toml, line 1: \"public_url\" is https://id.example.org, so a proxy stands in front";
        assert!(why.starts_with(begins), "{why}");
        for way in [
            "trusted_proxies = [\"127.0.0.1\"]",
            "trusted_proxies = []",
            "\"tls.certificate\" and \"tls.key\"",
        ] {
            assert!(why.contains(way), "{why}");
        }
        for more in [
            "trusted_proxies = []",
            "trusted_proxies = [\"127.0.0.1\"]",
            "tls = { certificate = \"c\", key = \"k\" }",
        ] {
            assert_eq!(said(&format!("{public}{more}\n")), Ok(()), "{more}");
        }
    }

    #[test]
    fn nobody_is_believed_from_everywhere() {
        for (list, family) in [
            ("\"0.0.0.0/0\"", "0.0.0.0/0"),
            ("\"::/0\"", "::/0"),
            ("\"10.0.0.1\", \"0.0.0.0/0\"", "0.0.0.0/0"),
            ("\"0.0.0.0/1\", \"128.0.0.0/1\"", "0.0.0.0/0"),
            ("\"::/1\", \"8000::/2\", \"c000::/2\"", "::/0"),
            ("\"::ffff:0.0.0.0/96\"", "0.0.0.0/0"),
            ("\"::ffff:0.0.0.0/97\", \"128.0.0.0/1\"", "0.0.0.0/0"),
        ] {
            let why = said(&format!("trusted_proxies = [{list}]")).unwrap_err();
            let begins = format!(
                "countersign.toml, line 1: \"trusted_proxies\" names every address ({family})"
            );
            assert!(why.starts_with(&begins), "{why}");
        }
        for list in [
            "\"0.0.0.0/1\"",
            "\"10.0.0.0/8\", \"fc00::/7\"",
            "\"128.0.0.0/1\", \"::/1\"",
        ] {
            assert_eq!(
                said(&format!("trusted_proxies = [{list}]")),
                Ok(()),
                "{list}"
            );
        }
    }
}
