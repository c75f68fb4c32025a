//! Pictures that are made from a value: QR codes, as SVG inside the page, so that no address ever
//! serves a secret.

use std::fmt::Write;

use askama::Template;
use domain::Fault;
use qrcode::{Color, EcLevel, QrCode};

use crate::Fragment;

/// Light modules around the code (ISO/IEC 18004 §5.3.8 asks for four).
const QUIET: usize = 4;

#[derive(Template)]
#[template(path = "qr.html")]
struct Qr<'a> {
    label: &'a str,
    side: usize,
    path: String,
}

/// A QR code (ISO/IEC 18004, error correction level M) of a text, black on white in every theme.
/// `label` is what a screen reader says. A fault means that the text is too long for any code.
pub fn qr(text: &str, label: &str) -> Result<Fragment, Fault> {
    // The crate's error isn't told on: it says nothing but "too long", and the text is a secret.
    let code = QrCode::with_error_correction_level(text, EcLevel::M)
        .map_err(|_| Fault::new("a text that fits no QR code"))?;
    let width = code.width();
    let modules = code.to_colors();
    let mut path = String::new();
    for (y, row) in modules.chunks(width).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|a, b| a == b) {
            if run.first() == Some(&Color::Dark) {
                write!(
                    path,
                    "M{} {}h{n}v1h-{n}z",
                    x + QUIET,
                    y + QUIET,
                    n = run.len()
                )
                .map_err(|error| Fault::because("drawing a QR code", &error))?;
            }
            x += run.len();
        }
    }
    Fragment::of(&Qr {
        label,
        side: width + 2 * QUIET,
        path,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_qr_code_is_one_path_in_a_quiet_zone() {
        let svg = qr("otpauth://totp/Å:anna?secret=ABC", "A \"label\"").unwrap();
        assert!(
            svg.as_str()
                .contains("role=\"img\" aria-label=\"A &#34;label&#34;\"")
        );
        assert_eq!(svg.as_str().matches("<path").count(), 1);
        // The finder pattern's first row stands right after the quiet zone.
        assert!(svg.as_str().contains("d=\"M4 4h7v1h-7z"));
        assert!(!svg.as_str().contains("style="));
    }

    #[test]
    fn a_text_that_fits_no_code_is_a_fault_that_does_not_tell_it() {
        let fault = qr(&"secret".repeat(1_000), "").unwrap_err();
        assert!(!fault.to_string().contains("secretsecret"));
    }
}
