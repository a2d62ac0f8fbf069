//! Sockets that never block: streams and listeners. Data that cannot be sent at once waits in a buffer.

use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr};
use std::os::fd::{AsRawFd, OwnedFd};
use std::path::PathBuf;

use mio::event::Source;
use mio::net::{TcpListener, TcpStream, UnixListener, UnixStream};
use socket2::{Domain, Protocol, SockAddr, Type};

use super::reactor::Reactor;
use crate::heap::{Kind, NoTail, Object, Tracer};

/// A socket, registered with the reactor for as long as it is open.
pub struct Socket {
    inner: Inner,
    token: usize,
    /// What is still to be sent, from `sent` on.
    pending: Vec<u8>,
    sent: usize,
    /// The path of a listener that is to be removed with it.
    pub path: Option<PathBuf>,
}

enum Inner {
    Closed,
    Stream(TcpStream),
    Listener(TcpListener),
    UnixStream(UnixStream),
    UnixListener(UnixListener),
}

impl Object for Socket {
    const KIND: Kind = Kind::Socket;
    type Tail = NoTail;

    fn trace(&self, _: &mut Tracer) {}
}

/// Where a socket is, or its peer.
pub enum Address {
    Internet(SocketAddr),
    Path(String),
}

/// What `receive` found.
pub enum Received {
    Data(Vec<u8>),
    /// Nothing yet.
    Nothing,
}

impl Inner {
    fn source(&mut self) -> Option<&mut dyn Source> {
        match self {
            Inner::Closed => None,
            Inner::Stream(stream) => Some(stream),
            Inner::Listener(listener) => Some(listener),
            Inner::UnixStream(stream) => Some(stream),
            Inner::UnixListener(listener) => Some(listener),
        }
    }
}

fn closed() -> io::Error {
    io::Error::from_raw_os_error(libc::EBADF)
}

impl Socket {
    fn register(reactor: &mut Reactor, mut inner: Inner) -> io::Result<Socket> {
        let source = inner.source().expect("an open socket");
        let token = reactor.register(source)?;
        Ok(Socket { inner, token, pending: Vec::new(), sent: 0, path: None })
    }

    /// A listener on an address.
    pub fn listen(
        reactor: &mut Reactor,
        address: SocketAddr,
        backlog: i32,
        reuse_address: bool,
        reuse_port: bool,
    ) -> io::Result<Socket> {
        let socket = socket2::Socket::new(Domain::for_address(address), Type::STREAM, Some(Protocol::TCP))?;
        socket.set_reuse_address(reuse_address)?;
        if reuse_port {
            socket.set_reuse_port(true)?;
        }
        if address.is_ipv6() {
            socket.set_only_v6(true)?;
        }
        socket.bind(&address.into())?;
        socket.listen(backlog)?;
        socket.set_nonblocking(true)?;
        let listener = std::net::TcpListener::from(OwnedFd::from(socket));
        Socket::register(reactor, Inner::Listener(TcpListener::from_std(listener)))
    }

    /// A listener on a path.
    pub fn listen_at(reactor: &mut Reactor, path: PathBuf, backlog: i32) -> io::Result<Socket> {
        let socket = socket2::Socket::new(Domain::UNIX, Type::STREAM, None)?;
        // A socket left behind by a server that has ended may be replaced.
        use std::os::unix::fs::FileTypeExt;
        if std::fs::symlink_metadata(&path).is_ok_and(|data| data.file_type().is_socket()) {
            std::fs::remove_file(&path)?;
        }
        socket.bind(&SockAddr::unix(&path)?)?;
        socket.listen(backlog)?;
        socket.set_nonblocking(true)?;
        let listener = std::os::unix::net::UnixListener::from(OwnedFd::from(socket));
        let mut this = Socket::register(reactor, Inner::UnixListener(UnixListener::from_std(listener)))?;
        this.path = Some(path);
        Ok(this)
    }

    /// A stream that begins to connect.
    pub fn connect(reactor: &mut Reactor, address: SocketAddr, local: Option<SocketAddr>) -> io::Result<Socket> {
        let socket = socket2::Socket::new(Domain::for_address(address), Type::STREAM, Some(Protocol::TCP))?;
        socket.set_nonblocking(true)?;
        socket.set_tcp_nodelay(true)?;
        if let Some(local) = local {
            socket.bind(&local.into())?;
        }
        match socket.connect(&address.into()) {
            Err(error) if error.raw_os_error() != Some(libc::EINPROGRESS) => return Err(error),
            _ => {}
        }
        let stream = std::net::TcpStream::from(OwnedFd::from(socket));
        Socket::register(reactor, Inner::Stream(TcpStream::from_std(stream)))
    }

    pub fn connect_to(reactor: &mut Reactor, path: PathBuf) -> io::Result<Socket> {
        Socket::register(reactor, Inner::UnixStream(UnixStream::connect(path)?))
    }

