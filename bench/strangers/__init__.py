"""Papers drawn by a browser from HTML, by nobody who wrote the readers: nothing may be tuned on them."""
