import socket, threading, time
# blocking sockets beside threads
srv = socket.create_server(("127.0.0.1", 0)); port = srv.getsockname()[1]
log = []
def serve():
    for _ in range(3):
        c, a = srv.accept()
        with c:
            while True:
                d = c.recv(100)
                if not d: break
                c.sendall(d.upper())
th = threading.Thread(target=serve); th.start()
ticks = []
stop = threading.Event()
def tick():
    while not stop.is_set():
        ticks.append(1); time.sleep(0.01)
tk = threading.Thread(target=tick); tk.start()
for i in range(3):
    with socket.create_connection(("127.0.0.1", port)) as c:
        c.sendall(b"hello %d" % i); time.sleep(0.05); print(c.recv(100))
th.join(); stop.set(); tk.join(); print(len(ticks) > 5)
# several threads accept on one listener
res = []
def acc():
    c, a = srv.accept(); res.append(c.recv(10)); c.close()
ths = [threading.Thread(target=acc) for _ in range(3)]
for t in ths: t.start()
time.sleep(0.02)
for i in range(3):
    with socket.create_connection(("127.0.0.1", port)) as c: c.sendall(b"%d" % i)
for t in ths: t.join()
print(sorted(res))
srv.settimeout(0.05)
t0 = time.time()
try: srv.accept()
except TimeoutError as e: print("timeout", e, round(time.time()-t0, 2) < 0.2)
srv.close()
# sendall larger than buffers
a, b = socket.socketpair()
data = bytes(range(256)) * 8192
got = bytearray()
def reader():
    while len(got) < len(data):
        got.extend(b.recv(65536))
th = threading.Thread(target=reader); th.start(); a.sendall(data); th.join(); print(bytes(got) == data)
a.settimeout(0.05)
try: a.sendall(data)
except TimeoutError as e: print("sendall", e)
a.close(); b.close()
