//! Methods of sockets. The class is what a transport gives as its socket; the library's `socket.socket` holds one.
//! Methods with an underscore are for the library.

mod address;
mod operation;
mod option;

pub use address::{address_value, internet_value};

use operation::register;

use super::receiver::receiver;
use crate::event::future::new_future;
use crate::event::reactor::{Ready, Watch};
use crate::event::socket::Socket;
use crate::event::{EventLoop, driver};
use crate::heap::{Gc, Value};
use crate::object::{ByteArray, Bytes, ExceptionKind};
use crate::vm::Context;
use crate::vm::builtin_class::{AttributeDef, Builtin, ClassDef};
use crate::vm::native::{Args, NativeDef, Raised, Result};

fn this(ctx: &mut Context, args: Args) -> Result<Gc<Socket>> {
    receiver(ctx, args, Builtin::Socket)
}

fn checked<T>(ctx: &mut Context, result: std::io::Result<T>) -> Result<T> {
    result.map_err(|error| ctx.io_error(&error))
}

/// `_recv(n)`: bytes, none at the end; None if nothing has come.
fn receive(ctx: &mut Context, args: Args) -> Result {
    let socket = this(ctx, args)?;
    let most = args.get(ctx, 1).as_int().and_then(|most| usize::try_from(most).ok()).unwrap_or(65536);
    let mut buffer = std::mem::take(&mut driver::driver(ctx).buffer);
    if buffer.len() < most {
        buffer.resize(most, 0);
    }
    let received = ctx.heap.get(socket).receive(&mut buffer[..most], 0);
    let data = received.map(|count| count.map(|count| ctx.new_bytes(&buffer[..count])));
    driver::driver(ctx).buffer = buffer;
    Ok(checked(ctx, data)?.unwrap_or(Value::NONE))
}

/// `_send(data)`: sends what can be sent; how much waits.
fn send(ctx: &mut Context, args: Args) -> Result {
    let socket = this(ctx, args)?;
    let data = args.get(ctx, 1);
    let data = match (data.cast::<Bytes>(), data.cast::<ByteArray>()) {
        (Some(bytes), _) => ctx.heap.bytes(bytes).to_vec(),
        (_, Some(array)) => ctx.heap.get(array).bytes().to_vec(),
        _ => {
            let message = format!("data: expecting a bytes-like instance, got {}", ctx.type_name(data));
            return Err(ctx.type_error(message));
        }
    };
    let sent = ctx.heap.get_mut(socket).write(&data);
    checked(ctx, sent)?;
    Ok(Value::int(ctx.heap.get(socket).pending_bytes() as i64))
}

fn flush(ctx: &mut Context, args: Args) -> Result {
    let socket = this(ctx, args)?;
    let flushed = ctx.heap.get_mut(socket).flush();
    checked(ctx, flushed)?;
    Ok(Value::int(ctx.heap.get(socket).pending_bytes() as i64))
}

fn pending(ctx: &mut Context, args: Args) -> Result {
    let socket = this(ctx, args)?;
    Ok(Value::int(ctx.heap.get(socket).pending_bytes() as i64))
}

/// `_accept_now()`: a connection, or None if there is none yet.
fn accept_now(ctx: &mut Context, args: Args) -> Result {
    let socket = this(ctx, args)?;
    let accepted = ctx.heap.get(socket).accept();
    match checked(ctx, accepted)? {
        Some((connection, _)) => Ok(Value::object(ctx.heap.allocate(connection))),
        None => Ok(Value::NONE),
    }
}

/// A future for the next event in a direction; whoever asks has tried without success.
fn watch(ctx: &mut Context, args: Args, writing: bool) -> Result {
    let socket = this(ctx, args)?;
    let Some(event_loop) = args.get(ctx, 1).cast::<EventLoop>() else {
        return Err(ctx.type_error("an event loop was expected"));
    };
    let descriptor = register(ctx, socket)?;
    let future = Value::object(new_future(ctx, event_loop));
    let before = driver::driver(ctx).reactor.watch(descriptor, writing, Watch::Once(future));
    if let Watch::Once(other) = before {
        driver::tell(ctx, vec![Ready::Settle(other)]);
    }
    Ok(future)
}

fn readable(ctx: &mut Context, args: Args) -> Result {
    watch(ctx, args, false)
}

fn writable(ctx: &mut Context, args: Args) -> Result {
    watch(ctx, args, true)
}

fn bind(ctx: &mut Context, args: Args) -> Result {
    let socket = this(ctx, args)?;
    let (family, address) = (ctx.heap.get(socket).family, args.get(ctx, 1));
    let address = address::parse_address(ctx, family, address, "bind")?;
    let bound = ctx.heap.get(socket).fd().and_then(|fd| Ok(rustix::net::bind(fd, &address)?));
    checked(ctx, bound)?;
    Ok(Value::NONE)
}

