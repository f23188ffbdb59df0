"""The reader: a Story's text becomes an annotated spaCy Doc, in one encoder pass a sentence."""

from diurna.reader.annotation import Annotation
from diurna.reader.component import Reader
from diurna.reader.network import Network, load_network
from diurna.reader.tokenizer import make_nlp, use_ud_tokenizer

__all__ = ["Annotation", "Network", "Reader", "load_network", "make_nlp", "use_ud_tokenizer"]
