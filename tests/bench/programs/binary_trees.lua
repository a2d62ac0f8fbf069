local function make(depth)
  if depth == 0 then return {} end
  return { left = make(depth - 1), right = make(depth - 1) }
end

local function check(node)
  if node.left == nil then return 1 end
  return 1 + check(node.left) + check(node.right)
end

local function run(depth)
  local total = check(make(depth + 1))
  local kept = make(depth)
  for d = 4, depth, 2 do
    for _ = 1, 1 << (depth - d + 4) do
      total = total + check(make(d))
    end
  end
  return total + check(kept)
end

print(run(14))