/// `_remove_at_close(path)`: the file of a listener goes with it.
fn remove_at_close(ctx: &mut Context, args: Args) -> Result {
    let socket = this(ctx, args)?;
    let path = args.get(ctx, 1);
    let path = ctx.as_str(path).map(|path| ctx.text(path).into_owned().into());
    ctx.heap.get_mut(socket).path = path;
    Ok(Value::NONE)
}

fn listen(ctx: &mut Context, args: Args) -> Result {
    let socket = this(ctx, args)?;
    let backlog = match args.optional(ctx, 1) {
        Some(backlog) => ctx.clamped_index(backlog)?.clamp(0, i64::from(i32::MAX)) as i32,
        None => 128,
    };
    let listening = ctx.heap.get(socket).fd().and_then(|fd| Ok(rustix::net::listen(fd, backlog)?));
    checked(ctx, listening)?;
    Ok(Value::NONE)
}

fn shutdown(ctx: &mut Context, args: Args) -> Result {
    let socket = this(ctx, args)?;
    let how = args.get(ctx, 1);
    let how = match ctx.clamped_index(how)? {
        0 => rustix::net::Shutdown::Read,
        1 => rustix::net::Shutdown::Write,
        2 => rustix::net::Shutdown::Both,
        _ => return Err(ctx.io_error(&std::io::Error::from_raw_os_error(libc::EINVAL))),
    };
    let done = ctx.heap.get(socket).fd().and_then(|fd| Ok(rustix::net::shutdown(fd, how)?));
    checked(ctx, done)?;
    Ok(Value::NONE)
}

fn close(ctx: &mut Context, args: Args) -> Result {
    let socket = this(ctx, args)?;
    let mut reactor = std::mem::take(&mut driver::driver(ctx).reactor);
    let waiting = ctx.heap.get_mut(socket).close(&mut reactor);
    driver::driver(ctx).reactor = reactor;
    driver::tell(ctx, waiting);
    Ok(Value::NONE)
}

/// `detach()`: the descriptor's number, which may be made a socket again.
fn detach(ctx: &mut Context, args: Args) -> Result {
    let socket = this(ctx, args)?;
    let number = ctx.heap.get(socket).number();
    let descriptor = ctx.heap.get_mut(socket).detach();
    driver::driver(ctx).detached.extend(descriptor);
    Ok(Value::int(i64::from(number)))
}

fn dup(ctx: &mut Context, args: Args) -> Result {
    let socket = this(ctx, args)?;
    let copy = ctx.heap.get(socket).fd().and_then(|fd| Ok(rustix::io::fcntl_dupfd_cloexec(fd, 0)?));
    let copy = copy.and_then(Socket::adopt);
    let copy = checked(ctx, copy)?;
    Ok(Value::object(ctx.heap.allocate(copy)))
}

fn fileno(ctx: &mut Context, args: Args) -> Result {
    let socket = this(ctx, args)?;
    Ok(Value::int(i64::from(ctx.heap.get(socket).number())))
}

fn getsockname(ctx: &mut Context, args: Args) -> Result {
    let socket = this(ctx, args)?;
    let address = ctx.heap.get(socket).fd().and_then(|fd| Ok(rustix::net::getsockname(fd)?));
    let address = checked(ctx, address)?;
    Ok(address_value(ctx, &address))
}

fn getpeername(ctx: &mut Context, args: Args) -> Result {
    let socket = this(ctx, args)?;
    let address = ctx.heap.get(socket).fd().and_then(|fd| Ok(rustix::net::getpeername(fd)?));
    match checked(ctx, address)? {
        Some(address) => Ok(address_value(ctx, &address)),
        None => Ok(ctx.new_str("")),
    }
}

/// The level and number of an option.
fn option_arguments(ctx: &mut Context, args: Args) -> Result<(i32, i32)> {
    let [level, name] = [1, 2].map(|index| args.get(ctx, index));
    Ok((ctx.clamped_index(level)? as i32, ctx.clamped_index(name)? as i32))
}

#[cold]
fn unknown_option(ctx: &mut Context, (level, name): (i32, i32)) -> Raised {
    let message = format!("socket option {name} of level {level} is not supported by Taipan");
    ctx.raise(ExceptionKind::NotImplementedError, message)
}

