-- expect 2: 'floor' can't be set here
math.floor = math.ceil
