-- expect 2: the layer of a school stands in a file of its own. This one belongs in schools/139384.lua.
school "139384" { title = "Own policy" }
