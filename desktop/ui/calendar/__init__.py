"""One calendar over all records: by month, by week, as an agenda and as a timeline."""
