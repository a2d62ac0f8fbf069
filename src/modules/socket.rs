//! `_socket`: what opens sockets, and what knows the names of hosts.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::os::fd::AsRawFd;

use dns_lookup::{AddrInfo, AddrInfoHints, LookupError};

use super::ModuleDef;
use crate::builtins::socket::internet_value;
use crate::event::blocking;
use crate::event::driver::driver;
use crate::event::socket::Socket;
use crate::heap::Value;
use crate::object::{ExceptionKind, Tuple};
use crate::vm::Context;
use crate::vm::native::{Args, NativeDef, Raised, Result};

fn number(ctx: &mut Context, args: Args, index: u32) -> Result<i32> {
    let value = args.get(ctx, index);
    Ok(ctx.clamped_index(value)?.clamp(i64::from(i32::MIN), i64::from(i32::MAX)) as i32)
}

fn new_socket(ctx: &mut Context, socket: std::io::Result<Socket>) -> Result {
    match socket {
        Ok(socket) => Ok(Value::object(ctx.heap.allocate(socket))),
        Err(error) => Err(ctx.io_error(&error)),
    }
}

/// `open(family, type, protocol)`
fn open(ctx: &mut Context, args: Args) -> Result {
    let (family, kind, protocol) = (number(ctx, args, 0)?, number(ctx, args, 1)?, number(ctx, args, 2)?);
    new_socket(ctx, Socket::open(family, kind, protocol))
}

fn pair(ctx: &mut Context, args: Args) -> Result {
    let (family, kind, protocol) = (number(ctx, args, 0)?, number(ctx, args, 1)?, number(ctx, args, 2)?);
    match Socket::pair(family, kind, protocol) {
        Ok(sockets) => {
            let sockets = sockets.map(|socket| Value::object(ctx.heap.allocate(socket)));
            Ok(ctx.new_tuple(&sockets))
        }
        Err(error) => Err(ctx.io_error(&error)),
    }
}

/// `adopt(descriptor)`: a socket for a descriptor that another one gave away.
fn adopt(ctx: &mut Context, args: Args) -> Result {
    let descriptor = number(ctx, args, 0)?;
    if descriptor < 0 {
        return Err(ctx.value_error("negative file descriptor"));
    }
    let detached = &mut driver(ctx).detached;
    match detached.iter().position(|kept| kept.as_raw_fd() == descriptor) {
        Some(index) => {
            let descriptor = detached.swap_remove(index);
            new_socket(ctx, Socket::adopt(descriptor))
        }
        None => {
            let known = rustix::fs::readlink(format!("/proc/self/fd/{descriptor}"), Vec::new()).is_ok();
            if !known {
                return Err(ctx.io_error(&std::io::Error::from_raw_os_error(libc::EBADF)));
            }
            let message = "socket(fileno=...) of a descriptor that no socket gave away is not supported by Taipan";
            Err(ctx.raise(ExceptionKind::NotImplementedError, message))
        }
    }
}

/// `close(descriptor)`: of one that a socket gave away.
fn close(ctx: &mut Context, args: Args) -> Result {
    let descriptor = number(ctx, args, 0)?;
    let detached = &mut driver(ctx).detached;
    match detached.iter().position(|kept| kept.as_raw_fd() == descriptor) {
        Some(index) => {
            drop(detached.swap_remove(index));
            Ok(Value::NONE)
        }
        None => Err(ctx.io_error(&std::io::Error::from_raw_os_error(libc::EBADF))),
    }
}

