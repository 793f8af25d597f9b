"""Whether the pages that the content names as its sources can still be read: asked of their hosts, never in a build."""
