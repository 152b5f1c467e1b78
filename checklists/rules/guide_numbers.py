"""The few items of the guide that code must know by number."""

# The go-live date, the hypercare period, and the plans that a set of agreed dates is (G86, G35).
GO_LIVE, HYPERCARE = "G87", "G88"
PLANS = ("G86", "G35")
