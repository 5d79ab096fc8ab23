-- expect 2: there is no word 'load'
load("every_programme {}")()
