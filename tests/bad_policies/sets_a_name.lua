-- expect 2: 'most' can't be set here: a policy file keeps nothing under a name of its own. Write 'local most = ...' for a helper.
most = weeks(12)
