"""Answers questions about articles with the articles' own words.

library = Library(Path("articles"))
library.open()
result = answer("When was the pact signed?", library.current)
print(result.citations[0].text if isinstance(result, Answer) else result.reason)
"""
