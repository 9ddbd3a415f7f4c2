"""Where models come from: the catalogue, the folders searched, the wheels and conversions they are made from."""
