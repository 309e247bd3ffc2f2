"""The form and the texts of the page over all closures."""
