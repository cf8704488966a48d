//! How jobs and answers go through a pipe: the version of the protocol, a head in JSON, and parts as raw
//! bytes. Both ends are the same program, so a different version means that the program was replaced
//! while its server ran; the server then starts a worker of the new one.

use std::io::{self, Read, Write};

use serde::Serialize;
use serde::de::DeserializeOwned;

/// The version of the protocol.
pub(crate) const VERSION: u16 = 2;
/// What every message begins with.
const MAGIC: [u8; 6] = *b"BRIEF\0";
/// The maximum size of a head, in bytes.
const LONGEST_HEAD: u32 = 64 * 1024 * 1024;
/// The maximum size of all parts together, in bytes: the pictures of an issue, and a PDF that carries
/// them twice.
const MOST: u64 = 256 * 1024 * 1024;
/// The maximum number of parts.
const MOST_PARTS: u32 = 10_000;

/// A message that does not have the expected form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unreadable;

/// A message on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    head: Vec<u8>,
    /// The parts that are sent as raw bytes.
    pub parts: Vec<Vec<u8>>,
}

impl Message {
    /// Returns a message with this head.
    pub(super) fn of(head: &impl Serialize, parts: Vec<Vec<u8>>) -> Self {
        // JSON rejects only maps whose keys are not strings, and the heads have none.
        Self { head: serde_json::to_vec(head).unwrap_or_default(), parts }
    }

    /// Returns the head.
    pub(super) fn head<T: DeserializeOwned>(&self) -> Result<T, Unreadable> {
        serde_json::from_slice(&self.head).map_err(|_| Unreadable)
    }

    /// Writes the message.
    ///
    /// # Errors
    /// A failure of the pipe.
    pub fn write(&self, pipe: &mut impl Write) -> io::Result<()> {
        let mut front = MAGIC.to_vec();
        front.extend(VERSION.to_le_bytes());
        front.extend(u32::try_from(self.head.len()).unwrap_or(u32::MAX).to_le_bytes());
        front.extend(u32::try_from(self.parts.len()).unwrap_or(u32::MAX).to_le_bytes());
        for part in &self.parts {
            front.extend((part.len() as u64).to_le_bytes());
        }
        pipe.write_all(&front)?;
        pipe.write_all(&self.head)?;
        for part in &self.parts {
            pipe.write_all(part)?;
        }
        pipe.flush()
    }

    /// Reads a message, or returns `None` if the pipe ends before one begins.
    ///
    /// # Errors
    /// A pipe that ends within a message; a message of another version, or one that is too large.
    pub fn read(pipe: &mut impl Read) -> io::Result<Option<Self>> {
        let mut first = [0; 1];
        if pipe.read(&mut first)? == 0 {
            return Ok(None);
        }
        let mut rest = [0; MAGIC.len() - 1];
        pipe.read_exact(&mut rest)?;
        if first[0] != MAGIC[0] || rest != MAGIC[1..] || u16(pipe)? != VERSION {
            return Err(io::Error::new(
                io::ErrorKind::InvalidData,
                "another version of the protocol",
            ));
        }
        let (head, count) = (u32(pipe)?, u32(pipe)?);
        if head > LONGEST_HEAD || count > MOST_PARTS {
            return Err(too_large());
        }
        let mut sizes = Vec::new();
        for _ in 0..count {
            sizes.push(u64(pipe)?);
        }
        if sizes
            .iter()
            .try_fold(0_u64, |sum, size| sum.checked_add(*size))
            .is_none_or(|it| it > MOST)
        {
            return Err(too_large());
        }
        let head = bytes(pipe, head.into())?;
        let parts = sizes.into_iter().map(|size| bytes(pipe, size)).collect::<io::Result<_>>()?;
        Ok(Some(Self { head, parts }))
    }
}

fn too_large() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "a message that is too large")
}

/// Reads this many bytes. Memory is allocated as they arrive, not as they are announced.
fn bytes(pipe: &mut impl Read, size: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let read = pipe.take(size).read_to_end(&mut bytes)?;
    if read as u64 == size { Ok(bytes) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
}

fn u16(pipe: &mut impl Read) -> io::Result<u16> {
    let mut bytes = [0; 2];
    pipe.read_exact(&mut bytes).map(|()| u16::from_le_bytes(bytes))
}

fn u32(pipe: &mut impl Read) -> io::Result<u32> {
    let mut bytes = [0; 4];
    pipe.read_exact(&mut bytes).map(|()| u32::from_le_bytes(bytes))
}

fn u64(pipe: &mut impl Read) -> io::Result<u64> {
    let mut bytes = [0; 8];
    pipe.read_exact(&mut bytes).map(|()| u64::from_le_bytes(bytes))
}

#[cfg(test)]
mod tests {
    use briefing_desk::check::Depth;

    use briefing_values::diagnostic::Diagnostic;
    use briefing_values::error::{Fault, Fix, Place, Problem};

    use super::super::{About, Answer, Check, Job, Said};
    use super::Message;

    fn job() -> Job {
        let about = About {
            name: "176.toml".into(),
            file: "一".into(),
            pictures: vec![("a.png".into(), vec![0, 1, 2]), ("b.png".into(), Vec::new())],
        };
        Job { work: Check { depth: Depth::Pages }.into(), about }
    }

    #[test]
    fn what_is_written_is_read() {
        let mut pipe = Vec::new();
        job().message().write(&mut pipe).expect("memory takes it");
        let message =
            Message::read(&mut pipe.as_slice()).expect("it is whole").expect("it is there");
        assert_eq!(Job::read(message), Ok(job()));
    }

    #[test]
    fn what_is_told_of_a_fault_is_read_as_it_was_told() {
        let place = Place::new("a.toml".into(), "甲 ＝ 1\n".into(), 4..7);
        let fix = vec![Fix { range: 4..7, text: "=".into() }];
        let fault = Fault { fix, ..Fault::at(Problem::Empty { field: "a".into() }, place) };
        let told = Diagnostic::all(&[fault]);
        let said = Said::Refused { faults: told.clone() };
        let answer = Answer { said, files: Vec::new(), resident: 1 };
        let Ok(Answer { said: Said::Refused { faults }, .. }) = Answer::read(answer.message())
        else {
            panic!("a refusal is read as one");
        };
        assert_eq!(faults, told);
    }

    #[test]
    fn a_pipe_that_ends_early_is_told_from_one_that_ends() {
        let mut pipe = Vec::new();
        job().message().write(&mut pipe).expect("memory takes it");
        assert_eq!(Message::read(&mut [].as_slice()).expect("nothing came"), None);
        for length in 1..pipe.len() {
            assert!(Message::read(&mut &pipe[..length]).is_err(), "{length} bytes");
        }
    }

    #[test]
    fn what_is_announced_is_not_believed() {
        let mut pipe = Vec::new();
        job().message().write(&mut pipe).expect("memory takes it");
        for at in 6..40 {
            let mut spoiled = pipe.clone();
            spoiled[at] = 0xff;
            let read = Message::read(&mut spoiled.as_slice());
            assert!(!matches!(read, Ok(None)), "byte {at}");
        }
    }
}
