//! Events of the system: mio lives here and only here.

use std::io;
use std::os::fd::{AsRawFd, RawFd};
use std::sync::Arc;
use std::time::{Duration, Instant};

use mio::unix::SourceFd;
use mio::{Events, Interest, Poll, Token};

use super::driver::Ticket;
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
    /// A parked thread is to try again.
    Wake(Ticket),
}

/// Who waits for one direction of a descriptor.
#[derive(Default, Clone, Copy)]
pub enum Watch {
    #[default]
    Nobody,
    /// A future, settled once. Whoever made it has tried without success, so an edge is enough.
    Once(Value),
    /// A handle, scheduled for as long as the descriptor is ready.
    Level(Value),
}

/// Who waits for a descriptor.
#[derive(Default)]
struct Entry {
    reader: Watch,
    writer: Watch,
    /// Threads that have tried without success, and whether to write.
    parked: Vec<(Ticket, bool)>,
}

/// The system's poll, and who waits for what. Descriptors are registered for both directions, under their number.
#[derive(Default)]
pub struct Reactor {
    system: Option<System>,
    /// By descriptor.
    entries: Vec<Entry>,
}

struct System {
    poll: Poll,
    events: Events,
    waker: Waker,
}

const WAKER: Token = Token(usize::MAX);
const BOTH: Interest = Interest::READABLE.add(Interest::WRITABLE);

impl System {
    fn new() -> io::Result<System> {
        let poll = Poll::new()?;
        let waker = Waker(Arc::new(mio::Waker::new(poll.registry(), WAKER)?));
        Ok(System { poll, events: Events::with_capacity(256), waker })
    }

    /// Asks for the events of a descriptor, those that happened already among them.
    fn register(&self, descriptor: RawFd) -> io::Result<()> {
        let (mut source, token) = (SourceFd(&descriptor), Token(descriptor as usize));
        let registry = self.poll.registry();
        match registry.register(&mut source, token, BOTH) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => registry.reregister(&mut source, token, BOTH),
            other => other,
        }
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
        for (descriptor, readable, writable) in found {
            self.dispatch(descriptor, readable, writable, ready);
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

    fn dispatch(&mut self, descriptor: usize, readable: bool, writable: bool, ready: &mut Vec<Ready>) {
        let Some(entry) = self.entries.get_mut(descriptor) else { return };
        let mut again = false;
        for (happened, watch) in [(readable, &mut entry.reader), (writable, &mut entry.writer)] {
            match *watch {
                _ if !happened => {}
                Watch::Nobody => {}
                Watch::Once(future) => {
                    *watch = Watch::Nobody;
                    ready.push(Ready::Settle(future));
                }
                Watch::Level(handle) => {
                    again = true;
                    ready.push(Ready::Call(handle));
                }
            }
        }
        entry.parked.retain(|&(ticket, writing)| {
            let woken = if writing { writable } else { readable };
            if woken {
                ready.push(Ready::Wake(ticket));
            }
            !woken
        });
        // Edges are not repeated: registering again asks for the state as it is.
        if again && let Some(system) = &mut self.system {
            let _ = system.register(descriptor as RawFd);
        }
    }

    /// Registers a descriptor that a socket just opened owns.
    pub fn register(&mut self, descriptor: RawFd) -> io::Result<()> {
        self.system()?.register(descriptor)?;
        *self.entry(descriptor) = Entry::default();
        Ok(())
    }

    /// Asks for the events of a descriptor that nobody owns, those that happened already among them.
    pub fn arm(&mut self, descriptor: RawFd) -> io::Result<()> {
        self.system()?.register(descriptor)
    }

    /// Takes a descriptor that is about to be closed out again; whoever still waits for it is to try again.
    pub fn forget(&mut self, descriptor: RawFd) -> Vec<Ready> {
        if let Some(system) = &mut self.system {
            // The system forgets a closed descriptor by itself; this is for copies of it.
            let _ = system.poll.registry().deregister(&mut SourceFd(&descriptor));
        }
        let entry = std::mem::take(self.entry(descriptor));
        let mut waiting: Vec<Ready> = entry.parked.into_iter().map(|(ticket, _)| Ready::Wake(ticket)).collect();
        for watch in [entry.reader, entry.writer] {
            if let Watch::Once(future) = watch {
                waiting.push(Ready::Settle(future));
            }
        }
        waiting
    }

    fn entry(&mut self, descriptor: RawFd) -> &mut Entry {
        let index = descriptor as usize;
        if index >= self.entries.len() {
            self.entries.resize_with(index + 1, Entry::default);
        }
        &mut self.entries[index]
    }

    /// Sets who waits for one direction of a registered descriptor; who waited before.
    pub fn watch(&mut self, descriptor: RawFd, writing: bool, watch: Watch) -> Watch {
        let entry = self.entry(descriptor);
        std::mem::replace(if writing { &mut entry.writer } else { &mut entry.reader }, watch)
    }

    /// Lets a thread wait for one direction of a registered descriptor.
    pub fn park(&mut self, descriptor: RawFd, writing: bool, ticket: Ticket) {
        let parked = &mut self.entry(descriptor).parked;
        // A thread waits once at a time: what it waited for before is over.
        parked.retain(|(other, _)| other.thread != ticket.thread);
        parked.push((ticket, writing));
    }

    /// Sets who waits for a descriptor that a script knows by its number; who waited before.
    pub fn watch_descriptor(&mut self, descriptor: RawFd, writing: bool, watch: Watch) -> io::Result<Watch> {
        if descriptor < 0 {
            return Err(io::Error::from_raw_os_error(libc::EBADF));
        }
        if !matches!(watch, Watch::Nobody) {
            self.system()?.register(descriptor)?;
        }
        Ok(self.watch(descriptor, writing, watch))
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
