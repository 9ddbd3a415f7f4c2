"""MT6 and MT9: where an article comes from."""
