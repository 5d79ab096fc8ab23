-- expect 3: 'up_to' takes one value with its unit. For example: up_to(days_a_week(2)).
every_programme {
  within = up_to("two days"),
}
