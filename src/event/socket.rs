//! Sockets: descriptors that never block by themselves. Data that a transport cannot send at once waits in a buffer.

use std::io;
use std::num::NonZeroU32;
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd, RawFd};
use std::path::PathBuf;

use rustix::io::Errno;
use rustix::net::{
    AddressFamily, Protocol, RecvFlags, SendFlags, SocketAddrAny, SocketFlags, SocketType, acceptfrom, connect, recv,
    recvfrom, send, sendto, socket, socketpair, sockopt,
};

use super::reactor::{Reactor, Ready};
use crate::heap::{Kind, NoTail, Object, Tracer};

/// A socket. It is registered with the reactor when somebody first waits for it, and for as long as it is open.
pub struct Socket {
    descriptor: Option<OwnedFd>,
    registered: bool,
    /// It is an end of a pipe, no socket.
    is_pipe: bool,
    pub family: i32,
    pub kind: i32,
    pub protocol: i32,
    /// Seconds after which a blocking operation gives up; 0 if it does not block, None if it never gives up.
    pub timeout: Option<f64>,
    /// What is still to be sent, from `sent` on.
    pending: Vec<u8>,
    sent: usize,
    /// The path of a listener that is to be removed with it.
    pub path: Option<PathBuf>,
}

impl Object for Socket {
    const KIND: Kind = Kind::Socket;
    type Tail = NoTail;

    fn trace(&self, _: &mut Tracer) {}
}

/// Has an operation done again for as long as signals interrupt it; None if it would block.
fn attempt<T>(mut operation: impl FnMut() -> rustix::io::Result<T>) -> io::Result<Option<T>> {
    loop {
        return match operation() {
            Ok(done) => Ok(Some(done)),
            Err(Errno::AGAIN) => Ok(None),
            Err(Errno::INTR) => continue,
            Err(error) => Err(error.into()),
        };
    }
}

/// Sets what every descriptor of a socket has: it does not block, and programs that are started do not inherit it.
fn prepare(descriptor: OwnedFd) -> io::Result<OwnedFd> {
    rustix::io::ioctl_fionbio(&descriptor, true)?;
    rustix::io::fcntl_setfd(&descriptor, rustix::io::FdFlags::CLOEXEC)?;
    Ok(descriptor)
}

fn protocol_of(number: i32) -> Option<Protocol> {
    NonZeroU32::new(number as u32).map(Protocol::from_raw)
}

impl Socket {
    fn new(descriptor: OwnedFd, family: i32, kind: i32, protocol: i32) -> Socket {
        Socket {
            descriptor: Some(descriptor),
            registered: false,
            is_pipe: false,
            family,
            kind,
            protocol,
            timeout: None,
            pending: Vec::new(),
            sent: 0,
            path: None,
        }
    }

    pub fn open(family: i32, kind: i32, protocol: i32) -> io::Result<Socket> {
        let Ok(raw_family) = u16::try_from(family) else { return Err(Errno::AFNOSUPPORT.into()) };
        let kinds = SocketFlags::from_bits_truncate(kind as u32).bits();
        let raw_kind = SocketType::from_raw(kind as u32 & !kinds);
        let descriptor = socket(AddressFamily::from_raw(raw_family), raw_kind, protocol_of(protocol))?;
        Ok(Socket::new(prepare(descriptor)?, family, kind & !(kinds as i32), protocol))
    }

    /// Two sockets connected with each other.
    pub fn pair(family: i32, kind: i32, protocol: i32) -> io::Result<[Socket; 2]> {
        let Ok(raw_family) = u16::try_from(family) else { return Err(Errno::AFNOSUPPORT.into()) };
        let (first, second) = socketpair(
            AddressFamily::from_raw(raw_family),
            SocketType::from_raw(kind as u32),
            SocketFlags::empty(),
            protocol_of(protocol),
        )?;
        Ok([
            Socket::new(prepare(first)?, family, kind, protocol),
            Socket::new(prepare(second)?, family, kind, protocol),
        ])
    }

    /// A socket for a descriptor that is one.
    pub fn adopt(descriptor: OwnedFd) -> io::Result<Socket> {
        let family = i32::from(sockopt::socket_domain(&descriptor)?.as_raw());
        let kind = sockopt::socket_type(&descriptor)?.as_raw() as i32;
        let protocol = sockopt::socket_protocol(&descriptor)?.map_or(0, |protocol| protocol.as_raw().get() as i32);
        Ok(Socket::new(prepare(descriptor)?, family, kind, protocol))
    }

    /// An end of a pipe, as transports work with it.
    pub fn of_pipe(descriptor: OwnedFd) -> io::Result<Socket> {
        Ok(Socket { is_pipe: true, ..Socket::new(prepare(descriptor)?, 0, 0, 0) })
    }

