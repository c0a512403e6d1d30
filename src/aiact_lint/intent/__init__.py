"""Recognition of intended use in texts and names: what a system is said to be for."""

from aiact_lint.intent.lexicon import BadLexicon, Lexicon, load_lexicon
from aiact_lint.intent.recognise import Signal, recognise
from aiact_lint.intent.skim import MOST_TELLING

__all__ = ["MOST_TELLING", "BadLexicon", "Lexicon", "Signal", "load_lexicon", "recognise"]
