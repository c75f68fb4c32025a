//! The three kinds of values that both engines keep alike: whole numbers, text and bytes.

use domain::ids::{
    AccountId, AnswerId, BrowserId, CodeId, DevicePasswordId, EmailId, EnrolmentId, EventId,
    GroupId, MessageId, PendingId, RequestId, ResetRequestId, SessionId,
};
use domain::{Kind, Timestamp};

/// A value bound to a parameter or read from a column. Does not print: it may be a secret.
#[derive(Clone, PartialEq, Eq)]
pub enum Value {
    Null,
    /// A whole number; moments are microseconds, switches 0 and 1.
    Int(i64),
    Text(String),
    /// Bytes; ids are sixteen of them.
    Blob(Vec<u8>),
}

impl std::fmt::Debug for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Null => "null",
            Self::Int(_) => "(number)",
            Self::Text(_) => "(text)",
            Self::Blob(_) => "(bytes)",
        })
    }
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Int(i64::from(value))
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

impl From<&String> for Value {
    fn from(value: &String) -> Self {
        Self::Text(value.clone())
    }
}

impl From<Vec<u8>> for Value {
    fn from(value: Vec<u8>) -> Self {
        Self::Blob(value)
    }
}

impl From<&[u8]> for Value {
    fn from(value: &[u8]) -> Self {
        Self::Blob(value.to_vec())
    }
}

impl From<Timestamp> for Value {
    fn from(value: Timestamp) -> Self {
        Self::Int(value.micros())
    }
}

impl From<&Kind> for Value {
    fn from(value: &Kind) -> Self {
        Self::Text(value.as_str().to_owned())
    }
}

impl<T: Into<Self>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

macro_rules! ids {
    ($($id:ty),* $(,)?) => {$(
        impl From<$id> for Value {
            fn from(value: $id) -> Self {
                Self::Blob(value.bytes().to_vec())
            }
        }

        impl crate::row::Id for $id {
            fn from_bytes(bytes: [u8; 16]) -> Self {
                <$id>::from_bytes(bytes)
            }
        }
    )*};
}

ids!(
    AccountId,
    AnswerId,
    BrowserId,
    CodeId,
    MessageId,
    DevicePasswordId,
    EmailId,
    EnrolmentId,
    EventId,
    GroupId,
    PendingId,
    RequestId,
    ResetRequestId,
    SessionId
);
