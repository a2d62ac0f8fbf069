print(bin(10), hex(255), oct(8), bin(-5), hex(-255), oct(-8), bin(0), hex(0), hex(2**70), bin(True))
for f in (bin, hex, oct):
    try:
        f(1.5)
    except TypeError as e:
        print(e)
