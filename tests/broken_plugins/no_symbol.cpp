// Exports nothing that a plugin should.
int nothing_here() { return 1; }
