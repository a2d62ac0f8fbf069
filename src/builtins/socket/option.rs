//! Options of sockets: those that can be set and read without trusting the script with raw memory.

use std::net::Ipv4Addr;
use std::os::fd::BorrowedFd;
use std::time::Duration;

use rustix::io::{Errno, Result};
use rustix::net::sockopt;

/// Reads an option that is a number. None if it is not known here.
pub fn get(fd: BorrowedFd<'_>, level: i32, name: i32) -> Option<Result<i32>> {
    let flag = |value: Result<bool>| value.map(i32::from);
    let number = |value: Result<u32>| value.map(|value| value as i32);
    let size = |value: Result<usize>| value.map(|value| value as i32);
    let seconds = |value: Result<Duration>| value.map(|value| value.as_secs() as i32);
    Some(match (level, name) {
        (libc::SOL_SOCKET, libc::SO_REUSEADDR) => flag(sockopt::socket_reuseaddr(fd)),
        (libc::SOL_SOCKET, libc::SO_REUSEPORT) => flag(sockopt::socket_reuseport(fd)),
        (libc::SOL_SOCKET, libc::SO_KEEPALIVE) => flag(sockopt::socket_keepalive(fd)),
        (libc::SOL_SOCKET, libc::SO_BROADCAST) => flag(sockopt::socket_broadcast(fd)),
        (libc::SOL_SOCKET, libc::SO_OOBINLINE) => flag(sockopt::socket_oobinline(fd)),
        (libc::SOL_SOCKET, libc::SO_ACCEPTCONN) => flag(sockopt::socket_acceptconn(fd)),
        (libc::SOL_SOCKET, libc::SO_SNDBUF) => size(sockopt::socket_send_buffer_size(fd)),
        (libc::SOL_SOCKET, libc::SO_RCVBUF) => size(sockopt::socket_recv_buffer_size(fd)),
        (libc::SOL_SOCKET, libc::SO_TYPE) => number(sockopt::socket_type(fd).map(|kind| kind.as_raw())),
        (libc::SOL_SOCKET, libc::SO_DOMAIN) => sockopt::socket_domain(fd).map(|family| i32::from(family.as_raw())),
        (libc::SOL_SOCKET, libc::SO_PROTOCOL) => {
            number(sockopt::socket_protocol(fd).map(|protocol| protocol.map_or(0, |protocol| protocol.as_raw().get())))
        }
        (libc::SOL_SOCKET, libc::SO_ERROR) => {
            sockopt::socket_error(fd).map(|error| error.map_or_else(Errno::raw_os_error, |()| 0))
        }
        (libc::IPPROTO_TCP, libc::TCP_NODELAY) => flag(sockopt::tcp_nodelay(fd)),
        (libc::IPPROTO_TCP, libc::TCP_CORK) => flag(sockopt::tcp_cork(fd)),
        (libc::IPPROTO_TCP, libc::TCP_QUICKACK) => flag(sockopt::tcp_quickack(fd)),
        (libc::IPPROTO_TCP, libc::TCP_KEEPCNT) => number(sockopt::tcp_keepcnt(fd)),
        (libc::IPPROTO_TCP, libc::TCP_KEEPIDLE) => seconds(sockopt::tcp_keepidle(fd)),
        (libc::IPPROTO_TCP, libc::TCP_KEEPINTVL) => seconds(sockopt::tcp_keepintvl(fd)),
        (libc::IPPROTO_TCP, libc::TCP_USER_TIMEOUT) => number(sockopt::tcp_user_timeout(fd)),
        (libc::IPPROTO_IP, libc::IP_TTL) => number(sockopt::ip_ttl(fd)),
        (libc::IPPROTO_IP, libc::IP_TOS) => sockopt::ip_tos(fd).map(i32::from),
        (libc::IPPROTO_IP, libc::IP_MULTICAST_TTL) => number(sockopt::ip_multicast_ttl(fd)),
        (libc::IPPROTO_IP, libc::IP_MULTICAST_LOOP) => flag(sockopt::ip_multicast_loop(fd)),
        (libc::IPPROTO_IPV6, libc::IPV6_V6ONLY) => flag(sockopt::ipv6_v6only(fd)),
        (libc::IPPROTO_IPV6, libc::IPV6_UNICAST_HOPS) => sockopt::ipv6_unicast_hops(fd).map(i32::from),
        (libc::IPPROTO_IPV6, libc::IPV6_MULTICAST_HOPS) => number(sockopt::ipv6_multicast_hops(fd)),
        (libc::IPPROTO_IPV6, libc::IPV6_MULTICAST_LOOP) => flag(sockopt::ipv6_multicast_loop(fd)),
        _ => return None,
    })
}

