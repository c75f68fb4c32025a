//! Why a command wasn't done, and the exit code that says so.

/// Why a command wasn't done.
#[derive(Debug, PartialEq, Eq)]
pub enum Stopped {
    /// It was refused, or something broke: one line that says why, and the way on.
    Refused(String),
    /// It was asked for in a wrong way.
    Usage(String),
    /// Whoever read the output has gone; there is nobody to tell.
    Unread,
}

impl Stopped {
    /// The line for standard error.
    pub fn line(&self) -> Option<String> {
        match self {
            // Causes can come from elsewhere and go over several lines; scripts read one.
            Self::Refused(line) | Self::Usage(line) => {
                Some(line.split_whitespace().collect::<Vec<_>>().join(" "))
            }
            Self::Unread => None,
        }
    }

    /// The exit code of the process: 1 where it was refused, 2 for how it was called.
    pub const fn code(&self) -> u8 {
        match self {
            Self::Refused(_) => 1,
            Self::Usage(_) => 2,
            Self::Unread => 0,
        }
    }
}

impl From<std::io::Error> for Stopped {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::BrokenPipe => Self::Unread,
            _ => Self::Refused(format!("Can't write the output: {error}")),
        }
    }
}

impl From<domain::Fault> for Stopped {
    fn from(fault: domain::Fault) -> Self {
        Self::Refused(fault.to_string())
    }
}

impl From<crate::config::Complaint> for Stopped {
    fn from(complaint: crate::config::Complaint) -> Self {
        Self::Refused(complaint.to_string())
    }
}
