"""What a reader sees and sends."""