/// Sets an option that is a number. None if it is not known here.
pub fn set(fd: BorrowedFd<'_>, level: i32, name: i32, value: i32) -> Option<Result<()>> {
    let flag = value != 0;
    let number = value as u32;
    let size = value.max(0) as usize;
    let seconds = Duration::from_secs(value.max(0) as u64);
    Some(match (level, name) {
        (libc::SOL_SOCKET, libc::SO_REUSEADDR) => sockopt::set_socket_reuseaddr(fd, flag),
        (libc::SOL_SOCKET, libc::SO_REUSEPORT) => sockopt::set_socket_reuseport(fd, flag),
        (libc::SOL_SOCKET, libc::SO_KEEPALIVE) => sockopt::set_socket_keepalive(fd, flag),
        (libc::SOL_SOCKET, libc::SO_BROADCAST) => sockopt::set_socket_broadcast(fd, flag),
        (libc::SOL_SOCKET, libc::SO_OOBINLINE) => sockopt::set_socket_oobinline(fd, flag),
        (libc::SOL_SOCKET, libc::SO_SNDBUF) => sockopt::set_socket_send_buffer_size(fd, size),
        (libc::SOL_SOCKET, libc::SO_RCVBUF) => sockopt::set_socket_recv_buffer_size(fd, size),
        (libc::IPPROTO_TCP, libc::TCP_NODELAY) => sockopt::set_tcp_nodelay(fd, flag),
        (libc::IPPROTO_TCP, libc::TCP_CORK) => sockopt::set_tcp_cork(fd, flag),
        (libc::IPPROTO_TCP, libc::TCP_QUICKACK) => sockopt::set_tcp_quickack(fd, flag),
        (libc::IPPROTO_TCP, libc::TCP_KEEPCNT) => sockopt::set_tcp_keepcnt(fd, number),
        (libc::IPPROTO_TCP, libc::TCP_KEEPIDLE) => sockopt::set_tcp_keepidle(fd, seconds),
        (libc::IPPROTO_TCP, libc::TCP_KEEPINTVL) => sockopt::set_tcp_keepintvl(fd, seconds),
        (libc::IPPROTO_TCP, libc::TCP_USER_TIMEOUT) => sockopt::set_tcp_user_timeout(fd, number),
        (libc::IPPROTO_IP, libc::IP_TTL) => sockopt::set_ip_ttl(fd, number),
        (libc::IPPROTO_IP, libc::IP_TOS) => sockopt::set_ip_tos(fd, value as u8),
        (libc::IPPROTO_IP, libc::IP_MULTICAST_TTL) => sockopt::set_ip_multicast_ttl(fd, number),
        (libc::IPPROTO_IP, libc::IP_MULTICAST_LOOP) => sockopt::set_ip_multicast_loop(fd, flag),
        (libc::IPPROTO_IPV6, libc::IPV6_V6ONLY) => sockopt::set_ipv6_v6only(fd, flag),
        (libc::IPPROTO_IPV6, libc::IPV6_UNICAST_HOPS) => sockopt::set_ipv6_unicast_hops(fd, u8::try_from(value).ok()),
        (libc::IPPROTO_IPV6, libc::IPV6_MULTICAST_HOPS) => sockopt::set_ipv6_multicast_hops(fd, number),
        (libc::IPPROTO_IPV6, libc::IPV6_MULTICAST_LOOP) => sockopt::set_ipv6_multicast_loop(fd, flag),
        _ => return None,
    })
}

/// Reads an option that is a structure.
pub fn get_bytes(fd: BorrowedFd<'_>, level: i32, name: i32) -> Option<Result<Vec<u8>>> {
    if (level, name) != (libc::SOL_SOCKET, libc::SO_LINGER) {
        return None;
    }
    Some(sockopt::socket_linger(fd).map(|linger| {
        let (on, seconds) = linger.map_or((0, 0), |time| (1i32, time.as_secs() as i32));
        [on.to_ne_bytes(), seconds.to_ne_bytes()].concat()
    }))
}

/// Sets an option that is a structure, or a number as the system has it in memory.
pub fn set_bytes(fd: BorrowedFd<'_>, level: i32, name: i32, value: &[u8]) -> Option<Result<()>> {
    let word = |at: usize| value.get(at..at + 4).and_then(|bytes| <[u8; 4]>::try_from(bytes).ok());
    match (level, name) {
        (libc::SOL_SOCKET, libc::SO_LINGER) => {
            let (Some(on), Some(seconds)) = (word(0), word(4)) else { return Some(Err(Errno::INVAL)) };
            let seconds = Duration::from_secs(i32::from_ne_bytes(seconds).max(0) as u64);
            Some(sockopt::set_socket_linger(fd, (i32::from_ne_bytes(on) != 0).then_some(seconds)))
        }
        (libc::IPPROTO_IP, libc::IP_ADD_MEMBERSHIP | libc::IP_DROP_MEMBERSHIP) => {
            let (Some(group), Some(interface)) = (word(0), word(4)) else { return Some(Err(Errno::INVAL)) };
            let (group, interface) = (Ipv4Addr::from(group), Ipv4Addr::from(interface));
            Some(match name {
                libc::IP_ADD_MEMBERSHIP => sockopt::set_ip_add_membership(fd, &group, &interface),
                _ => sockopt::set_ip_drop_membership(fd, &group, &interface),
            })
        }
        (libc::IPPROTO_IP, libc::IP_MULTICAST_IF) => {
            word(0).map(|interface| sockopt::set_ip_multicast_if(fd, &Ipv4Addr::from(interface)))
        }
        _ => match word(0) {
            Some(word) if value.len() == 4 => set(fd, level, name, i32::from_ne_bytes(word)),
            _ => Some(Err(Errno::INVAL)),
        },
    }
}
