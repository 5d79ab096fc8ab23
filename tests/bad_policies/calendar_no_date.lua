-- expect 3: entry 2 of 'bank_holidays' is no date. For example: date(2025, 12, 25).
calendar {
  bank_holidays = { date(2025, 12, 25), "26 December" },
}
