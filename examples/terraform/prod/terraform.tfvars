retention_days = 30 # costs, March
