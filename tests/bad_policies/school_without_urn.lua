-- expect 2: 'Spon Vale' is no URN. A school's number has six digits: school "139384" { ... }.
school "Spon Vale" { title = "Own policy" }
