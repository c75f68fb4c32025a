//! One row that was read, and its columns by position.

use domain::{Fault, Timestamp};

use crate::Value;

/// An id type that a column can hold.
pub trait Id {
    /// The id that these bytes are.
    fn from_bytes(bytes: [u8; 16]) -> Self;
}

/// A row. A column of another type than asked for is a fault of ours.
#[derive(Debug, Clone)]
pub struct Row(pub(crate) Vec<Value>);

impl Row {
    fn at(&self, column: usize) -> Result<&Value, Fault> {
        self.0
            .get(column)
            .ok_or_else(|| Fault::new(format!("row without column {column}")))
    }

    fn wrong<T>(column: usize, wanted: &str) -> Result<T, Fault> {
        Err(Fault::new(format!("column {column} isn't {wanted}")))
    }

    /// A whole number.
    pub fn int(&self, column: usize) -> Result<i64, Fault> {
        match self.at(column)? {
            Value::Int(number) => Ok(*number),
            _ => Self::wrong(column, "a number"),
        }
    }

    /// A whole number, or none.
    pub fn maybe_int(&self, column: usize) -> Result<Option<i64>, Fault> {
        match self.at(column)? {
            Value::Null => Ok(None),
            _ => self.int(column).map(Some),
        }
    }

    /// 0 or 1.
    pub fn flag(&self, column: usize) -> Result<bool, Fault> {
        Ok(self.int(column)? != 0)
    }

    /// A moment.
    pub fn time(&self, column: usize) -> Result<Timestamp, Fault> {
        self.int(column).map(Timestamp::from_micros)
    }

    /// A moment, or none.
    pub fn maybe_time(&self, column: usize) -> Result<Option<Timestamp>, Fault> {
        Ok(self.maybe_int(column)?.map(Timestamp::from_micros))
    }

    /// Text.
    pub fn text(&self, column: usize) -> Result<&str, Fault> {
        match self.at(column)? {
            Value::Text(text) => Ok(text),
            _ => Self::wrong(column, "text"),
        }
    }

    /// Text, or none.
    pub fn maybe_text(&self, column: usize) -> Result<Option<&str>, Fault> {
        match self.at(column)? {
            Value::Null => Ok(None),
            _ => self.text(column).map(Some),
        }
    }

    /// Bytes.
    pub fn blob(&self, column: usize) -> Result<&[u8], Fault> {
        match self.at(column)? {
            Value::Blob(bytes) => Ok(bytes),
            _ => Self::wrong(column, "bytes"),
        }
    }

    /// Bytes, or none.
    pub fn maybe_blob(&self, column: usize) -> Result<Option<&[u8]>, Fault> {
        match self.at(column)? {
            Value::Null => Ok(None),
            _ => self.blob(column).map(Some),
        }
    }

    /// An id.
    pub fn id<T: Id>(&self, column: usize) -> Result<T, Fault> {
        let bytes = self
            .blob(column)?
            .try_into()
            .or_else(|_| Self::wrong(column, "an id"))?;
        Ok(T::from_bytes(bytes))
    }

    /// An id, or none.
    pub fn maybe_id<T: Id>(&self, column: usize) -> Result<Option<T>, Fault> {
        match self.at(column)? {
            Value::Null => Ok(None),
            _ => self.id(column).map(Some),
        }
    }
}
