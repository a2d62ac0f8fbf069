import time

t = time.gmtime(0)
print(t.tm_year, t.tm_mon, t.tm_mday, t.tm_hour, t.tm_wday, t.tm_yday, t[0], len(t), time.gmtime(1700000000)[:6])
print(time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(1700000000)), time.strftime("%j %a %b %%", time.gmtime(86400 * 59)), time.asctime(time.gmtime(0)))