/// `setsockopt(level, optname, value)`
fn setsockopt(ctx: &mut Context, args: Args) -> Result {
    let socket = this(ctx, args)?;
    let (level, name) = option_arguments(ctx, args)?;
    let value = args.get(ctx, 3);
    let number = if ctx.has_index(value) { Some(ctx.clamped_index(value)? as i32) } else { None };
    let bytes = if number.is_none() { ctx.expect_bytes(value)? } else { Vec::new() };
    let fd = ctx.heap.get(socket).fd();
    let done = match (fd, number) {
        (Err(error), _) => Err(error),
        (Ok(fd), Some(number)) => match option::set(fd, level, name, number) {
            Some(done) => done.map_err(Into::into),
            None => return Err(unknown_option(ctx, (level, name))),
        },
        (Ok(fd), None) => match option::set_bytes(fd, level, name, &bytes) {
            Some(done) => done.map_err(Into::into),
            None => return Err(unknown_option(ctx, (level, name))),
        },
    };
    checked(ctx, done)?;
    Ok(Value::NONE)
}

/// `getsockopt(level, optname, buflen=0)`: a number, or up to `buflen` bytes.
fn getsockopt(ctx: &mut Context, args: Args) -> Result {
    let socket = this(ctx, args)?;
    let (level, name) = option_arguments(ctx, args)?;
    let length = match args.optional(ctx, 3) {
        Some(length) => ctx.clamped_index(length)?,
        None => 0,
    };
    if !(0..=1024).contains(&length) {
        return Err(ctx.raise(ExceptionKind::OSError, "getsockopt buflen out of range"));
    }
    let fd = ctx.heap.get(socket).fd();
    let found = match fd {
        Err(error) => Err(error),
        Ok(fd) => match (option::get_bytes(fd, level, name), option::get(fd, level, name)) {
            (Some(bytes), _) => bytes.map_err(Into::into),
            (None, Some(number)) => number.map(|number| number.to_ne_bytes().to_vec()).map_err(Into::into),
            (None, None) => return Err(unknown_option(ctx, (level, name))),
        },
    };
    let bytes = checked(ctx, found)?;
    match length {
        0 => {
            let first: [u8; 4] = bytes.get(..4).and_then(|first| first.try_into().ok()).unwrap_or_default();
            Ok(Value::int(i64::from(i32::from_ne_bytes(first))))
        }
        length => Ok(ctx.new_bytes(&bytes[..bytes.len().min(length as usize)])),
    }
}

/// `settimeout(seconds or None)`
fn settimeout(ctx: &mut Context, args: Args) -> Result {
    let socket = this(ctx, args)?;
    let value = args.get(ctx, 1);
    let timeout = match value {
        Value::NONE => None,
        _ => {
            let plain = ctx.payload(value);
            let seconds = match plain.as_float() {
                Some(seconds) => seconds,
                None if ctx.has_index(value) => ctx.clamped_index(value)? as f64,
                None => {
                    let name = ctx.type_name(value);
                    let message = format!("'{name}' object cannot be interpreted as an integer or float");
                    return Err(ctx.type_error(message));
                }
            };
            if seconds.is_nan() {
                return Err(ctx.value_error("Invalid value NaN (not a number)"));
            }
            if seconds < 0.0 {
                return Err(ctx.value_error("Timeout value out of range"));
            }
            Some(seconds)
        }
    };
    ctx.heap.get_mut(socket).timeout = timeout;
    Ok(Value::NONE)
}

fn gettimeout(ctx: &mut Context, args: Args) -> Result {
    let socket = this(ctx, args)?;
    Ok(ctx.heap.get(socket).timeout.map_or(Value::NONE, Value::float))
}

fn setblocking(ctx: &mut Context, args: Args) -> Result {
    let socket = this(ctx, args)?;
    let flag = args.get(ctx, 1);
    let blocking = ctx.truth(flag)?;
    ctx.heap.get_mut(socket).timeout = (!blocking).then_some(0.0);
    Ok(Value::NONE)
}

/// `_send_at_once()`: a stream does not wait for more to send.
fn send_at_once(ctx: &mut Context, args: Args) -> Result {
    let socket = this(ctx, args)?;
    let this = ctx.heap.get(socket);
    if let (libc::IPPROTO_TCP, Ok(fd)) = (this.protocol, this.fd()) {
        // A peer that is gone already shows when the stream is used.
        let _ = rustix::net::sockopt::set_tcp_nodelay(fd, true);
    }
    Ok(Value::NONE)
}

/// A number as a member of an enumeration of the module `socket`.
fn named(ctx: &mut Context, enumeration: &str, number: i32) -> Result {
    let module = ctx.import_module("socket")?;
    let class = ctx.attribute(module, enumeration)?;
    ctx.call_nested(class, &[Value::int(i64::from(number))])
}

fn family(ctx: &mut Context, value: Value) -> Result {
    let Some(socket) = value.cast::<Socket>() else { return Ok(Value::NONE) };
    let number = ctx.heap.get(socket).family;
    named(ctx, "AddressFamily", number)
}

fn kind(ctx: &mut Context, value: Value) -> Result {
    let Some(socket) = value.cast::<Socket>() else { return Ok(Value::NONE) };
    let number = ctx.heap.get(socket).kind;
    named(ctx, "SocketKind", number)
}

