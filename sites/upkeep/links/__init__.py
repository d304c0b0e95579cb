"""Links that lead nowhere, and pictures and attachments that are missing: gathered from what is public, checked, and mended."""
