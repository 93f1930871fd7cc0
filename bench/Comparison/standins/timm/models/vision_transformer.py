def _cfg(**settings):
    return settings
