"""Text analysis: tokens, folding, stemming, sentence boundaries."""
