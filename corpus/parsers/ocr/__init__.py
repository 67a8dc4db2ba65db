"""Scanned pages as text recognition writes them: ALTO, PAGE, METS, hOCR."""
