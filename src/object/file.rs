//! Files, on disk or in memory. A file on disk is shared with the list of open writers, which flushes them when something
//! else is about to look at the disk.

use std::collections::VecDeque;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::class::Class;
use super::codec::Encoding;
use crate::heap::{Gc, Kind, NoTail, Object, Tracer, Value};

/// How much is read at once, and how much is written before it goes to the disk.
const CHUNK: usize = 64 * 1024;

/// A file on disk with its buffers: what was read ahead, and what is not written yet. One of the two is empty.
#[derive(Debug)]
pub struct Disk {
    file: std::fs::File,
    ahead: VecDeque<u8>,
    behind: Vec<u8>,
    /// What is written shows at every line's end.
    pub line_buffered: bool,
    /// How much may wait to be written; 0: nothing.
    pub most_behind: usize,
}

impl Disk {
    pub fn new(file: std::fs::File) -> Disk {
        Disk { file, ahead: VecDeque::new(), behind: Vec::new(), line_buffered: false, most_behind: CHUNK }
    }

    pub fn file(&self) -> &std::fs::File {
        &self.file
    }

    pub fn flush(&mut self) -> io::Result<()> {
        let behind = std::mem::take(&mut self.behind);
        self.file.write_all(&behind)
    }

    /// Reads a chunk ahead; false at the end.
    fn fill(&mut self) -> io::Result<bool> {
        self.flush()?;
        let mut chunk = vec![0; CHUNK];
        let count = loop {
            match self.file.read(&mut chunk) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                other => break other?,
            }
        };
        self.ahead.extend(&chunk[..count]);
        Ok(count > 0)
    }

    fn unread(&mut self) -> io::Result<()> {
        if !self.ahead.is_empty() {
            let back = self.ahead.len() as i64;
            self.ahead.clear();
            self.file.seek(SeekFrom::Current(-back))?;
        }
        Ok(())
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.unread()?;
        self.behind.extend_from_slice(bytes);
        let line = self.line_buffered && bytes.contains(&b'\n');
        if line || self.behind.len() > self.most_behind { self.flush() } else { Ok(()) }
    }

    fn position(&mut self) -> io::Result<u64> {
        let raw = self.file.stream_position()?;
        Ok(raw + self.behind.len() as u64 - self.ahead.len() as u64)
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // Nobody is left to tell of a failure.
        let _ = self.flush();
    }
}

/// Where the bytes are.
#[derive(Debug)]
pub enum Stream {
    Disk(Arc<Mutex<Disk>>),
    Memory { bytes: Vec<u8>, position: usize },
}

