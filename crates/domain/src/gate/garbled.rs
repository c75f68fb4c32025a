//! Why a request isn't understood. It is answered 400 whatever the reason; the reason is for the log
//! and for whoever sets up a proxy.

/// What keeps a request from having one meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Garbled {
    /// The method isn't a token, or is longer than any.
    Method,
    /// Neither http nor https.
    Scheme,
    /// Not a name, an IPv4 address in four plain numbers, or an IPv6 address in brackets.
    Host,
    /// The host ends in a dot. Some proxies drop it and some route by it, so that gate and proxy
    /// could mean different programs; no browser keeps cookies of both spellings together.
    TrailingDot,
    /// What stands behind the host's colon isn't a port.
    Port,
    /// User information before the host.
    UserInfo,
    /// Longer than 8 KiB (or a host longer than any).
    TooLong,
    /// No URI at all.
    Empty,
    /// The URI neither begins with a slash nor is a URL with a path.
    Relative,
    /// The URI is a URL of another scheme, host or port than the request's.
    Elsewhere,
    /// A fragment, which no client sends.
    Fragment,
    /// A control character, plain or encoded.
    Control,
    /// A byte beyond ASCII that isn't percent-encoded.
    NotAscii,
    /// A character that has to be percent-encoded and isn't, such as a space or a quotation mark.
    Unescaped,
    /// A percent sign that isn't followed by two hexadecimal digits (RFC 3986 §2.1).
    Percent,
    /// What the percent-encodings stand for isn't UTF-8: overlong forms and other codes' letters.
    NotUtf8,
    /// Decoded once it could be decoded again: `%2541`, `%25u0041`.
    Twice,
    /// An encoded slash: one segment to some, two to others.
    EncodedSlash,
    /// A backslash, plain or encoded: a slash to some.
    Backslash,
    /// A semicolon, plain or encoded: some cut path parameters off before they look (RFC 3986 §3.3).
    Parameter,
    /// Two slashes in a row: some merge them.
    EmptySegment,
    /// A segment of dots, which some resolve; also with spaces among them, which some drop.
    DotSegment,
}

impl Garbled {
    /// A stable word for logs and explanations.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Method => "method",
            Self::Scheme => "scheme",
            Self::Host => "host",
            Self::TrailingDot => "trailing-dot",
            Self::Port => "port",
            Self::UserInfo => "user-info",
            Self::TooLong => "too-long",
            Self::Empty => "empty",
            Self::Relative => "relative",
            Self::Elsewhere => "elsewhere",
            Self::Fragment => "fragment",
            Self::Control => "control",
            Self::NotAscii => "not-ascii",
            Self::Unescaped => "unescaped",
            Self::Percent => "percent",
            Self::NotUtf8 => "not-utf-8",
            Self::Twice => "encoded-twice",
            Self::EncodedSlash => "encoded-slash",
            Self::Backslash => "backslash",
            Self::Parameter => "parameter",
            Self::EmptySegment => "empty-segment",
            Self::DotSegment => "dot-segment",
        }
    }
}

/// The bytes as text, if all of them are ASCII and none is a control character.
pub(super) fn plain(bytes: &[u8]) -> Result<&str, Garbled> {
    if bytes.iter().any(u8::is_ascii_control) {
        return Err(Garbled::Control);
    }
    if !bytes.is_ascii() {
        return Err(Garbled::NotAscii);
    }
    str::from_utf8(bytes).map_err(|_| Garbled::NotAscii)
}
