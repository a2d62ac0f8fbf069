import asyncio, socket
async def main():
    loop = asyncio.get_running_loop()
    log = []
    done = loop.create_future()
    class S(asyncio.DatagramProtocol):
        def connection_made(self, tr): self.tr = tr; log.append("S made")
        def datagram_received(self, d, a): log.append(("S got", d)); self.tr.sendto(d.upper(), a)
        def error_received(self, e): log.append(("S err", type(e).__name__))
        def connection_lost(self, e): log.append(("S lost", e))
    class C(asyncio.DatagramProtocol):
        def connection_made(self, tr): self.tr = tr; log.append("C made"); tr.sendto(b"one"); tr.sendto(b"two")
        def datagram_received(self, d, a):
            log.append(("C got", d))
            if d == b"TWO": done.set_result(None)
        def error_received(self, e): log.append(("C err", type(e).__name__))
        def connection_lost(self, e): log.append(("C lost", e)); lost.set_result(None)
    lost = loop.create_future()
    st, sp = await loop.create_datagram_endpoint(S, local_addr=("127.0.0.1", 0))
    addr = st.get_extra_info("sockname")
    ct, cp = await loop.create_datagram_endpoint(C, remote_addr=addr)
    print(repr(st).split(" fd")[0], st.get_extra_info("peername"), ct.get_extra_info("peername") == addr, st.get_write_buffer_size(), isinstance(sp, S))
    await done
    try: ct.sendto(b"x", ("127.0.0.1", 9))
    except ValueError as e: print(str(e).split("(")[0])
    try: ct.sendto("x")
    except TypeError as e: print(e)
    st.close(); print(st.is_closing(), repr(st).split(" fd")[0]); await asyncio.sleep(0.01)
    ct.sendto(b"to nobody"); await asyncio.sleep(0.02)
    ct.close(); await lost
    for l in log: print(l)
    for kw in [dict(), dict(local_addr="x"), dict(local_addr=("127.0.0.1", 0), family=socket.AF_INET6), dict(sock=socket.socket()), dict(sock=socket.socket(type=socket.SOCK_DGRAM), local_addr=("127.0.0.1", 0))]:
        try: await loop.create_datagram_endpoint(S, **kw)
        except Exception as e: print(type(e).__name__, str(e).split("<")[0])
    s = socket.socket(type=socket.SOCK_DGRAM); s.bind(("127.0.0.1", 0)); s.setblocking(False)
    a2 = s.getsockname(); t = asyncio.create_task(loop.sock_recvfrom(s, 100)); c = socket.socket(type=socket.SOCK_DGRAM); c.setblocking(False)
    print(await loop.sock_sendto(c, b"dg", a2)); print((await t)[0])
asyncio.run(main())
