//! Operations of sockets that may have to wait: each is tried; while it would block, the thread is parked until the
//! reactor says to try again, or the socket's timeout is over.

use std::os::fd::RawFd;

use rustix::net::SocketAddrAny;

use super::address::{address_value, parse_address};
use super::{checked, this};
use crate::event::driver::{self, driver};
use crate::event::socket::Socket;
use crate::event::timer::{Nanoseconds, nanoseconds};
use crate::heap::{Gc, Value};
use crate::object::memory_view::MemoryView;
use crate::object::{ByteArray, ExceptionKind};
use crate::vm::native::{Args, Input, Raised, Result};
use crate::vm::{Context, Request};

/// Tries an operation on the arguments in a window; None if it would block.
type Attempt = fn(&mut Context, Gc<Socket>, Args) -> Result<Option<Value>>;

/// An operation, and whether it waits for the socket to become writable.
struct Operation {
    attempt: Attempt,
    writing: bool,
    /// The error of a socket that does not wait.
    would_block: i32,
}

const fn reading(attempt: Attempt) -> Operation {
    Operation { attempt, writing: false, would_block: libc::EAGAIN }
}

const fn writing(attempt: Attempt) -> Operation {
    Operation { attempt, writing: true, would_block: libc::EAGAIN }
}

/// The numbers of the operations are their places.
static OPERATIONS: [Operation; 8] = [
    reading(try_receive),
    reading(try_receive_into),
    reading(try_receive_from),
    reading(try_accept),
    writing(try_send),
    writing(try_send_all),
    writing(try_send_to),
    Operation { attempt: try_connect, writing: true, would_block: libc::EINPROGRESS },
];

// Registers of an operation's window; its arguments follow.
const SOCKET: u32 = 0;
const OPERATION: u32 = 1;
const DEADLINE: u32 = 2;
const FIRST: u32 = 3;
const SECOND: u32 = 4;
const THIRD: u32 = 5;

/// Tries an operation until it is done.
fn begin(ctx: &mut Context, socket: Gc<Socket>, operation: i64, arguments: [Value; 3]) -> Result {
    let [first, second, third] = arguments;
    let state = [Value::object(socket), Value::int(operation), Value::NONE, first, second, third];
    ctx.start_steps(step, &state)
}

fn step(ctx: &mut Context, window: Args, input: Input) -> Result {
    let socket: Gc<Socket> = window.get(ctx, SOCKET).cast().expect("the register holds the socket");
    let operation = window.get(ctx, OPERATION).as_int().unwrap_or(0);
    let operation = &OPERATIONS[operation as usize];
    if let Input::Value(Value::FALSE) = input {
        return Err(ctx.raise(ExceptionKind::TimeoutError, "timed out"));
    }
    if let Some(value) = (operation.attempt)(ctx, socket, window)? {
        return Ok(value);
    }
    let until = match (ctx.heap.get(socket).timeout, window.get(ctx, DEADLINE).as_int()) {
        (Some(0.0), _) => return Err(ctx.io_error(&std::io::Error::from_raw_os_error(operation.would_block))),
        (_, Some(deadline)) => deadline as Nanoseconds,
        (Some(seconds), None) => {
            let deadline = driver::now(ctx).saturating_add(nanoseconds(seconds)).min(i64::MAX as u64);
            window.set(ctx, DEADLINE, Value::int(deadline as i64));
            deadline
        }
        (None, None) => Nanoseconds::MAX,
    };
    let descriptor = register(ctx, socket)?;
    let ticket = driver::ticket(ctx);
    driver(ctx).reactor.park(descriptor, operation.writing, ticket);
    ctx.ask(Request::Park { until, otherwise: Value::FALSE })
}

/// Makes sure that the reactor knows a socket's descriptor, and gives that.
pub fn register(ctx: &mut Context, socket: Gc<Socket>) -> Result<RawFd> {
    let mut reactor = std::mem::take(&mut driver(ctx).reactor);
    let registered = ctx.heap.get_mut(socket).register(&mut reactor);
    driver(ctx).reactor = reactor;
    checked(ctx, registered)
}

