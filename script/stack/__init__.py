"""The local stack: PostgreSQL, Redis, web, worker and beat under one parent, for the demo and the tests.

Standard library and the locked packages only; it knows nothing of Django.
"""
