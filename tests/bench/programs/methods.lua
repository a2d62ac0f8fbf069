local Counter = {}
Counter.__index = Counter

function Counter.new()
  return setmetatable({ n = 0 }, Counter)
end

function Counter:step(by)
  self.n = self.n + by
end

local function run(n)
  local c = Counter.new()
  for i = 0, n - 1 do
    c:step(i & 1)
  end
  return c.n
end

print(run(5000000))