/// A size and a socket's buffer for it.
fn with_buffer<T>(ctx: &mut Context, size: usize, use_it: impl FnOnce(&mut Context, &mut [u8]) -> T) -> T {
    let mut buffer = std::mem::take(&mut driver(ctx).buffer);
    if buffer.len() < size {
        buffer.resize(size, 0);
    }
    let answer = use_it(ctx, &mut buffer[..size]);
    driver(ctx).buffer = buffer;
    answer
}

fn number(ctx: &Context, window: Args, register: u32) -> i64 {
    window.get(ctx, register).as_int().unwrap_or(0)
}

fn flags_argument(ctx: &mut Context, args: Args, index: u32) -> Result {
    match args.optional(ctx, index) {
        Some(flags) => ctx.clamped_index(flags).map(Value::int),
        None => Ok(Value::int(0)),
    }
}

fn size_argument(ctx: &mut Context, args: Args, index: u32, method: &str) -> Result<usize> {
    let size = args.get(ctx, index);
    let size = ctx.clamped_index(size)?;
    match usize::try_from(size) {
        Ok(size) => ctx.reserve(size).map(|()| size),
        Err(_) => Err(ctx.value_error(format!("negative buffersize in {method}"))),
    }
}

/// `recv(bufsize, flags=0)`
pub fn receive(ctx: &mut Context, args: Args) -> Result {
    let socket = this(ctx, args)?;
    let size = size_argument(ctx, args, 1, "recv")?;
    let flags = flags_argument(ctx, args, 2)?;
    begin(ctx, socket, 0, [Value::int(size as i64), flags, Value::NONE])
}

fn try_receive(ctx: &mut Context, socket: Gc<Socket>, window: Args) -> Result<Option<Value>> {
    let (size, flags) = (number(ctx, window, FIRST) as usize, number(ctx, window, SECOND) as i32);
    with_buffer(ctx, size, |ctx, buffer| {
        let received = ctx.heap.get(socket).receive(buffer, flags);
        Ok(checked(ctx, received)?.map(|count| ctx.new_bytes(&buffer[..count])))
    })
}

/// A writable buffer of a script: a bytearray, or a memoryview of one.
fn writable(ctx: &mut Context, value: Value, method: &str) -> Result<(Gc<ByteArray>, std::ops::Range<usize>)> {
    let plain = ctx.payload(value);
    if let Some(array) = plain.cast::<ByteArray>() {
        return Ok((array, 0..ctx.heap.get(array).len()));
    }
    if let Some(view) = plain.cast::<MemoryView>() {
        let view = *ctx.heap.get(view);
        if let (Some(array), true) = (view.object.cast::<ByteArray>(), view.is_contiguous())
            && !view.read_only
            && view.start + view.bytes() <= ctx.heap.get(array).len()
        {
            return Ok((array, view.start..view.start + view.bytes()));
        }
    }
    let found = ctx.type_name(value);
    Err(ctx.type_error(format!("{method}() argument 1 must be read-write bytes-like object, not {found}")))
}

/// How much is to be received into a buffer of a script.
fn wanted(ctx: &mut Context, args: Args, method: &str) -> Result<usize> {
    let buffer = args.get(ctx, 1);
    let room = writable(ctx, buffer, method)?.1.len();
    let size = match args.optional(ctx, 2) {
        Some(_) => size_argument(ctx, args, 2, method)?,
        None => 0,
    };
    match size {
        0 => Ok(room),
        size if size > room => Err(ctx.value_error("buffer too small for requested bytes")),
        size => Ok(size),
    }
}

/// `recv_into(buffer, nbytes=0, flags=0)`
pub fn receive_into(ctx: &mut Context, args: Args) -> Result {
    let socket = this(ctx, args)?;
    let size = wanted(ctx, args, "recv_into")?;
    let flags = flags_argument(ctx, args, 3)?;
    let buffer = args.get(ctx, 1);
    begin(ctx, socket, 1, [Value::int(size as i64), flags, buffer])
}

