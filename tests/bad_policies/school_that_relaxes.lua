-- expect 4: there is no field 'exempt_from' here.
school "139384" {
  title = "Own policy",
  exempt_from = { "two_days" },
}