fn protocol(ctx: &mut Context, value: Value) -> Result {
    let Some(socket) = value.cast::<Socket>() else { return Ok(Value::NONE) };
    Ok(Value::int(i64::from(ctx.heap.get(socket).protocol)))
}

/// What is shown of a socket between the angle brackets, after its class.
fn describe(ctx: &mut Context, socket: Gc<Socket>) -> Result<String> {
    let this = ctx.heap.get(socket);
    let mut text = format!("fd={}, family={}, type={}, proto={}", this.number(), this.family, this.kind, this.protocol);
    let addresses =
        this.fd().ok().map(|fd| [rustix::net::getsockname(fd).ok(), rustix::net::getpeername(fd).ok().flatten()]);
    for (label, address) in ["laddr", "raddr"].into_iter().zip(addresses.into_iter().flatten()) {
        if let Some(address) = address {
            let value = address_value(ctx, &address);
            if ctx.truth(value)? {
                text.push_str(&format!(", {label}={}", ctx.repr_text(value)?));
            }
        }
    }
    Ok(text)
}

/// `_describe()`: what the library shows of the socket.
fn description(ctx: &mut Context, args: Args) -> Result {
    let socket = this(ctx, args)?;
    let text = describe(ctx, socket)?;
    Ok(ctx.new_str(&text))
}

fn repr(ctx: &mut Context, args: Args) -> Result {
    let socket = this(ctx, args)?;
    let text = format!("<asyncio.TransportSocket {}>", describe(ctx, socket)?);
    Ok(ctx.new_str(&text))
}

pub static CLASS: ClassDef = ClassDef {
    doc: "A socket of the event loop.",
    methods: &[
        NativeDef::method("_recv", "(size, /)", receive, ""),
        NativeDef::method("_send", "(data, /)", send, ""),
        NativeDef::method("_flush", "()", flush, ""),
        NativeDef::method("_pending", "()", pending, ""),
        NativeDef::method("_accept_now", "()", accept_now, ""),
        NativeDef::method("_accept", "()", operation::accept, ""),
        NativeDef::method("_readable", "(loop, /)", readable, ""),
        NativeDef::method("_writable", "(loop, /)", writable, ""),
        NativeDef::method("_remove_at_close", "(path, /)", remove_at_close, ""),
        NativeDef::method("_close", "()", close, ""),
        NativeDef::method("_describe", "()", description, ""),
        NativeDef::method("_detach", "()", detach, ""),
        NativeDef::method("_dup", "()", dup, ""),
        NativeDef::method("_send_at_once", "()", send_at_once, ""),
        NativeDef::method("_bind", "(address, /)", bind, ""),
        NativeDef::method("_connect", "(address, /)", operation::connect, ""),
        NativeDef::method("_listen", "(backlog=128, /)", listen, ""),
        NativeDef::method("_recv_into", "(buffer, nbytes=0, flags=0)", operation::receive_into, ""),
        NativeDef::method("_recvfrom", "(bufsize, flags=0, /)", operation::receive_from, ""),
        NativeDef::method("_recvfrom_into", "(buffer, nbytes=0, flags=0)", operation::receive_from_into, ""),
        NativeDef::method("_receive", "(bufsize, flags=0, /)", operation::receive, ""),
        NativeDef::method("_sendall", "(data, flags=0, /)", operation::send_all, ""),
        NativeDef::method("_sendto", "(data, /, *args)", operation::send_to, ""),
        NativeDef::method("_send_some", "(data, flags=0, /)", operation::send, ""),
        NativeDef::method("shutdown", "(how, /)", shutdown, "Shut the connection down in one direction or both."),
        NativeDef::method("fileno", "()", fileno, "Return the descriptor, -1 once closed."),
        NativeDef::method("getsockname", "()", getsockname, "Return the socket's own address."),
        NativeDef::method("getpeername", "()", getpeername, "Return the peer's address."),
        NativeDef::method("setsockopt", "(level, optname, value, /)", setsockopt, "Set an option."),
        NativeDef::method("getsockopt", "(level, optname, buflen=0, /)", getsockopt, "Return an option."),
        NativeDef::method("settimeout", "(value, /)", settimeout, "Set how long operations wait."),
        NativeDef::method("gettimeout", "()", gettimeout, "Return how long operations wait."),
        NativeDef::method("setblocking", "(flag, /)", setblocking, "Have operations wait or not."),
        NativeDef::method("__repr__", "()", repr, ""),
    ],
    attributes: &[
        AttributeDef { name: "family", get: family, set: None, doc: "" },
        AttributeDef { name: "type", get: kind, set: None, doc: "" },
        AttributeDef { name: "proto", get: protocol, set: None, doc: "" },
    ],
    ..ClassDef::new(Builtin::Socket)
};