fn try_receive_into(ctx: &mut Context, socket: Gc<Socket>, window: Args) -> Result<Option<Value>> {
    let (size, flags) = (number(ctx, window, FIRST) as usize, number(ctx, window, SECOND) as i32);
    let target = window.get(ctx, THIRD);
    with_buffer(ctx, size, |ctx, buffer| {
        let received = ctx.heap.get(socket).receive(buffer, flags);
        let Some(count) = checked(ctx, received)? else { return Ok(None) };
        store(ctx, target, &buffer[..count], "recv_into")?;
        Ok(Some(Value::int(count as i64)))
    })
}

fn store(ctx: &mut Context, target: Value, data: &[u8], method: &str) -> Result<()> {
    let (array, range) = writable(ctx, target, method)?;
    let room = &mut ctx.heap.get_mut(array).bytes_mut()[range];
    let count = data.len().min(room.len());
    room[..count].copy_from_slice(&data[..count]);
    Ok(())
}

/// `recvfrom(bufsize, flags=0)`
pub fn receive_from(ctx: &mut Context, args: Args) -> Result {
    let socket = this(ctx, args)?;
    let size = size_argument(ctx, args, 1, "recvfrom")?;
    let flags = flags_argument(ctx, args, 2)?;
    begin(ctx, socket, 2, [Value::int(size as i64), flags, Value::NONE])
}

/// `recvfrom_into(buffer, nbytes=0, flags=0)`
pub fn receive_from_into(ctx: &mut Context, args: Args) -> Result {
    let socket = this(ctx, args)?;
    let size = wanted(ctx, args, "recvfrom_into")?;
    let flags = flags_argument(ctx, args, 3)?;
    let buffer = args.get(ctx, 1);
    begin(ctx, socket, 2, [Value::int(size as i64), flags, buffer])
}

/// What has come, or how much if it goes into a buffer, and from whom.
fn try_receive_from(ctx: &mut Context, socket: Gc<Socket>, window: Args) -> Result<Option<Value>> {
    let (size, flags) = (number(ctx, window, FIRST) as usize, number(ctx, window, SECOND) as i32);
    let target = window.get(ctx, THIRD);
    with_buffer(ctx, size, |ctx, buffer| {
        let received = ctx.heap.get(socket).receive_from(buffer, flags);
        let Some((count, address)) = checked(ctx, received)? else { return Ok(None) };
        let data = if target.is_none() {
            ctx.new_bytes(&buffer[..count])
        } else {
            store(ctx, target, &buffer[..count], "recvfrom_into")?;
            Value::int(count as i64)
        };
        let address = address.map_or(Value::NONE, |address| address_value(ctx, &address));
        Ok(Some(ctx.new_tuple(&[data, address])))
    })
}

/// `_accept()`: a connection and the peer's address.
pub fn accept(ctx: &mut Context, args: Args) -> Result {
    let socket = this(ctx, args)?;
    begin(ctx, socket, 3, [Value::NONE; 3])
}

pub fn try_accept(ctx: &mut Context, socket: Gc<Socket>, _: Args) -> Result<Option<Value>> {
    let accepted = ctx.heap.get(socket).accept();
    let Some((connection, address)) = checked(ctx, accepted)? else { return Ok(None) };
    let address = address.map_or(Value::NONE, |address| address_value(ctx, &address));
    let connection = Value::object(ctx.heap.allocate(connection));
    Ok(Some(ctx.new_tuple(&[connection, address])))
}

/// `send(data, flags=0)`: how much was sent.
pub fn send(ctx: &mut Context, args: Args) -> Result {
    sending(ctx, args, 4)
}

/// `sendall(data, flags=0)`
pub fn send_all(ctx: &mut Context, args: Args) -> Result {
    sending(ctx, args, 5)
}

