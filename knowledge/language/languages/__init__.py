"""One module per language, named after its ISO 639-1 code: see ``knowledge.language.language``."""
