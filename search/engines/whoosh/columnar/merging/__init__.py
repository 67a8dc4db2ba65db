"""Several segments made into one, in the background where they are large."""
