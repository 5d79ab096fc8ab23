-- expect 2: 'weeks' can't be set here
weeks = days
