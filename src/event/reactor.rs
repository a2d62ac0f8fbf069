//! Events of the system: mio lives here and only here.

use std::io;
use std::os::fd::AsRawFd;
use std::sync::Arc;
use std::time::{Duration, Instant};

use mio::event::Source;
use mio::unix::SourceFd;
use mio::{Events, Interest, Poll, Token};

use crate::heap::{Tracer, Value};

/// Ends a wait from another thread of the system.
#[derive(Clone)]
pub struct Waker(Arc<mio::Waker>);

impl Waker {
    pub fn wake(&self) {
        // Nothing can be done about a failure, and the next event will do.
        let _ = self.0.wake();
    }
}

/// What an event asks for.
pub enum Ready {
    /// The callback of a handle is to be scheduled.
    Call(Value),
    /// A future is to be settled with None.
    Settle(Value),
}

/// Whom the events of a source concern.
#[derive(Default)]
struct Entry {
    used: bool,
    reader: Watch,
    writer: Watch,
    /// The descriptor, of sources that scripts registered by number.
    descriptor: Option<i32>,
}

/// Who waits for one direction of a source.
#[derive(Default, Clone, Copy)]
pub enum Watch {
    #[default]
    Nobody,
    /// A future, settled once. Its source is tried first, so an edge is enough.
    Once(Value),
    /// A handle, scheduled for as long as the source is ready.
    Level(Value),
}

/// The system's poll and who waits for what.
#[derive(Default)]
pub struct Reactor {
    system: Option<System>,
    entries: Vec<Entry>,
    free: Vec<usize>,
    used: usize,
}

struct System {
    poll: Poll,
    events: Events,
    waker: Waker,
}

const WAKER: Token = Token(usize::MAX);

impl System {
    fn new() -> io::Result<System> {
        let poll = Poll::new()?;
        let waker = Waker(Arc::new(mio::Waker::new(poll.registry(), WAKER)?));
        Ok(System { poll, events: Events::with_capacity(256), waker })
    }
}

impl Reactor {
    fn system(&mut self) -> io::Result<&mut System> {
        if self.system.is_none() {
            self.system = Some(System::new()?);
        }
        Ok(self.system.as_mut().expect("just made"))
    }

    /// Whether anything but a deadline could end a wait.
    pub fn is_used(&self) -> bool {
        self.system.is_some()
    }

    /// What wakes this reactor; None if the system has no descriptor left for it.
    pub fn waker(&mut self) -> Option<Waker> {
        self.system().ok().map(|system| system.waker.clone())
    }

    /// Lets a descriptor end waits like the waker.
    pub fn wake_by(&mut self, source: &impl AsRawFd) -> io::Result<()> {
        let descriptor = source.as_raw_fd();
        self.system()?.poll.registry().register(&mut SourceFd(&descriptor), WAKER, Interest::READABLE)
    }

    /// Waits up to `timeout` for events.
    pub fn poll(&mut self, timeout: Option<Duration>, ready: &mut Vec<Ready>) {
        let start = Instant::now();
        // The system counts in milliseconds and rounds up: what is left over is slept.
        let whole = timeout.map(|timeout| Duration::from_millis(timeout.as_millis() as u64));
        let Ok(system) = self.system() else {
            std::thread::sleep(timeout.unwrap_or(Duration::from_millis(10)));
            return;
        };
        // A signal ends the wait early; the driver looks at what it meant.
        let interrupted = system.poll.poll(&mut system.events, whole).is_err();
        let found: Vec<_> = system
            .events
            .iter()
            .filter(|event| event.token() != WAKER)
            .map(|event| {
                let closed = event.is_error() || event.is_read_closed();
                let write_closed = event.is_error() || event.is_write_closed();
                (event.token().0, event.is_readable() || closed, event.is_writable() || write_closed)
            })
            .collect();
        let woken = !system.events.is_empty();
        for (token, readable, writable) in found {
            self.dispatch(token, readable, writable, ready);
        }
        if let Some(timeout) = timeout
            && !interrupted
            && !woken
        {
            let left = timeout.saturating_sub(start.elapsed());
            if !left.is_zero() && left < Duration::from_millis(2) {
                std::thread::sleep(left);
            }
        }
    }

