//! Typed ids: sixteen random bytes, one type for each thing, so that one can't pass for another.
//! They name things; they give no right.

use crate::Random;

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name([u8; 16]);

        impl $name {
            /// A new id, of 128 bits of chance.
            pub fn new(random: &dyn Random) -> Self {
                Self(random.array())
            }

            /// An id as it was stored.
            pub const fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(bytes)
            }

            /// The bytes to store.
            pub const fn bytes(&self) -> &[u8; 16] {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&data_encoding::HEXLOWER.encode(&self.0))
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Display::fmt(self, f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = NotAnId;

            fn from_str(text: &str) -> Result<Self, NotAnId> {
                let bytes = data_encoding::HEXLOWER.decode(text.as_bytes()).map_err(|_| NotAnId)?;
                Ok(Self(bytes.try_into().map_err(|_| NotAnId)?))
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str>>::deserialize(from)?;
                text.parse().map_err(|_| serde::de::Error::custom("not an id"))
            }
        }
    )*};
}

/// What was given is not 32 lower-case hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAnId;

impl std::fmt::Display for NotAnId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("not an id")
    }
}

id! {
    /// An account; never changes, whatever its name does.
    AccountId;
    /// One account's own instance of a factor.
    EnrolmentId;
    /// One accepted answer of an enrolment.
    AnswerId;
    /// A session as it is listed; what a browser holds is a token, never this.
    SessionId;
    /// The id of a pending sign-in.
    PendingId;
    /// A group of accounts.
    GroupId;
    /// An e-mail address of an account.
    EmailId;
    /// A browser known to an account.
    BrowserId;
    /// One line of the audit log.
    EventId;
    /// A code that is used once, kept by its factor.
    CodeId;
    /// A device password as it is listed; what a client holds is the secret, never this.
    DevicePasswordId;
    /// What somebody asked for who forgot a password.
    ResetRequestId;
    /// A message in the outbox.
    MessageId;
    /// One request, named in logs and on error pages.
    RequestId;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_read_as_it_is_written_and_no_other_way() {
        let id = AccountId::from_bytes(*b"0123456789abcdef");
        assert_eq!(id.to_string().parse(), Ok(id));
        for wrong in [
            "",
            "00",
            "zz",
            &"A".repeat(32),
            &"0".repeat(33),
            "../../etc/passwd",
        ] {
            assert_eq!(wrong.parse::<AccountId>(), Err(NotAnId), "{wrong}");
        }
    }
}
