"""Capturing a legacy court site: a polite, bounded, resumable crawl into a WARC file.

``capture_site(order)`` in ``running`` is the way in. The crawl itself runs in a process of its own (``crawling``), because
Twisted's reactor cannot be started twice in a worker.
"""
