//! Python 3.14: text to tokens to tree.
