"""Where models come from: the catalogue, the folders searched for them, the wheels and conversions they are made from."""
