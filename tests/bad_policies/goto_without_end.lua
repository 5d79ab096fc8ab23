-- expect 3: this takes too long
::again::
goto again
