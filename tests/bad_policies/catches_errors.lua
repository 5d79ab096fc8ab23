-- expect 2: there is no word 'pcall'
pcall(function() every_programme {} end)
