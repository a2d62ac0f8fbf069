//! The standard streams: one buffered writer each for output and errors, one reader for input. The context keeps them
//! as an extension, so that an embedding host can put its own in their place. `sys.stdout` and its siblings are
//! [`StandardStream`] objects, which only name one of them.

use std::any::Any;
use std::io::{self, BufRead, IsTerminal, Write};

use crate::event::blocking::wait_until_readable;
use crate::heap::{Kind, NoTail, Object, Tracer, Value};
use crate::object::ExceptionKind;
use crate::vm::native::{Raised, Result};
use crate::vm::{Context, Extension};

/// Which of the three.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Which {
    Input,
    Output,
    Error,
}

/// `sys.stdin`, `sys.stdout` or `sys.stderr` as a script sees it.
pub struct StandardStream {
    pub which: Which,
}

impl Object for StandardStream {
    const KIND: Kind = Kind::Host;
    type Tail = NoTail;

    fn trace(&self, _: &mut Tracer) {}
}

/// Bytes kept before they are written on, when nobody watches.
const BLOCK: usize = 8192;

/// A buffered writer that remembers why it failed.
pub struct Channel {
    sink: Box<dyn Write + Send>,
    buffer: Vec<u8>,
    /// Written on at each end of a line.
    by_line: bool,
    pub is_terminal: bool,
    /// The pipe's reader is gone. What is written from then on is dropped once the script has been told.
    pub closed_by_reader: bool,
}

impl Channel {
    pub fn new(sink: Box<dyn Write + Send>, by_line: bool, is_terminal: bool) -> Channel {
        Channel { sink, buffer: Vec::new(), by_line, is_terminal, closed_by_reader: false }
    }

    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.buffer.extend_from_slice(bytes);
        let due = self.buffer.len() >= BLOCK || (self.by_line && memchr::memchr(b'\n', bytes).is_some());
        if due { self.flush() } else { Ok(()) }
    }

    pub fn flush(&mut self) -> io::Result<()> {
        if self.buffer.is_empty() {
            return Ok(());
        }
        let result = self.sink.write_all(&self.buffer).and_then(|()| self.sink.flush());
        self.buffer.clear();
        if let Err(error) = &result {
            self.closed_by_reader |= error.kind() == io::ErrorKind::BrokenPipe;
        }
        result
    }
}

/// Where scripts read and write when they name no file.
pub struct StandardStreams {
    pub output: Channel,
    pub error: Channel,
    pub input: Box<dyn BufRead + Send>,
    pub input_is_terminal: bool,
    /// The input is the process's: nothing is read before something has come.
    pub input_is_inherited: bool,
    /// How much was read ahead.
    buffered: usize,
}

/// What is being read: how much of it may still come, and what has.
struct Reading {
    by_line: bool,
    left: usize,
    text: Vec<u8>,
}

impl StandardStreams {
    /// Those of the process.
    pub fn inherited() -> StandardStreams {
        let watched = io::stdout().is_terminal();
        StandardStreams {
            output: Channel::new(Box::new(io::stdout()), watched, watched),
            error: Channel::new(Box::new(io::stderr()), true, io::stderr().is_terminal()),
            input: Box::new(io::BufReader::new(io::stdin())),
            input_is_terminal: io::stdin().is_terminal(),
            input_is_inherited: true,
            buffered: 0,
        }
    }

    /// Reads what there is; whether that was all.
    fn read(&mut self, reading: &mut Reading) -> io::Result<bool> {
        let available = match self.input.fill_buf() {
            Ok(available) => available,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => return Ok(false),
            Err(error) => return Err(error),
        };
        let mut taken = 0;
        let mut done = available.is_empty();
        while let Some(&byte) = available.get(taken) {
            // A code point ends before the next byte that begins one.
            let begins = byte & 0xC0 != 0x80;
            if begins && reading.left == 0 {
                done = true;
                break;
            }
            reading.left -= usize::from(begins);
            taken += 1;
            if reading.by_line && byte == b'\n' {
                done = true;
                break;
            }
        }
        reading.text.extend_from_slice(&available[..taken]);
        self.buffered = available.len() - taken;
        self.input.consume(taken);
        Ok(done)
    }

    pub fn channel(&mut self, which: Which) -> Option<&mut Channel> {
        match which {
            Which::Input => None,
            Which::Output => Some(&mut self.output),
            Which::Error => Some(&mut self.error),
        }
    }
}

impl Extension for StandardStreams {
    fn trace(&self, _: &mut Tracer) {}

    fn as_any(&mut self) -> &mut dyn Any {
        self
    }
}

impl Context {
    /// The standard streams: those of the process, if the host gave no others.
    pub fn streams(&mut self) -> &mut StandardStreams {
        if self.extensions.state::<StandardStreams>().is_none() {
            self.extensions.states.push(Box::new(StandardStreams::inherited()));
        }
        self.extensions.state().expect("just put there")
    }