    /// The next connection of a listener; None if there is none yet.
    pub fn accept(&self, reactor: &mut Reactor) -> io::Result<Option<Socket>> {
        let accepted = match &self.inner {
            Inner::Listener(listener) => listener.accept().map(|(stream, _)| {
                // A peer that is gone already shows when the stream is used.
                let _ = stream.set_nodelay(true);
                Inner::Stream(stream)
            }),
            Inner::UnixListener(listener) => listener.accept().map(|(stream, _)| Inner::UnixStream(stream)),
            _ => return Err(closed()),
        };
        match accepted {
            Ok(inner) => Socket::register(reactor, inner).map(Some),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => Ok(None),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The error a connection attempt ended with, if any.
    pub fn take_error(&self) -> io::Result<()> {
        let error = match &self.inner {
            Inner::Stream(stream) => stream.take_error()?,
            Inner::UnixStream(stream) => stream.take_error()?,
            _ => return Err(closed()),
        };
        match error {
            Some(error) => Err(error),
            None => Ok(()),
        }
    }

    /// Up to `most` bytes that have come; no bytes at the stream's end.
    pub fn receive(&mut self, most: usize, buffer: &mut Vec<u8>) -> io::Result<Received> {
        buffer.resize(most.max(1), 0);
        loop {
            let read = match &mut self.inner {
                Inner::Stream(stream) => stream.read(buffer),
                Inner::UnixStream(stream) => stream.read(buffer),
                _ => return Err(closed()),
            };
            return match read {
                Ok(count) => Ok(Received::Data(buffer[..count].to_vec())),
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => Ok(Received::Nothing),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => Err(error),
            };
        }
    }

    fn write(&mut self, data: &[u8]) -> io::Result<usize> {
        loop {
            let written = match &mut self.inner {
                Inner::Stream(stream) => stream.write(data),
                Inner::UnixStream(stream) => stream.write(data),
                _ => return Err(closed()),
            };
            return match written {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => Ok(0),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                other => other,
            };
        }
    }

    /// Sends what can be sent now, and keeps the rest.
    pub fn send(&mut self, data: &[u8]) -> io::Result<()> {
        let mut data = data;
        if self.pending_bytes() == 0 {
            while !data.is_empty() {
                match self.write(data)? {
                    0 => break,
                    count => data = &data[count..],
                }
            }
        }
        self.pending.extend_from_slice(data);
        Ok(())
    }

    /// Sends more of what was kept.
    pub fn flush(&mut self) -> io::Result<()> {
        let pending = std::mem::take(&mut self.pending);
        let mut sent = self.sent;
        let result = loop {
            if sent == pending.len() {
                break Ok(());
            }
            match self.write(&pending[sent..]) {
                Ok(0) => break Ok(()),
                Ok(count) => sent += count,
                Err(error) => break Err(error),
            }
        };
        if sent < pending.len() {
            self.pending = pending;
            self.sent = sent;
        } else {
            self.sent = 0;
        }
        result
    }

    /// How much waits to be sent.
    pub fn pending_bytes(&self) -> usize {
        self.pending.len() - self.sent
    }

    /// Ends the stream towards the peer.
    pub fn shut_down(&self) -> io::Result<()> {
        match &self.inner {
            Inner::Stream(stream) => stream.shutdown(Shutdown::Write),
            Inner::UnixStream(stream) => stream.shutdown(Shutdown::Write),
            _ => Err(closed()),
        }
    }

    /// Closes the socket. What was not sent is lost.
    pub fn close(&mut self, reactor: &mut Reactor) {
        if let Some(source) = self.inner.source() {
            reactor.deregister(source, self.token);
        }
        self.inner = Inner::Closed;
        self.pending = Vec::new();
        self.sent = 0;
        if let Some(path) = self.path.take() {
            // Somebody may have removed it already.
            let _ = std::fs::remove_file(path);
        }
    }

    /// The reactor's token, while the socket is open.
    pub fn token(&self) -> Option<usize> {
        (!matches!(self.inner, Inner::Closed)).then_some(self.token)
    }

    /// The descriptor; -1 once closed.
    pub fn descriptor(&self) -> i32 {
        match &self.inner {
            Inner::Closed => -1,
            Inner::Stream(stream) => stream.as_raw_fd(),
            Inner::Listener(listener) => listener.as_raw_fd(),
            Inner::UnixStream(stream) => stream.as_raw_fd(),
            Inner::UnixListener(listener) => listener.as_raw_fd(),
        }
    }

    /// The socket's own address.
    pub fn local_address(&self) -> io::Result<Address> {
        match &self.inner {
            Inner::Closed => Err(closed()),
            Inner::Stream(stream) => stream.local_addr().map(Address::Internet),
            Inner::Listener(listener) => listener.local_addr().map(Address::Internet),
            Inner::UnixStream(stream) => stream.local_addr().map(|address| unix_address(&address)),
            Inner::UnixListener(listener) => listener.local_addr().map(|address| unix_address(&address)),
        }
    }

    pub fn peer_address(&self) -> io::Result<Address> {
        match &self.inner {
            Inner::Stream(stream) => stream.peer_addr().map(Address::Internet),
            Inner::UnixStream(stream) => stream.peer_addr().map(|address| unix_address(&address)),
            _ => Err(io::Error::from_raw_os_error(libc::ENOTCONN)),
        }
    }
}

fn unix_address(address: &std::os::unix::net::SocketAddr) -> Address {
    Address::Path(address.as_pathname().map_or(String::new(), |path| path.to_string_lossy().into_owned()))
}
