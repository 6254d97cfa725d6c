"""The web page of the emulator."""
