//! Methods of the loop's own sockets. Those with an underscore are for the library.

use super::receiver::receiver;
use crate::event::future::{self, new_future, promise};
use crate::event::reactor::Watch;
use crate::event::stream::{Address, Received, Socket};
use crate::event::{EventLoop, driver};
use crate::heap::{Gc, Value};
use crate::object::{ByteArray, Bytes};
use crate::vm::Context;
use crate::vm::builtin_class::{AttributeDef, Builtin, ClassDef};
use crate::vm::native::{Args, NativeDef, Result};

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
    let received = ctx.heap.get_mut(socket).receive(most, &mut buffer);
    driver::driver(ctx).buffer = buffer;
    match checked(ctx, received)? {
        Received::Nothing => Ok(Value::NONE),
        Received::Data(data) => Ok(ctx.new_bytes(&data)),
    }
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
    let sent = ctx.heap.get_mut(socket).send(&data);
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

fn accept(ctx: &mut Context, args: Args) -> Result {
    let socket = this(ctx, args)?;
    let mut reactor = std::mem::take(&mut driver::driver(ctx).reactor);
    let accepted = ctx.heap.get(socket).accept(&mut reactor);
    driver::driver(ctx).reactor = reactor;
    match checked(ctx, accepted)? {
        Some(socket) => Ok(Value::object(ctx.heap.allocate(socket))),
        None => Ok(Value::NONE),
    }
}

fn take_error(ctx: &mut Context, args: Args) -> Result {
    let socket = this(ctx, args)?;
    let error = ctx.heap.get(socket).take_error();
    checked(ctx, error)?;
    Ok(Value::NONE)
}

/// A future for the next event in a direction; whoever asks has tried without success.
fn watch(ctx: &mut Context, args: Args, writing: bool) -> Result {
    let socket = this(ctx, args)?;
    let Some(event_loop) = args.get(ctx, 1).cast::<EventLoop>() else {
        return Err(ctx.type_error("an event loop was expected"));
    };
    let Some(token) = ctx.heap.get(socket).token() else {
        return Err(ctx.io_error(&std::io::Error::from_raw_os_error(libc::EBADF)));
    };
    let future = Value::object(new_future(ctx, event_loop));
    let reactor = &mut driver::driver(ctx).reactor;
    let watch = Watch::Once(future);
    let before = if writing { reactor.watch_writing(token, watch) } else { reactor.watch_reading(token, watch) };
    if let Watch::Once(other) = before
        && promise(&ctx.heap, other).is_some_and(|promise| !promise.is_done())
    {
        future::settle(ctx, other, future::Progress::Done, Value::NONE);
    }
    Ok(future)
}

fn readable(ctx: &mut Context, args: Args) -> Result {
    watch(ctx, args, false)
}

fn writable(ctx: &mut Context, args: Args) -> Result {
    watch(ctx, args, true)
}

fn shut_down(ctx: &mut Context, args: Args) -> Result {
    let socket = this(ctx, args)?;
    let done = ctx.heap.get(socket).shut_down();
    checked(ctx, done)?;
    Ok(Value::NONE)
}

fn close(ctx: &mut Context, args: Args) -> Result {
    let socket = this(ctx, args)?;
    let mut reactor = std::mem::take(&mut driver::driver(ctx).reactor);
    ctx.heap.get_mut(socket).close(&mut reactor);
    driver::driver(ctx).reactor = reactor;
    Ok(Value::NONE)
}

fn fileno(ctx: &mut Context, args: Args) -> Result {
    let socket = this(ctx, args)?;
    Ok(Value::int(i64::from(ctx.heap.get(socket).descriptor())))
}

fn address_value(ctx: &mut Context, address: Address) -> Value {
    match address {
        Address::Path(path) => ctx.new_str(&path),
        Address::Internet(address) => {
            let host = ctx.new_str(&address.ip().to_string());
            let port = Value::int(i64::from(address.port()));
            match address {
                std::net::SocketAddr::V4(_) => ctx.new_tuple(&[host, port]),
                std::net::SocketAddr::V6(address) => {
                    let rest = [address.flowinfo(), address.scope_id()].map(|number| Value::int(i64::from(number)));
                    ctx.new_tuple(&[host, port, rest[0], rest[1]])
                }
            }
        }
    }
}

fn getsockname(ctx: &mut Context, args: Args) -> Result {
    let socket = this(ctx, args)?;
    let address = ctx.heap.get(socket).local_address();
    let address = checked(ctx, address)?;
    Ok(address_value(ctx, address))
}

fn getpeername(ctx: &mut Context, args: Args) -> Result {
    let socket = this(ctx, args)?;
    let address = ctx.heap.get(socket).peer_address();
    let address = checked(ctx, address)?;
    Ok(address_value(ctx, address))
}

fn family(ctx: &mut Context, value: Value) -> Result {
    let Some(socket) = value.cast::<Socket>() else { return Ok(Value::NONE) };
    Ok(Value::int(i64::from(match ctx.heap.get(socket).local_address() {
        Ok(Address::Internet(std::net::SocketAddr::V6(_))) => libc::AF_INET6,
        Ok(Address::Path(_)) => libc::AF_UNIX,
        _ => libc::AF_INET,
    })))
}

fn kind(_: &mut Context, _: Value) -> Result {
    Ok(Value::int(i64::from(libc::SOCK_STREAM)))
}

fn option(_: &mut Context, _: Args) -> Result {
    Ok(Value::NONE)
}

fn repr(ctx: &mut Context, args: Args) -> Result {
    let socket = this(ctx, args)?;
    let this = ctx.heap.get(socket);
    let text = format!("<asyncio.TransportSocket fd={}>", this.descriptor());
    Ok(ctx.new_str(&text))
}

pub static CLASS: ClassDef = ClassDef {
    doc: "A socket of the event loop.",
    methods: &[
        NativeDef::method("_recv", "(size, /)", receive, ""),
        NativeDef::method("_send", "(data, /)", send, ""),
        NativeDef::method("_flush", "()", flush, ""),
        NativeDef::method("_pending", "()", pending, ""),
        NativeDef::method("_accept", "()", accept, ""),
        NativeDef::method("_take_error", "()", take_error, ""),
        NativeDef::method("_readable", "(loop, /)", readable, ""),
        NativeDef::method("_writable", "(loop, /)", writable, ""),
        NativeDef::method("_shut_down", "()", shut_down, ""),
        NativeDef::method("_close", "()", close, ""),
        NativeDef::method("fileno", "()", fileno, "Return the descriptor, -1 once closed."),
        NativeDef::method("getsockname", "()", getsockname, "Return the socket's own address."),
        NativeDef::method("getpeername", "()", getpeername, "Return the peer's address."),
        NativeDef::method("setsockopt", "(level, option, value, /)", option, "Options stay as the loop sets them."),
        NativeDef::method("__repr__", "()", repr, ""),
    ],
    attributes: &[
        AttributeDef { name: "family", get: family, set: None, doc: "" },
        AttributeDef { name: "type", get: kind, set: None, doc: "" },
    ],
    ..ClassDef::new(Builtin::Socket)
};
