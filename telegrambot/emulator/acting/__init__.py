"""What a person does in the chat: the only writers on the human side of the emulator."""