    /// The stream object, or None where a script has put something else.
    pub fn as_standard_stream(&self, value: Value) -> Option<Which> {
        value.cast::<StandardStream>().map(|stream| self.heap.get(stream).which)
    }

    /// Writes to a standard stream. Lone surrogates cannot be written.
    pub fn write_standard(&mut self, which: Which, wtf8: &[u8]) -> Result<()> {
        if let Err(error) = std::str::from_utf8(wtf8) {
            return Err(self.surrogate_error(wtf8, error.valid_up_to()));
        }
        self.extensions.has_written = true;
        let Some(channel) = self.streams().channel(which) else {
            return Err(self.not_supported("not writable"));
        };
        match channel.write(wtf8) {
            Ok(()) => Ok(()),
            Err(error) => Err(self.io_error(&error)),
        }
    }

    pub fn flush_standard(&mut self, which: Which) -> Result<()> {
        match self.streams().channel(which).map_or(Ok(()), Channel::flush) {
            Ok(()) => Ok(()),
            Err(error) => Err(self.io_error(&error)),
        }
    }

    /// Reads standard input: a line with its end, or all there is; at most `limit` code points. Empty at the end.
    pub fn read_standard(&mut self, by_line: bool, limit: Option<usize>) -> Result<Vec<u8>> {
        let mut reading = Reading { by_line, left: limit.unwrap_or(usize::MAX), text: Vec::new() };
        loop {
            let streams = self.streams();
            if streams.input_is_inherited && streams.buffered == 0 {
                wait_until_readable(self, io::stdin())?;
            }
            let before = reading.text.len();
            match self.streams().read(&mut reading) {
                Ok(done) => {
                    self.charge(1 + (reading.text.len() - before) as u64 / 16)?;
                    if done {
                        return Ok(with_plain_line_ends(reading.text));
                    }
                }
                Err(error) => return Err(self.io_error(&error)),
            }
        }
    }

    /// Bytes from outside as a string.
    pub fn decode_input(&mut self, bytes: &[u8]) -> Result {
        match std::str::from_utf8(bytes) {
            Ok(text) => Ok(self.new_str(text)),
            Err(error) => {
                let at = error.valid_up_to();
                let message = format!(
                    "'utf-8' codec can't decode byte {:#04x} in position {at}: {}",
                    bytes[at],
                    if error.error_len().is_none() { "unexpected end of data" } else { "invalid start byte" }
                );
                let encoding = self.new_str("utf-8");
                let reason = self.new_str(&message);
                let object = self.new_bytes(bytes);
                let (start, end) = (Value::int(at as i64), Value::int(at as i64 + 1));
                Err(self.raise_with(ExceptionKind::UnicodeDecodeError, &[encoding, object, start, end, reason]))
            }
        }
    }

    #[cold]
    fn surrogate_error(&mut self, wtf8: &[u8], valid: usize) -> Raised {
        let start = crate::object::string::count_code_points(&wtf8[..valid]) as i64;
        let surrogate = |code_point: &u32| (0xD800..0xE000).contains(code_point);
        let count = crate::object::string::code_points(&wtf8[valid..]).take_while(surrogate).count().max(1);
        let encoding = self.new_str("utf-8");
        let object = Value::object(self.heap.new_str_wtf8(wtf8));
        let reason = self.new_str("surrogates not allowed");
        let (start, end) = (Value::int(start), Value::int(start + count as i64));
        self.raise_with(ExceptionKind::UnicodeEncodeError, &[encoding, object, start, end, reason])
    }

    /// Raises the OSError for a failure of the system.
    #[cold]
    pub fn io_error(&mut self, error: &io::Error) -> Raised {
        let errno = error.raw_os_error();
        let text = errno.map_or_else(|| error.to_string(), system_message);
        let kind = errno.and_then(|errno| ExceptionKind::of_errno(i64::from(errno))).unwrap_or(ExceptionKind::OSError);
        let text = self.new_str(&text);
        match errno {
            Some(errno) => self.raise_with(kind, &[Value::int(i64::from(errno)), text]),
            None => self.raise_with(kind, &[text]),
        }
    }

    #[cold]
    pub fn not_supported(&mut self, message: &str) -> Raised {
        self.raise(ExceptionKind::OSError, message)
    }
}

/// What the system says of an error number, without Rust's addition.
pub fn system_message(errno: i32) -> String {
    let text = io::Error::from_raw_os_error(errno).to_string();
    text.split(" (os error").next().unwrap_or(&text).to_owned()
}

/// Text with lines ending in `\n` only.
fn with_plain_line_ends(mut text: Vec<u8>) -> Vec<u8> {
    if memchr::memchr(b'\r', &text).is_some() {
        let mut previous_was_return = false;
        let mut out = Vec::with_capacity(text.len());
        for byte in text {
            match byte {
                b'\n' if previous_was_return => {}
                b'\r' => out.push(b'\n'),
                _ => out.push(byte),
            }
            previous_was_return = byte == b'\r';
        }
        text = out;
    }
    text
}
