-- expect 2: the calendar has 'bank_holiday', which no calendar has. Did you mean 'bank_holidays'?
calendar { bank_holiday = { date(2025, 12, 25) } }
