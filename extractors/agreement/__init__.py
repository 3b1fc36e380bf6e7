"""Reading of agreements: cells, labels, parties and values of papers that mix tables and prose in two languages."""
