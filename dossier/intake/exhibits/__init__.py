"""Files of evidence come in: ``taking.take_in`` stores them as they are, ``worker`` reads them in the cage.

Nothing is imported here, because the worker must start fast.
"""
