"""The development front: one port for a browser, a bot and an API client. nginx's place in production."""