fn sending(ctx: &mut Context, args: Args, operation: i64) -> Result {
    let socket = this(ctx, args)?;
    let data = args.get(ctx, 1);
    if ctx.bytes_like(data).is_none() {
        return Err(not_bytes(ctx, data));
    }
    let flags = flags_argument(ctx, args, 2)?;
    begin(ctx, socket, operation, [data, flags, Value::int(0)])
}

#[cold]
fn not_bytes(ctx: &mut Context, data: Value) -> Raised {
    let found = ctx.type_name(data);
    ctx.type_error(format!("a bytes-like object is required, not '{found}'"))
}

fn try_send(ctx: &mut Context, socket: Gc<Socket>, window: Args) -> Result<Option<Value>> {
    let flags = number(ctx, window, SECOND) as i32;
    let data = ctx.bytes_like(window.get(ctx, FIRST)).unwrap_or_default();
    let sent = ctx.heap.get(socket).send(&data, flags);
    Ok(checked(ctx, sent)?.map(|count| Value::int(count as i64)))
}

fn try_send_all(ctx: &mut Context, socket: Gc<Socket>, window: Args) -> Result<Option<Value>> {
    let flags = number(ctx, window, SECOND) as i32;
    loop {
        let done = number(ctx, window, THIRD) as usize;
        let data = ctx.bytes_like(window.get(ctx, FIRST)).unwrap_or_default();
        if done >= data.len() {
            return Ok(Some(Value::NONE));
        }
        let sent = ctx.heap.get(socket).send(&data[done..], flags);
        let Some(count) = checked(ctx, sent)? else { return Ok(None) };
        ctx.charge(1 + count as u64 / 64)?;
        window.set(ctx, THIRD, Value::int((done + count) as i64));
    }
}

/// `sendto(data, address)` or `sendto(data, flags, address)`
pub fn send_to(ctx: &mut Context, args: Args) -> Result {
    let socket = this(ctx, args)?;
    let rest = args.rest(ctx, 1).to_vec();
    let (data, flags, address) = match rest[..] {
        [data, address] => (data, 0, address),
        [data, flags, address] => (data, ctx.clamped_index(flags)?, address),
        _ => {
            let message = format!("sendto() takes 2 or 3 arguments ({} given)", rest.len());
            return Err(ctx.type_error(message));
        }
    };
    if ctx.bytes_like(data).is_none() {
        return Err(not_bytes(ctx, data));
    }
    parse(ctx, socket, address, "sendto")?;
    begin(ctx, socket, 6, [data, Value::int(flags), address])
}

fn parse(ctx: &mut Context, socket: Gc<Socket>, address: Value, method: &str) -> Result<SocketAddrAny> {
    let family = ctx.heap.get(socket).family;
    parse_address(ctx, family, address, method)
}

fn try_send_to(ctx: &mut Context, socket: Gc<Socket>, window: Args) -> Result<Option<Value>> {
    let flags = number(ctx, window, SECOND) as i32;
    let address = window.get(ctx, THIRD);
    let address = parse(ctx, socket, address, "sendto")?;
    let data = ctx.bytes_like(window.get(ctx, FIRST)).unwrap_or_default();
    let sent = ctx.heap.get(socket).send_to(&data, flags, &address);
    Ok(checked(ctx, sent)?.map(|count| Value::int(count as i64)))
}

/// `connect(address)`
pub fn connect(ctx: &mut Context, args: Args) -> Result {
    let socket = this(ctx, args)?;
    let address = args.get(ctx, 1);
    begin(ctx, socket, 7, [address, Value::FALSE, Value::NONE])
}

fn try_connect(ctx: &mut Context, socket: Gc<Socket>, window: Args) -> Result<Option<Value>> {
    let (address, begun) = (window.get(ctx, FIRST), window.get(ctx, SECOND) == Value::TRUE);
    let address = parse(ctx, socket, address, "connect")?;
    let connected = ctx.heap.get(socket).connect(&address, begun);
    window.set(ctx, SECOND, Value::TRUE);
    Ok(checked(ctx, connected)?.then_some(Value::NONE))
}