    /// The descriptor, or the error for a socket that is closed.
    pub fn fd(&self) -> io::Result<BorrowedFd<'_>> {
        match &self.descriptor {
            Some(descriptor) => Ok(descriptor.as_fd()),
            None => Err(Errno::BADF.into()),
        }
    }

    /// The descriptor's number; -1 once closed.
    pub fn number(&self) -> RawFd {
        self.descriptor.as_ref().map_or(-1, AsRawFd::as_raw_fd)
    }

    /// Begins to connect; whether that is done already. Once begun, says how it went if called again.
    pub fn connect(&self, address: &SocketAddrAny, begun: bool) -> io::Result<bool> {
        match connect(self.fd()?, address) {
            Ok(()) => Ok(true),
            Err(Errno::ISCONN) if begun => Ok(true),
            Err(Errno::ALREADY) if begun => Ok(false),
            Err(Errno::INPROGRESS | Errno::INTR) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// The next connection of a listener; None if there is none yet.
    pub fn accept(&self) -> io::Result<Option<(Socket, Option<SocketAddrAny>)>> {
        let fd = self.fd()?;
        match attempt(|| acceptfrom(fd))? {
            None => Ok(None),
            Some((descriptor, address)) => {
                let accepted = Socket::new(prepare(descriptor)?, self.family, self.kind, self.protocol);
                Ok(Some((accepted, address)))
            }
        }
    }

    /// Up to `buffer.len()` bytes that have come, and how many; none at the stream's end. None if nothing has come yet.
    pub fn receive(&self, buffer: &mut [u8], flags: i32) -> io::Result<Option<usize>> {
        let fd = self.fd()?;
        let flags = RecvFlags::from_bits_retain(flags as u32);
        attempt(|| match self.is_pipe {
            true => rustix::io::read(fd, &mut *buffer),
            false => recv(fd, &mut *buffer, flags).map(|(count, _)| count),
        })
    }

    /// The same, with the sender's address.
    pub fn receive_from(&self, buffer: &mut [u8], flags: i32) -> io::Result<Option<(usize, Option<SocketAddrAny>)>> {
        let fd = self.fd()?;
        let flags = RecvFlags::from_bits_retain(flags as u32);
        attempt(|| recvfrom(fd, &mut *buffer, flags).map(|(count, _, address)| (count, address)))
    }

    /// Sends what can be sent now, and says how much; None if nothing can.
    pub fn send(&self, data: &[u8], flags: i32) -> io::Result<Option<usize>> {
        let fd = self.fd()?;
        let flags = SendFlags::from_bits_retain(flags as u32) | SendFlags::NOSIGNAL;
        attempt(|| if self.is_pipe { rustix::io::write(fd, data) } else { send(fd, data, flags) })
    }

    pub fn send_to(&self, data: &[u8], flags: i32, address: &SocketAddrAny) -> io::Result<Option<usize>> {
        let fd = self.fd()?;
        let flags = SendFlags::from_bits_retain(flags as u32) | SendFlags::NOSIGNAL;
        attempt(|| sendto(fd, data, flags, address))
    }

    /// Sends what can be sent now, and keeps the rest.
    pub fn write(&mut self, data: &[u8]) -> io::Result<()> {
        let mut data = data;
        if self.pending_bytes() == 0 {
            while !data.is_empty() {
                match self.send(data, 0)? {
                    None => break,
                    Some(count) => data = &data[count..],
                }
            }
        }
        self.pending.extend_from_slice(data);
        Ok(())
    }

    /// Sends more of what was kept.
    pub fn flush(&mut self) -> io::Result<()> {
        while self.sent < self.pending.len() {
            match self.send(&self.pending[self.sent..], 0)? {
                Some(count) => self.sent += count,
                None => {
                    if self.sent > self.pending.len() / 2 {
                        self.pending.drain(..std::mem::take(&mut self.sent));
                    }
                    return Ok(());
                }
            }
        }
        self.pending.clear();
        self.sent = 0;
        Ok(())
    }

    /// How much waits to be sent.
    pub fn pending_bytes(&self) -> usize {
        self.pending.len() - self.sent
    }

    /// Makes sure that the reactor knows the socket's descriptor, and gives that.
    pub fn register(&mut self, reactor: &mut Reactor) -> io::Result<RawFd> {
        let number = self.fd()?.as_raw_fd();
        if !self.registered {
            reactor.register(number)?;
            self.registered = true;
        }
        Ok(number)
    }

    /// Closes the socket; whoever still waits for it is to be told. What was not sent is lost.
    pub fn close(&mut self, reactor: &mut Reactor) -> Vec<Ready> {
        let waited = if self.registered { reactor.forget(self.number()) } else { Vec::new() };
        drop(self.detach());
        if let Some(path) = self.path.take() {
            // Somebody may have removed it already.
            let _ = std::fs::remove_file(path);
        }
        waited
    }

    /// Gives the descriptor away: to its reader the socket is closed.
    pub fn detach(&mut self) -> Option<OwnedFd> {
        self.registered = false;
        self.pending = Vec::new();
        self.sent = 0;
        self.descriptor.take()
    }
}
