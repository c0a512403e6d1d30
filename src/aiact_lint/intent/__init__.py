"""Recognition of intended use in texts and names: what a system is said to be for."""

from aiact_lint.intent.lexicon import BadLexicon, Lexicon, load_lexicon
from aiact_lint.intent.recognise import Signal, recognise

__all__ = ["BadLexicon", "Lexicon", "Signal", "load_lexicon", "recognise"]
