"""Bodies of rules: JSON Schema (`shape`), CEL (`expression`) and one module per Python check. No I/O, no clock."""
