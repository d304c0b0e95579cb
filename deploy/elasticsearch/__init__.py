"""Elasticsearch for development, tests and benchmarks: the server as published on Maven Central, run on this machine."""
