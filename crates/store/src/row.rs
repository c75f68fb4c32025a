//! One row that was read. Its columns are taken one after the other, as the statement names them: whoever reads
//! a part of a row leaves the rest to the next, and no file counts what stands in another.

use domain::{Fault, Timestamp};

use crate::Value;

/// An id type that a column can hold.
pub trait Id {
    /// The id that these bytes are.
    fn from_bytes(bytes: [u8; 16]) -> Self;
}

/// A row, whose columns are taken from the first to the last. A column of another type than asked for is a fault
/// of ours, and so is one that is left over: in debug builds that ends the program.
#[derive(Debug, Clone)]
pub struct Row {
    values: std::vec::IntoIter<Value>,
    taken: usize,
    failed: bool,
}

impl Row {
    pub(crate) fn new(values: Vec<Value>) -> Self {
        Self {
            values: values.into_iter(),
            taken: 0,
            failed: false,
        }
    }

    fn take(&mut self) -> Result<Value, Fault> {
        self.taken = self.taken.saturating_add(1);
        let value = self.values.next();
        self.failed |= value.is_none();
        value.ok_or_else(|| Fault::new(format!("row without a column {}", self.taken)))
    }

    fn wrong<T>(&mut self, wanted: &str) -> Result<T, Fault> {
        self.failed = true;
        Err(Fault::new(format!("column {} isn't {wanted}", self.taken)))
    }

    /// A whole number.
    ///
    /// # Errors
    /// When the column is something else; so with all of these.
    pub fn int(&mut self) -> Result<i64, Fault> {
        match self.take()? {
            Value::Int(number) => Ok(number),
            _ => self.wrong("a number"),
        }
    }

    /// A whole number, or none.
    pub fn maybe_int(&mut self) -> Result<Option<i64>, Fault> {
        match self.take()? {
            Value::Null => Ok(None),
            Value::Int(number) => Ok(Some(number)),
            _ => self.wrong("a number"),
        }
    }

    /// Takes the next column as a switch, kept as 0 or 1.
    pub fn flag(&mut self) -> Result<bool, Fault> {
        Ok(self.int()? != 0)
    }

    /// Takes the next column as a moment, kept in microseconds since 1970.
    pub fn time(&mut self) -> Result<Timestamp, Fault> {
        self.int().map(Timestamp::from_micros)
    }

    /// A moment, or none.
    pub fn maybe_time(&mut self) -> Result<Option<Timestamp>, Fault> {
        Ok(self.maybe_int()?.map(Timestamp::from_micros))
    }

    /// Takes the next column as text.
    pub fn text(&mut self) -> Result<String, Fault> {
        match self.take()? {
            Value::Text(text) => Ok(text),
            _ => self.wrong("text"),
        }
    }

    /// Takes the next column as text; none where it is null.
    pub fn maybe_text(&mut self) -> Result<Option<String>, Fault> {
        match self.take()? {
            Value::Null => Ok(None),
            Value::Text(text) => Ok(Some(text)),
            _ => self.wrong("text"),
        }
    }

    /// Takes the next column as bytes.
    pub fn blob(&mut self) -> Result<Vec<u8>, Fault> {
        match self.take()? {
            Value::Blob(bytes) => Ok(bytes),
            _ => self.wrong("bytes"),
        }
    }

    /// Takes the next column as bytes; none where it is null.
    pub fn maybe_blob(&mut self) -> Result<Option<Vec<u8>>, Fault> {
        match self.take()? {
            Value::Null => Ok(None),
            Value::Blob(bytes) => Ok(Some(bytes)),
            _ => self.wrong("bytes"),
        }
    }

    /// Takes the next column as an id of 16 bytes.
    pub fn id<T: Id>(&mut self) -> Result<T, Fault> {
        match self.maybe_id()? {
            Some(id) => Ok(id),
            None => self.wrong("an id"),
        }
    }

    /// An id, or none.
    pub fn maybe_id<T: Id>(&mut self) -> Result<Option<T>, Fault> {
        let Some(bytes) = self.maybe_blob()? else {
            return Ok(None);
        };
        match <[u8; 16]>::try_from(bytes.as_slice()) {
            Ok(bytes) => Ok(Some(T::from_bytes(bytes))),
            Err(_) => self.wrong("an id"),
        }
    }
}

/// Sees in every test that what was begun to be read is read to its end: a column that nobody takes is one too
/// many in the statement, or one that was forgotten.
impl Drop for Row {
    fn drop(&mut self) {
        let left = self.values.len();
        debug_assert!(
            self.taken == 0 || left == 0 || self.failed || std::thread::panicking(),
            "{left} columns of a row were left after {}",
            self.taken
        );
    }
}