/// An argument that is a text, bytes or None.
fn text_or_none(ctx: &mut Context, value: Value, refusal: &str) -> Result<Option<String>> {
    if value.is_none() {
        return Ok(None);
    }
    if let Some(text) = ctx.as_str(value) {
        return Ok(Some(ctx.text(text).into_owned()));
    }
    match ctx.bytes_like(value) {
        Some(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        None => Err(ctx.type_error(refusal)),
    }
}

/// Raises `socket.gaierror`.
#[cold]
fn lookup_failed(ctx: &mut Context, code: i32) -> Raised {
    let text = match code {
        libc::EAI_BADFLAGS => "Bad value for ai_flags",
        libc::EAI_NONAME => "Name or service not known",
        libc::EAI_AGAIN => "Temporary failure in name resolution",
        libc::EAI_FAIL => "Non-recoverable failure in name resolution",
        libc::EAI_NODATA => "No address associated with hostname",
        libc::EAI_FAMILY => "ai_family not supported",
        libc::EAI_SOCKTYPE => "ai_socktype not supported",
        libc::EAI_SERVICE => "Servname not supported for ai_socktype",
        libc::EAI_MEMORY => "Memory allocation failure",
        libc::EAI_SYSTEM => "System error",
        // glibc's EAI_ADDRFAMILY.
        -9 => "Address family for hostname not supported",
        _ => "Unknown error",
    };
    let text = ctx.new_str(text);
    let error = ctx
        .import_module("socket")
        .and_then(|module| ctx.attribute(module, "gaierror"))
        .and_then(|class| ctx.call_nested(class, &[Value::int(i64::from(code)), text]));
    match error {
        Ok(error) => ctx.raise_value(error),
        Err(raised) => raised,
    }
}

/// What was found of a name: entries, or the code of the failure.
fn find(host: Option<&str>, service: Option<&str>, hints: AddrInfoHints) -> std::result::Result<Vec<AddrInfo>, i32> {
    if host.is_none() && service.is_none() {
        return Err(libc::EAI_NONAME);
    }
    let code = |error: LookupError| error.error_num();
    let found = dns_lookup::getaddrinfo(host, service, Some(hints)).map_err(code)?;
    Ok(found.filter_map(std::result::Result::ok).collect())
}

/// `getaddrinfo(host, port, family, type, proto, flags)`: tuples of numbers, name and address.
fn getaddrinfo(ctx: &mut Context, args: Args) -> Result {
    let (host, port) = (args.get(ctx, 0), args.get(ctx, 1));
    let host = text_or_none(ctx, host, "getaddrinfo() argument 1 must be string or None")?;
    let service = match ctx.payload(port).as_int() {
        Some(port) => Some(port.to_string()),
        None => text_or_none(ctx, port, "Int or String expected")?,
    };
    let hints = AddrInfoHints {
        address: number(ctx, args, 2)?,
        socktype: number(ctx, args, 3)?,
        protocol: number(ctx, args, 4)?,
        flags: number(ctx, args, 5)?,
    };
    let work = move || find(host.as_deref(), service.as_deref(), hints);
    blocking::block(ctx, work, |ctx, found| match found {
        Err(code) => Err(lookup_failed(ctx, code)),
        Ok(found) => {
            let mut entries = Vec::with_capacity(found.len());
            for entry in found {
                let name = ctx.new_str(entry.canonname.as_deref().unwrap_or(""));
                let address = internet_value(ctx, &entry.sockaddr);
                let [family, kind, protocol] =
                    [entry.address, entry.socktype, entry.protocol].map(|number| Value::int(i64::from(number)));
                entries.push(ctx.new_tuple(&[family, kind, protocol, name, address]));
            }
            Ok(ctx.new_list(entries))
        }
    })
}

/// `getnameinfo((host, port, …), flags)`: the names of a numeric address.
fn getnameinfo(ctx: &mut Context, args: Args) -> Result {
    let address = args.get(ctx, 0);
    let flags = number(ctx, args, 1)?;
    let Some(tuple) = ctx.payload(address).cast::<Tuple>() else {
        return Err(ctx.type_error("getnameinfo() argument 1 must be a tuple"));
    };
    let items = ctx.heap.tail(tuple).to_vec();
    let host = items.first().and_then(|&host| ctx.as_str(host)).map(|host| ctx.text(host).into_owned());
    let port = items.get(1).and_then(|port| port.as_int()).and_then(|port| u16::try_from(port).ok());
    let address = host.and_then(|host| host.parse::<IpAddr>().ok()).zip(port);
    let Some((host, port)) = address else { return Err(lookup_failed(ctx, libc::EAI_NONAME)) };
    let work = move || dns_lookup::getnameinfo(&SocketAddr::new(host, port), flags);
    blocking::block(ctx, work, |ctx, found| match found {
        Ok((host, service)) => {
            let names = [host, service].map(|name| ctx.new_str(&name));
            Ok(ctx.new_tuple(&names))
        }
        Err(error) => Err(lookup_failed(ctx, error.error_num())),
    })
}

fn gethostname(ctx: &mut Context, _: Args) -> Result {
    let name = rustix::system::uname().nodename().to_string_lossy().into_owned();
    Ok(ctx.new_str(&name))
}

/// `is_numeric(host, family)`: whether a host's name is an address of the family, or stands for one.
fn is_numeric(ctx: &mut Context, args: Args) -> Result {
    let host = args.get(ctx, 0);
    let family = number(ctx, args, 1)?;
    let Some(host) = ctx.as_str(host) else { return Ok(Value::FALSE) };
    let host = ctx.text(host);
    Ok(Value::bool(match family {
        libc::AF_INET => host.is_empty() || host == "<broadcast>" || host.parse::<Ipv4Addr>().is_ok(),
        libc::AF_INET6 => host.is_empty() || host.parse::<Ipv6Addr>().is_ok(),
        _ => host.parse::<IpAddr>().is_ok(),
    }))
}

fn inet_pton(ctx: &mut Context, args: Args) -> Result {
    let family = number(ctx, args, 0)?;
    let text = args.get(ctx, 1);
    let Some(text) = ctx.as_str(text) else {
        let message = format!("inet_pton() argument 2 must be str, not {}", ctx.type_name(text));
        return Err(ctx.type_error(message));
    };
    let text = ctx.text(text).into_owned();
    let octets = match family {
        libc::AF_INET => text.parse::<Ipv4Addr>().map(|address| address.octets().to_vec()),
        libc::AF_INET6 => text.parse::<Ipv6Addr>().map(|address| address.octets().to_vec()),
        _ => return Err(ctx.io_error(&std::io::Error::from_raw_os_error(libc::EAFNOSUPPORT))),
    };
    match octets {
        Ok(octets) => Ok(ctx.new_bytes(&octets)),
        Err(_) => Err(ctx.raise(ExceptionKind::OSError, "illegal IP address string passed to inet_pton")),
    }
}

fn inet_ntop(ctx: &mut Context, args: Args) -> Result {
    let family = number(ctx, args, 0)?;
    let packed = args.get(ctx, 1);
    let packed = ctx.expect_bytes(packed)?;
    let text = match family {
        libc::AF_INET => <[u8; 4]>::try_from(packed).map(|octets| Ipv4Addr::from(octets).to_string()),
        libc::AF_INET6 => <[u8; 16]>::try_from(packed).map(|octets| Ipv6Addr::from(octets).to_string()),
        _ => return Err(ctx.value_error(format!("unknown address family {family}"))),
    };
    match text {
        Ok(text) => Ok(ctx.new_str(&text)),
        Err(_) => Err(ctx.value_error("invalid length of packed IP address string")),
    }
}

pub static MODULE: ModuleDef = ModuleDef {
    name: "_socket",
    doc: "Sockets and the names of hosts.",
    functions: &[
        NativeDef::function("open", "(family, type, protocol, /)", open, ""),
        NativeDef::function("pair", "(family, type, protocol, /)", pair, ""),
        NativeDef::function("adopt", "(descriptor, /)", adopt, ""),
        NativeDef::function("close", "(fd, /)", close, "Close a descriptor that a socket gave away."),
        NativeDef::function("getaddrinfo", "(host, port, family, type, proto, flags, /)", getaddrinfo, ""),
        NativeDef::function("getnameinfo", "(sockaddr, flags, /)", getnameinfo, "Return host and service."),
        NativeDef::function("gethostname", "()", gethostname, "Return the name of this machine."),
        NativeDef::function("is_numeric", "(host, family, /)", is_numeric, ""),
        NativeDef::function("inet_pton", "(address_family, ip_string, /)", inet_pton, "Pack an address."),
        NativeDef::function("inet_ntop", "(address_family, packed_ip, /)", inet_ntop, "Unpack an address."),
    ],
    init: None,
};
