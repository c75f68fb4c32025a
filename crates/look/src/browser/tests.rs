//! What browsers say of themselves, and what people call them.

use std::sync::Arc;

use domain::Language;

use super::*;
use crate::words::{Catalogue, TEXTS};

const CASES: [(&str, &str, &str, &str); 27] = [
    (
        "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
        "Firefox",
        "Linux",
        "laptop",
    ),
    (
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0",
        "Firefox",
        "Windows",
        "laptop",
    ),
    (
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:140.0) Gecko/20100101 Firefox/140.0",
        "Firefox",
        "macOS",
        "laptop",
    ),
    (
        "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0",
        "Firefox",
        "Android",
        "smartphone",
    ),
    (
        "Mozilla/5.0 (Android 15; Tablet; rv:140.0) Gecko/140.0 Firefox/140.0",
        "Firefox",
        "Android",
        "tablet",
    ),
    (
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) FxiOS/140.0 Mobile/15E148 Safari/605.1.15",
        "Firefox",
        "iPhone",
        "smartphone",
    ),
    (
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36",
        "Chrome",
        "Linux",
        "laptop",
    ),
    (
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36",
        "Chrome",
        "Windows",
        "laptop",
    ),
    (
        "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Mobile Safari/537.36",
        "Chrome",
        "Android",
        "smartphone",
    ),
    (
        "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36",
        "Chrome",
        "Android",
        "tablet",
    ),
    (
        "Mozilla/5.0 (iPad; CPU OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/156.0.0.0 Mobile/15E148 Safari/604.1",
        "Chrome",
        "iPad",
        "tablet",
    ),
    (
        "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36",
        "Chrome",
        "ChromeOS",
        "laptop",
    ),
    (
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/156.0.0.0 Safari/537.36",
        "Chrome",
        "Linux",
        "laptop",
    ),
    (
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36 Edg/156.0.0.0",
        "Edge",
        "Windows",
        "laptop",
    ),
    (
        "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Mobile Safari/537.36 EdgA/156.0.0.0",
        "Edge",
        "Android",
        "smartphone",
    ),
    (
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15",
        "Safari",
        "macOS",
        "laptop",
    ),
    (
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
        "Safari",
        "iPhone",
        "smartphone",
    ),
    (
        "Mozilla/5.0 (iPad; CPU OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.6 Mobile/15E148 Safari/604.1",
        "Safari",
        "iPad",
        "tablet",
    ),
    (
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36 OPR/140.0.0.0",
        "Opera",
        "Windows",
        "laptop",
    ),
    (
        "Mozilla/5.0 (Linux; Android 15; SAMSUNG SM-S931B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/29.0 Chrome/136.0.0.0 Mobile Safari/537.36",
        "Samsung Internet",
        "Android",
        "smartphone",
    ),
    (
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36 Vivaldi/7.9",
        "Vivaldi",
        "Linux",
        "laptop",
    ),
    (
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15 Epiphany/605.1.15",
        "GNOME Web",
        "Linux",
        "laptop",
    ),
    (
        "Mozilla/5.0 (X11; FreeBSD amd64; rv:140.0) Gecko/20100101 Firefox/140.0",
        "Firefox",
        "FreeBSD",
        "laptop",
    ),
    ("curl/8.14.1", "curl", "", "monitor"),
    ("Wget/1.25.0", "Wget", "", "monitor"),
    ("something (Linux)", "", "Linux", "laptop"),
    ("", "", "", "monitor"),
];

#[test]
fn a_browser_is_called_what_people_call_it() {
    for (agent, name, system, icon) in CASES {
        assert_eq!(
            Browser::read(agent),
            Browser { name, system, icon },
            "{agent}"
        );
    }
}

fn words(language: Language) -> Words {
    let catalogue = Catalogue::new(&[TEXTS]).unwrap();
    Words::new(Arc::new(catalogue), language, "UTC")
}

#[test]
fn and_in_the_readers_words() {
    let words = |agent, language| Browser::read(agent).words(&words(language));
    let (english, swedish) = (
        Language::FIRST,
        Language::read("sv", &Language::ALL).unwrap(),
    );
    assert_eq!(words(CASES[0].0, english), "Firefox on Linux");
    assert_eq!(words(CASES[0].0, swedish), "Firefox på Linux");
    assert_eq!(words("curl/8.14.1", english), "curl");
    assert_eq!(
        words("something (Linux)", swedish),
        "En webbläsare på Linux"
    );
    assert_eq!(words("", english), "An unknown browser");
}

#[test]
fn a_program_is_called_by_its_name_whether_we_know_it_or_not() {
    let words = words(Language::FIRST);
    let cases = [
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Thunderbird/140.0",
            "Thunderbird on Linux",
        ),
        ("rclone/v1.60.1-DEV", "rclone"),
        (
            "DAVx5/4.4.3-ose (dav4jvm; okhttp/4.12.0) Android/14",
            "DAVx5/4.4.3-ose",
        ),
        ("davfs2/1.7.0 neon/0.32.5", "davfs2/1.7.0"),
        (
            "Mozilla/5.0 (Linux) mirall/3.16 (Nextcloud)",
            "A browser on Linux",
        ),
        ("", "An unknown browser"),
    ];
    for (agent, name) in cases {
        assert_eq!(called(agent, &words), name, "{agent}");
    }
    assert_eq!(called(&"x".repeat(300), &words).len(), PROGRAM);
}
