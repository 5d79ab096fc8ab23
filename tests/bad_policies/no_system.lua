-- expect 2: there is no word 'os'
os.execute("true")
