-- expect 2: there is no word 'pairs'
for name in pairs({ a = 1 }) do local x = name end
