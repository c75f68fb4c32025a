use std::sync::Arc;

use domain::{Language, Timestamp};

use super::*;
use crate::{Catalogue, TEXTS, asset, picture, script};

#[derive(Template)]
#[template(path = "login.html")]
struct Login<'a> {
    words: &'a Words,
    alert: &'a str,
    error: &'a str,
}

#[derive(Template)]
#[template(path = "challenge.html")]
struct Challenge<'a> {
    words: &'a Words,
    error: &'a str,
}

#[derive(Template)]
#[template(path = "security.html")]
struct Security<'a> {
    words: &'a Words,
    picture: Fragment,
    codes: Vec<String>,
    at: Timestamp,
}

fn words(language: Language) -> Words {
    Words::new(
        Arc::new(Catalogue::new(&[TEXTS]).unwrap()),
        language,
        "Europe/Stockholm",
    )
}

fn site() -> Site {
    Site {
        name: "Example & Co".into(),
        support_text: "Call Ada at the desk, 555 0100.".into(),
        support_url: "https://help.example.org/?a=1&b=2".into(),
        privacy_url: "https://example.org/privacy".into(),
    }
}

fn login(words: &Words, theme: Theme, alert: &str, error: &str) -> String {
    let body = Fragment::of(&Login {
        words,
        alert,
        error,
    })
    .unwrap();
    signing_in(words, theme, "Sign in", body, !alert.is_empty())
}

fn challenge(words: &Words, theme: Theme, error: &str) -> String {
    signing_in(
        words,
        theme,
        "Authenticator app",
        Fragment::of(&Challenge { words, error }).unwrap(),
        false,
    )
}

fn signing_in(words: &Words, theme: Theme, title: &str, body: Fragment, waits: bool) -> String {
    let (title, site) = (title.into(), &site());
    let scripts = &[&script::ONE_TIME, &script::COUNTDOWN];
    let path = "/login?next=/settings&x=\"";
    Page {
        words,
        title,
        site,
        account: None,
        path,
        theme,
        body,
        scripts,
        nav: None,
        request: None,
        waits,
    }
    .render()
    .unwrap()
}

fn settings(words: &Words, theme: Theme) -> String {
    let at = Timestamp::from_seconds(1_795_525_503);
    let picture = picture::qr(
        "otpauth://totp/Example:anna?secret=ABCDEFGH",
        &words.t("look-qr-secret"),
    )
    .unwrap();
    let codes = (0..10).map(|n| format!("AB{n}D-EFGH-JKLM-NPQR")).collect();
    let body = Fragment::of(&Security {
        words,
        picture,
        codes,
        at,
    })
    .unwrap();
    Page {
        words,
        title: words.t("look-nav-security"),
        site: &site(),
        account: Some("anna <admin>"),
        path: "/settings/security",
        theme,
        body,
        scripts: &script::ALL,
        nav: Some(Nav::Security),
        request: Some("4f2a".into()),
        waits: false,
    }
    .render()
    .unwrap()
}

#[test]
fn every_page_is_whole_in_every_language_and_theme() {
    for language in Language::ALL {
        let words = words(language);
        for theme in Theme::ALL {
            let pages = [
                login(&words, theme, "", ""),
                login(&words, theme, "That is not it.", ""),
                challenge(&words, theme, "Not <that> one."),
                settings(&words, theme),
            ];
            for page in pages {
                let attributes = format!(
                    "<html lang=\"{}\" data-theme=\"{}\">",
                    language.tag(),
                    theme.as_str()
                );
                for once in [
                    &attributes,
                    "<h1>",
                    "<main id=\"main\"",
                    "<title>",
                    "name=\"viewport\"",
                    "href=\"#main\"",
                ] {
                    assert_eq!(page.matches(once).count(), 1, "{once} in {page}");
                }
                for never in ["⟦", "style=\"", "onclick", "<script>", "<that>", "<admin>"] {
                    assert!(!page.contains(never), "{never} in {page}");
                }
                ids_are_unique_and_pointed_at(&page);
            }
        }
    }
}

fn ids_are_unique_and_pointed_at(page: &str) {
    let values = |mark: &str| -> Vec<String> {
        page.split(mark)
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .map(str::to_owned)
            .collect()
    };
    let ids = values(" id=\"");
    let unique: std::collections::BTreeSet<_> = ids.iter().collect();
    assert_eq!(ids.len(), unique.len(), "{ids:?}");
    let described = values("aria-describedby=\"").join(" ");
    for id in values(" for=\"")
        .iter()
        .map(String::as_str)
        .chain(described.split_whitespace())
    {
        assert!(ids.iter().any(|known| known == id), "{id} in {ids:?}");
    }
}

