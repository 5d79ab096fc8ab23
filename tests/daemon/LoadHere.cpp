// The school that refers over the wire, here too.
#include "tests/kill/Load.cpp"
