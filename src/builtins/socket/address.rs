//! Addresses of sockets as scripts have them: host and port, or a path.

use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6};

use rustix::net::{SocketAddrAny, SocketAddrUnix};

use crate::heap::Value;
use crate::object::{ExceptionKind, Tuple};
use crate::vm::Context;
use crate::vm::native::Result;

/// An address as a script sees it.
pub fn address_value(ctx: &mut Context, address: &SocketAddrAny) -> Value {
    if let Ok(internet) = SocketAddr::try_from(address.clone()) {
        return internet_value(ctx, &internet);
    }
    match SocketAddrUnix::try_from(address.clone()) {
        Ok(local) => match (local.path_bytes(), local.abstract_name()) {
            (Some(path), _) => ctx.new_str(&String::from_utf8_lossy(path)),
            (None, Some(name)) if !name.is_empty() => ctx.new_bytes(&[b"\0", name].concat()),
            (None, _) => ctx.new_str(""),
        },
        Err(_) => Value::NONE,
    }
}

/// Host and port; for IPv6 also flow and scope.
pub fn internet_value(ctx: &mut Context, address: &SocketAddr) -> Value {
    let host = ctx.new_str(&address.ip().to_string());
    let port = Value::int(i64::from(address.port()));
    match address {
        SocketAddr::V4(_) => ctx.new_tuple(&[host, port]),
        SocketAddr::V6(address) => {
            let rest = [address.flowinfo(), address.scope_id()].map(|number| Value::int(i64::from(number)));
            ctx.new_tuple(&[host, port, rest[0], rest[1]])
        }
    }
}

/// The address a script gave for a socket of a family. Names of hosts have been looked up before.
pub fn parse_address(ctx: &mut Context, family: i32, value: Value, method: &str) -> Result<SocketAddrAny> {
    match family {
        libc::AF_INET => {
            let items = pair(ctx, value, method, "AF_INET", 2..=2)?;
            let host = host(ctx, items[0])?;
            let port = port(ctx, items[1], method)?;
            let ip: Ipv4Addr = match host.as_str() {
                "" => Ipv4Addr::UNSPECIFIED,
                "<broadcast>" => Ipv4Addr::BROADCAST,
                _ => host.parse().map_err(|_| bad_host(ctx, &host))?,
            };
            Ok(SocketAddr::V4(SocketAddrV4::new(ip, port)).into())
        }
        libc::AF_INET6 => {
            let items = pair(ctx, value, method, "AF_INET6", 2..=4)?;
            let host = host(ctx, items[0])?;
            let port = port(ctx, items[1], method)?;
            let mut rest = [0; 2];
            for (number, &item) in rest.iter_mut().zip(&items[2..]) {
                *number = u32::try_from(ctx.clamped_index(item)?).unwrap_or(0);
            }
            let ip: Ipv6Addr = match host.as_str() {
                "" => Ipv6Addr::UNSPECIFIED,
                _ => host.parse().map_err(|_| bad_host(ctx, &host))?,
            };
            Ok(SocketAddr::V6(SocketAddrV6::new(ip, port, rest[0], rest[1])).into())
        }
        libc::AF_UNIX => path(ctx, value),
        _ => Err(ctx.raise(ExceptionKind::OSError, format!("{method}(): bad family"))),
    }
}

fn pair(
    ctx: &mut Context,
    value: Value,
    method: &str,
    family: &str,
    sizes: std::ops::RangeInclusive<usize>,
) -> Result<Vec<Value>> {
    let Some(tuple) = ctx.payload(value).cast::<Tuple>() else {
        let found = ctx.type_name(value);
        return Err(ctx.type_error(format!("{method}(): {family} address must be tuple, not {found}")));
    };
    let items = ctx.heap.tail(tuple).to_vec();
    if sizes.contains(&items.len()) {
        return Ok(items);
    }
    let wanted = if *sizes.end() == 2 { "a pair (host, port)" } else { "a tuple (host, port[, flowinfo[, scopeid]])" };
    Err(ctx.type_error(format!("{family} address must be {wanted}")))
}

fn host(ctx: &mut Context, value: Value) -> Result<String> {
    if let Some(text) = ctx.as_str(value) {
        return Ok(ctx.text(text).into_owned());
    }
    if let Some(bytes) = ctx.bytes_like(value) {
        return Ok(String::from_utf8_lossy(&bytes).into_owned());
    }
    let found = ctx.type_name(value);
    Err(ctx.type_error(format!("str, bytes or bytearray expected, not {found}")))
}

#[cold]
fn bad_host(ctx: &mut Context, host: &str) -> crate::vm::native::Raised {
    ctx.raise(ExceptionKind::OSError, format!("'{host}' is no numeric address"))
}

fn port(ctx: &mut Context, value: Value, method: &str) -> Result<u16> {
    let number = ctx.clamped_index(value)?;
    u16::try_from(number).map_err(|_| ctx.overflow_error(format!("{method}(): port must be 0-65535.")))
}

fn path(ctx: &mut Context, value: Value) -> Result<SocketAddrAny> {
    let bytes = match ctx.as_str(value) {
        Some(text) => ctx.heap.str_bytes(text).to_vec(),
        None => ctx.expect_bytes(value)?,
    };
    let address = match bytes.as_slice() {
        [] => Ok(SocketAddrUnix::new_unnamed()),
        [0, name @ ..] => SocketAddrUnix::new_abstract_name(name),
        path => SocketAddrUnix::new(path),
    };
    match address {
        Ok(address) => Ok(address.into()),
        Err(_) => Err(ctx.raise(ExceptionKind::OSError, "AF_UNIX path too long")),
    }
}
