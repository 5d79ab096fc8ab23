-- The documents that the policy is made from. Rules name them by the short word on the left.
sources {
  ["guidance-2025"]        = "CAP Support and Guidance Document, August 2025",
  ["quality-2025"]         = "CAP Quality Statement",
  ["graduated-model-2024"] = "Graduated Model of Support, Tiers 1 to 3, 2024-25",
  ["terms-2025"]           = "CAP Terms and Conditions for Training Providers, September 2025",
  ["school-policy-2023"]   = "One school's own policy on alternative provision, September 2023",
  ["service-default"]      = "A default of this service, to be confirmed by CAP",
}
