"""The test API: `/emulator/api/…`, JSON in and out. It acts as people do and switches faults on."""
