"""Reading the text of attachments, in a process of its own that may use so much and no more.

Nothing here but `running` is imported by the platform's own processes. Files come from anywhere, also from legacy sites: what
reads them has no settings, no database and no files, and is ended when it takes too long.
"""
