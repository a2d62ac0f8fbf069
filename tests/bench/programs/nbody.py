class Body:
    def __init__(self, x, y, z, vx, vy, vz, mass):
        self.x, self.y, self.z = x, y, z
        self.vx, self.vy, self.vz = vx, vy, vz
        self.mass = mass


def advance(bodies, dt):
    n = len(bodies)
    for i in range(n):
        a = bodies[i]
        for j in range(i + 1, n):
            b = bodies[j]
            dx = a.x - b.x
            dy = a.y - b.y
            dz = a.z - b.z
            mag = dt / ((dx * dx + dy * dy + dz * dz) ** 1.5)
            am = a.mass * mag
            bm = b.mass * mag
            a.vx -= dx * bm
            a.vy -= dy * bm
            a.vz -= dz * bm
            b.vx += dx * am
            b.vy += dy * am
            b.vz += dz * am
    for b in bodies:
        b.x += dt * b.vx
        b.y += dt * b.vy
        b.z += dt * b.vz


def energy(bodies):
    e = 0.0
    for i in range(len(bodies)):
        a = bodies[i]
        e += 0.5 * a.mass * (a.vx * a.vx + a.vy * a.vy + a.vz * a.vz)
        for j in range(i + 1, len(bodies)):
            b = bodies[j]
            dx, dy, dz = a.x - b.x, a.y - b.y, a.z - b.z
            e -= a.mass * b.mass / (dx * dx + dy * dy + dz * dz) ** 0.5
    return e


bodies = [
    Body(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 39.47841760435743),
    Body(4.84143144246472, -1.16032004402743, -0.103622044471123, 0.606326392995832, 2.81198684491626, -0.0252183616598876, 0.0376936749096657),
    Body(8.34336671824458, 4.1247985641243, -0.403523417114321, -1.01077434617879, 1.82566237123041, 0.00841576137658415, 0.0112863261319688),
    Body(12.8943695621391, -15.1111514016986, -0.223307578892656, 1.08279100644154, 0.868713018169608, -0.0108326374013636, 0.00172372405705971),
    Body(15.3796971148509, -25.919314609988, 0.17925877295037, 0.979090732243898, 0.594698998647676, -0.0347559555040781, 0.00203368686992463),
]
for _ in range(50_000):
    advance(bodies, 0.01)
print("%.9f" % energy(bodies))
