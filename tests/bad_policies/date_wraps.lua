-- expect 3: 'date' takes a year, a month and a day that exist. For example: date(2026, 2, 13).
calendar {
  bank_holidays = { date(4294969322, 2, 13) },
}