#[test]
fn v7_4_4_a_narrow_page_knows_nobody_and_a_wide_one_says_whose_it_is() {
    let words = words(Language::FIRST);
    let narrow = login(&words, Theme::System, "", "");
    assert!(narrow.contains("<body class=\"narrow\">") && !narrow.contains("account-name"));
    assert!(!narrow.contains("/logout"));
    let wide = settings(&words, Theme::System);
    assert!(wide.contains("<body class=\"wide\">"));
    assert!(wide.contains("<form method=\"post\" action=\"/logout\"><button type=\"submit\">"));
    assert!(wide.contains("<span id=\"account-name\">anna &#60;admin&#62;</span>"));
    assert!(wide.contains("<a href=\"/settings/security\" aria-current=\"page\">"));
    assert_eq!(wide.matches("aria-current=\"page\"").count(), 1);
    assert!(wide.contains("Reference 4f2a"));
}

#[test]
fn the_language_form_comes_back_to_the_same_page() {
    let swedish = Language::read("sv", &Language::ALL).unwrap();
    let page = login(&words(swedish), Theme::System, "", "");
    assert!(page.contains("name=\"back\" value=\"/login?next=/settings&#38;x=&#34;\""));
    assert!(page.contains("value=\"sv\" lang=\"sv\" aria-current=\"true\">Svenska</button>"));
    assert!(page.contains("value=\"en\" lang=\"en\">English</button>"));
}

#[test]
fn whoever_is_refused_or_waits_reads_whom_to_ask() {
    let words = words(Language::FIRST);
    assert!(!login(&words, Theme::System, "", "").contains("555 0100"));
    let refused = login(&words, Theme::System, "That is not it.", "");
    assert!(
        refused.contains("555 0100") && refused.contains("https://help.example.org/?a=1&#38;b=2")
    );
    assert!(refused.contains("role=\"alert\""));
}

#[test]
fn code_fields_ask_for_the_keyboard_that_fits() {
    let words = words(Language::FIRST);
    let page = challenge(&words, Theme::System, "Not that one.");
    assert!(page.contains("autocomplete=\"one-time-code\" inputmode=\"numeric\""));
    assert!(page.contains("aria-invalid=\"true\" aria-describedby=\"code-error code-hint\""));
    assert!(page.contains("data-seconds-left=\"17\" data-period=\"30\">17 s</time>"));
}

/// Writes the samples where a browser can open them: `COUNTERSIGN_SAMPLES=FOLDER`.
#[test]
fn samples_are_whole_where_they_are_written() {
    let asked = std::env::var_os("COUNTERSIGN_SAMPLES").map(std::path::PathBuf::from);
    let name = format!("countersign-samples-{}", std::process::id());
    let own = std::env::temp_dir().join(name);
    let folder = asked.as_deref().unwrap_or(&own);
    write_samples(folder);
    let samples = Language::ALL.len() * Theme::ALL.len() * 4;
    let mut pages = 0;
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_none_or(|kind| kind != "html") {
            continue;
        }
        pages += 1;
        let page = std::fs::read_to_string(&path).unwrap();
        let assets: Vec<_> = page.split("=\"assets/").skip(1).collect();
        assert!(!assets.is_empty(), "{}", path.display());
        for rest in assets {
            let asset = folder.join("assets").join(rest.split('"').next().unwrap());
            assert!(asset.is_file(), "{} in {}", asset.display(), path.display());
        }
    }
    assert!(pages >= samples, "{pages} of {samples}");
    if asked.is_none() {
        std::fs::remove_dir_all(&own).unwrap();
    }
}

fn write_samples(folder: &std::path::Path) {
    for asset in asset::all() {
        let path = folder.join(asset.path().trim_start_matches('/'));
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, asset.bytes).unwrap();
    }
    for language in Language::ALL {
        let words = words(language);
        for theme in Theme::ALL {
            let pages = [
                ("login", login(&words, theme, "", "")),
                (
                    "refused",
                    login(&words, theme, &words.t("refusal-wrong-sign-in"), ""),
                ),
                (
                    "challenge",
                    challenge(&words, theme, &words.t("refusal-wrong-code")),
                ),
                ("settings", settings(&words, theme)),
            ];
            for (name, page) in pages {
                let file = format!("{name}-{}-{}.html", language.tag(), theme.as_str());
                std::fs::write(folder.join(file), page.replace("=\"/assets/", "=\"assets/"))
                    .unwrap();
            }
        }
    }
}

#[test]
fn no_template_switches_escaping_off() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let source = std::fs::read_to_string(&path).unwrap().replace(' ', "");
        for never in ["|safe", "|escape(\"none\""] {
            assert!(!source.contains(never), "{never} in {}", path.display());
        }
    }
}
