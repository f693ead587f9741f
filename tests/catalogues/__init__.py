"""The catalogues of translations: kept up with the sentences in the code."""
