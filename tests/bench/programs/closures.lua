local function counter(step)
  local n = 0
  return function(by)
    n = n + step * by
    return n
  end
end

local function compose(f, g)
  return function(x) return f(g(x)) end
end

local function run(n)
  local total = 0
  local c = counter(2)
  local h = compose(function(x) return x + 1 end, function(x) return x * 2 end)
  for i = 0, n - 1 do
    total = total + c(i & 3) + h(i) + counter(i)(1)
  end
  return total
end

print(run(500000))
