local function body(x, y, z, vx, vy, vz, mass)
  return { x = x, y = y, z = z, vx = vx, vy = vy, vz = vz, mass = mass }
end

local function advance(bodies, dt)
  local n = #bodies
  for i = 1, n do
    local a = bodies[i]
    for j = i + 1, n do
      local b = bodies[j]
      local dx, dy, dz = a.x - b.x, a.y - b.y, a.z - b.z
      local mag = dt / ((dx * dx + dy * dy + dz * dz) ^ 1.5)
      local am, bm = a.mass * mag, b.mass * mag
      a.vx = a.vx - dx * bm
      a.vy = a.vy - dy * bm
      a.vz = a.vz - dz * bm
      b.vx = b.vx + dx * am
      b.vy = b.vy + dy * am
      b.vz = b.vz + dz * am
    end
  end
  for _, b in ipairs(bodies) do
    b.x = b.x + dt * b.vx
    b.y = b.y + dt * b.vy
    b.z = b.z + dt * b.vz
  end
end

local function energy(bodies)
  local e = 0.0
  for i = 1, #bodies do
    local a = bodies[i]
    e = e + 0.5 * a.mass * (a.vx * a.vx + a.vy * a.vy + a.vz * a.vz)
    for j = i + 1, #bodies do
      local b = bodies[j]
      local dx, dy, dz = a.x - b.x, a.y - b.y, a.z - b.z
      e = e - a.mass * b.mass / (dx * dx + dy * dy + dz * dz) ^ 0.5
    end
  end
  return e
end

local bodies = {
  body(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 39.47841760435743),
  body(4.84143144246472, -1.16032004402743, -0.103622044471123, 0.606326392995832, 2.81198684491626, -0.0252183616598876, 0.0376936749096657),
  body(8.34336671824458, 4.1247985641243, -0.403523417114321, -1.01077434617879, 1.82566237123041, 0.00841576137658415, 0.0112863261319688),
  body(12.8943695621391, -15.1111514016986, -0.223307578892656, 1.08279100644154, 0.868713018169608, -0.0108326374013636, 0.00172372405705971),
  body(15.3796971148509, -25.919314609988, 0.17925877295037, 0.979090732243898, 0.594698998647676, -0.0347559555040781, 0.00203368686992463),
}
for _ = 1, 50000 do advance(bodies, 0.01) end
print(string.format("%.9f", energy(bodies)))
