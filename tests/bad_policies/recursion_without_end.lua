-- expect 2: this takes too long
local function f(n) return f(n + 1) end
f(1)