fn lock(disk: &Mutex<Disk>) -> MutexGuard<'_, Disk> {
    disk.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Stream {
    /// The next byte without taking it.
    fn peek(&mut self) -> io::Result<Option<u8>> {
        match self {
            Stream::Disk(disk) => {
                let mut disk = lock(disk);
                if disk.ahead.is_empty() && !disk.fill()? {
                    return Ok(None);
                }
                Ok(disk.ahead.front().copied())
            }
            Stream::Memory { bytes, position } => Ok(bytes.get(*position).copied()),
        }
    }

    /// At most `most` bytes; fewer at the end only.
    pub fn read(&mut self, most: usize) -> io::Result<Vec<u8>> {
        match self {
            Stream::Disk(disk) => {
                let mut disk = lock(disk);
                while disk.ahead.len() < most && disk.fill()? {}
                let count = most.min(disk.ahead.len());
                Ok(disk.ahead.drain(..count).collect())
            }
            Stream::Memory { bytes, position } => {
                let start = (*position).min(bytes.len());
                let end = start.saturating_add(most).min(bytes.len());
                *position = (*position).max(end);
                Ok(bytes[start..end].to_vec())
            }
        }
    }

    /// Bytes up to and including the first for which `ends` holds, at most `most`.
    pub fn read_until(&mut self, most: usize, ends: impl Fn(u8) -> bool) -> io::Result<Vec<u8>> {
        let mut line = Vec::new();
        while line.len() < most {
            let Stream::Disk(disk) = self else {
                let Some(byte) = self.peek()? else { break };
                self.read(1)?;
                line.push(byte);
                if ends(byte) {
                    break;
                }
                continue;
            };
            let mut disk = lock(disk);
            if disk.ahead.is_empty() && !disk.fill()? {
                break;
            }
            let left = most - line.len();
            let (front, _) = disk.ahead.as_slices();
            let found = front.iter().take(left).position(|&byte| ends(byte));
            let count = found.map_or(front.len().min(left), |at| at + 1);
            line.extend(disk.ahead.drain(..count));
            if found.is_some() {
                break;
            }
        }
        Ok(line)
    }

    /// Takes the next byte if it is this one.
    pub fn take_if(&mut self, byte: u8) -> io::Result<bool> {
        let is_it = self.peek()? == Some(byte);
        if is_it {
            self.read(1)?;
        }
        Ok(is_it)
    }

    pub fn write(&mut self, data: &[u8]) -> io::Result<()> {
        match self {
            Stream::Disk(disk) => lock(disk).write(data),
            Stream::Memory { bytes, position } => {
                if bytes.len() < *position {
                    bytes.resize(*position, 0);
                }
                let overlap = data.len().min(bytes.len() - *position);
                bytes[*position..*position + overlap].copy_from_slice(&data[..overlap]);
                bytes.extend_from_slice(&data[overlap..]);
                *position += data.len();
                Ok(())
            }
        }
    }

    pub fn position(&mut self) -> io::Result<u64> {
        match self {
            Stream::Disk(disk) => lock(disk).position(),
            Stream::Memory { position, .. } => Ok(*position as u64),
        }
    }

    pub fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match self {
            Stream::Disk(disk) => {
                let mut disk = lock(disk);
                disk.flush()?;
                disk.unread()?;
                disk.file.seek(to)
            }
            Stream::Memory { bytes, position } => {
                let target = match to {
                    SeekFrom::Start(offset) => offset as i64,
                    SeekFrom::Current(offset) => *position as i64 + offset,
                    SeekFrom::End(offset) => bytes.len() as i64 + offset,
                };
                *position = target.max(0) as usize;
                Ok(*position as u64)
            }
        }
    }

    pub fn truncate(&mut self, size: u64) -> io::Result<()> {
        match self {
            Stream::Disk(disk) => {
                let mut disk = lock(disk);
                disk.flush()?;
                disk.file.set_len(size)
            }
            Stream::Memory { bytes, .. } => {
                bytes.truncate(size as usize);
                Ok(())
            }
        }
    }

    pub fn flush(&mut self) -> io::Result<()> {
        match self {
            Stream::Disk(disk) => lock(disk).flush(),
            Stream::Memory { .. } => Ok(()),
        }
    }
}

/// What ends a line, and what becomes of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Newline {
    /// All three kinds end a line, and are read as `\n`.
    Universal,
    /// All three kinds end a line, and stay.
    Kept,
    Feed,
    Return,
    ReturnFeed,
}

/// How bytes are text.
#[derive(Clone, Debug)]
pub struct TextMode {
    pub encoding: Encoding,
    pub encoding_name: String,
    pub errors: String,
    pub newline: Newline,
}

/// A file as scripts see it. `StringIO` keeps WTF-8 and counts positions in code points.
pub struct File {
    pub class: Gc<Class>,
    /// None: closed.
    pub stream: Option<Stream>,
    pub text: Option<TextMode>,
    pub name: Value,
    pub mode: String,
    pub readable: bool,
    pub writable: bool,
}

impl Object for File {
    const KIND: Kind = Kind::File;
    type Tail = NoTail;

    fn trace(&self, tracer: &mut Tracer) {
        tracer.object(self.class);
        tracer.value(self.name);
    }
}
