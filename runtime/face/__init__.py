"""A face in a picture, and a voice that fits it."""
