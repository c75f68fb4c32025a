//! The bytes between: lines that come in, commands that go out, before TLS and within it.

use std::future::poll_fn;
use std::io::{Error, ErrorKind};
use std::pin::Pin;
use std::task::{Context, Poll};

use rustls::pki_types::ServerName;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, ReadBuf};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

use super::reply::{Part, Reply};

/// The longest line that is read; RFC 5321 §4.5.3.1.5 has 512 bytes.
const LONGEST_LINE: usize = 4_096;

/// The most lines of one answer.
const MOST_LINES: usize = 100;

trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}

impl<S: AsyncRead + AsyncWrite + Send + Unpin> Stream for S {}

pub(super) struct Wire {
    stream: Box<dyn Stream>,
    /// What came, and wasn't read as lines yet.
    came: Vec<u8>,
}

impl Wire {
    pub(super) fn plain(stream: TcpStream) -> Self {
        Self::over(stream)
    }

    fn over(stream: impl Stream + 'static) -> Self {
        Self {
            stream: Box::new(stream),
            came: Vec::new(),
        }
    }

    /// Goes on within TLS. What came before isn't taken for what was said within: somebody between may have put
    /// it there.
    pub(super) async fn encrypted(
        self,
        tls: &TlsConnector,
        name: ServerName<'static>,
    ) -> Result<Self, Error> {
        if !self.came.is_empty() {
            let why = "something was said before TLS that should have been said within";
            return Err(Error::new(ErrorKind::InvalidData, why));
        }
        Ok(Self::over(tls.connect(name, self.stream).await?))
    }

    /// Says something, unless the other end has said something first that nobody asked for: then what comes next
    /// would be taken for the answer to this.
    pub(super) async fn send(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.is_quiet().await?;
        self.stream.write_all(bytes).await?;
        self.stream.flush().await
    }

    /// Whether nothing has come that wasn't read yet; an error where it has, or where the other end has gone.
    async fn is_quiet(&mut self) -> Result<(), Error> {
        let mut byte = [0];
        let mut room = ReadBuf::new(&mut byte);
        if self.came.is_empty() {
            // Looks once, and waits for nothing.
            let stream = &mut self.stream;
            let look =
                |cx: &mut Context<'_>| Poll::Ready(Pin::new(&mut *stream).poll_read(cx, &mut room));
            match poll_fn(look).await {
                Poll::Pending => return Ok(()),
                Poll::Ready(read) => read?,
            }
            if room.filled().is_empty() {
                return Err(ErrorKind::UnexpectedEof.into());
            }
        }
        let why = "it says what nobody asked it for";
        Err(Error::new(ErrorKind::InvalidData, why))
    }

    /// The next answer whole.
    pub(super) async fn reply(&mut self) -> Result<Reply, Error> {
        let mut lines = Vec::new();
        loop {
            let line = self.line().await?;
            let part = Part::read(&line).ok_or_else(garbled)?;
            lines.push(part.text);
            if part.last {
                let code = part.code;
                return Ok(Reply { code, lines });
            }
            if lines.len() >= MOST_LINES {
                return Err(garbled());
            }
        }
    }

    async fn line(&mut self) -> Result<Vec<u8>, Error> {
        loop {
            if let Some(end) = self.came.iter().position(|byte| *byte == b'\n') {
                let rest = self.came.split_off(end.saturating_add(1));
                let mut line = std::mem::replace(&mut self.came, rest);
                line.pop();
                if line.last() == Some(&b'\r') {
                    line.pop();
                }
                return Ok(line);
            }
            if self.came.len() > LONGEST_LINE {
                return Err(garbled());
            }
            if self.stream.read_buf(&mut self.came).await? == 0 {
                return Err(ErrorKind::UnexpectedEof.into());
            }
        }
    }
}

/// What answers doesn't speak SMTP.
fn garbled() -> Error {
    Error::from(ErrorKind::InvalidInput)
}

/// Whether that is what went wrong.
pub(super) fn is_garbled(error: &Error) -> bool {
    error.kind() == ErrorKind::InvalidInput
}
