"""Writers of documents: each turns a finished ``Workshop`` or ``Report`` into the bytes of one file.

They decide nothing about permission and read nothing but what they are given: the same workshop gives the same bytes.
"""
