"""What all services need; knows none of them."""
