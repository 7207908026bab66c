"""Apostrophes: what keyboards and word processors type for the sign in *don't*.

Inside a word, an accent without a letter, a prime and a quotation mark are apostrophes too.
"""

# In a regular expression, these are for the inside of brackets.
APOSTROPHES = "'’‘ʼ´`′"
