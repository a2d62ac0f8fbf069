import asyncio


async def main():
    loop = asyncio.get_running_loop()
    f = loop.create_future()

    class S(asyncio.DatagramProtocol):

        def connection_made(self, tr):
            self.tr = tr

        def datagram_received(self, d, a):
            self.tr.sendto(d, a)

    class C(asyncio.DatagramProtocol):

        def connection_made(self, tr):
            tr.sendto(b"ping")

        def datagram_received(self, d, a):
            f.set_result(d)
    st, _ = await loop.create_datagram_endpoint(S, local_addr=("127.0.0.1", 0))
    ct, _ = await loop.create_datagram_endpoint(C, remote_addr=st.get_extra_info("sockname"))
    r = await f
    st.close()
    ct.close()
    return r


print(asyncio.run(main()))
