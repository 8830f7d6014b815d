"""The Bot API methods, one module per kind of thing they act on."""
