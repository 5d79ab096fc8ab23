// The invented city of the referral tests, in this program too.
#include "tests/refer/Office.cpp"  // NOLINT(bugprone-suspicious-include)