    fn dispatch(&mut self, token: usize, readable: bool, writable: bool, ready: &mut Vec<Ready>) {
        let Some(entry) = self.entries.get_mut(token).filter(|entry| entry.used) else { return };
        for (happened, watch) in [(readable, &mut entry.reader), (writable, &mut entry.writer)] {
            if !happened {
                continue;
            }
            match *watch {
                Watch::Nobody => {}
                Watch::Once(future) => {
                    *watch = Watch::Nobody;
                    ready.push(Ready::Settle(future));
                }
                Watch::Level(handle) => ready.push(Ready::Call(handle)),
            }
        }
        // Edges are not repeated: registering again asks for the state as it is.
        if let Some(descriptor) = entry.descriptor
            && let Some(interest) = entry.interest()
            && let Some(system) = &mut self.system
        {
            let _ = system.poll.registry().reregister(&mut SourceFd(&descriptor), Token(token), interest);
        }
    }

    fn take_entry(&mut self) -> usize {
        self.used += 1;
        let index = self.free.pop().unwrap_or_else(|| {
            self.entries.push(Entry::default());
            self.entries.len() - 1
        });
        self.entries[index] = Entry { used: true, ..Entry::default() };
        index
    }

    fn give_back(&mut self, token: usize) {
        self.used -= 1;
        self.entries[token] = Entry::default();
        self.free.push(token);
    }

    /// Registers a source for both directions; its token.
    pub fn register(&mut self, source: &mut dyn Source) -> io::Result<usize> {
        let token = self.take_entry();
        let registered = self.system().and_then(|system| {
            system.poll.registry().register(source, Token(token), Interest::READABLE | Interest::WRITABLE)
        });
        if let Err(error) = registered {
            self.give_back(token);
            return Err(error);
        }
        Ok(token)
    }

    /// Takes a source out again.
    pub fn deregister(&mut self, source: &mut dyn Source, token: usize) {
        if let Ok(system) = self.system() {
            let _ = system.poll.registry().deregister(source);
        }
        self.give_back(token);
    }

    /// Sets who waits for a source to become readable; who waited before.
    pub fn watch_reading(&mut self, token: usize, watch: Watch) -> Watch {
        std::mem::replace(&mut self.entries[token].reader, watch)
    }

    /// The same for writing.
    pub fn watch_writing(&mut self, token: usize, watch: Watch) -> Watch {
        std::mem::replace(&mut self.entries[token].writer, watch)
    }

    /// Sets who is called as long as a descriptor is ready in one direction; who was called before.
    pub fn watch_descriptor(&mut self, descriptor: i32, writing: bool, watch: Watch) -> io::Result<Watch> {
        let known = self.entries.iter().position(|entry| entry.used && entry.descriptor == Some(descriptor));
        if known.is_none() && matches!(watch, Watch::Nobody) {
            return Ok(Watch::Nobody);
        }
        let token = known.unwrap_or_else(|| self.take_entry());
        let entry = &mut self.entries[token];
        entry.descriptor = Some(descriptor);
        let place = if writing { &mut entry.writer } else { &mut entry.reader };
        let before = std::mem::replace(place, watch);
        let interest = entry.interest();
        let mut source = SourceFd(&descriptor);
        let registry = self.system()?.poll.registry().try_clone()?;
        let done = match (known, interest) {
            (Some(_), Some(interest)) => registry.reregister(&mut source, Token(token), interest),
            (None, Some(interest)) => registry.register(&mut source, Token(token), interest),
            (_, None) => registry.deregister(&mut source),
        };
        if interest.is_none() || done.is_err() {
            self.give_back(token);
        }
        done.map(|()| before)
    }

    pub fn trace(&self, tracer: &mut Tracer) {
        for entry in &self.entries {
            for watch in [entry.reader, entry.writer] {
                if let Watch::Once(value) | Watch::Level(value) = watch {
                    tracer.value(value);
                }
            }
        }
    }
}

impl Entry {
    fn interest(&self) -> Option<Interest> {
        let reads = !matches!(self.reader, Watch::Nobody);
        let writes = !matches!(self.writer, Watch::Nobody);
        match (reads, writes) {
            (true, true) => Some(Interest::READABLE | Interest::WRITABLE),
            (true, false) => Some(Interest::READABLE),
            (false, true) => Some(Interest::WRITABLE),
            (false, false) => None,
        }
    }
}
