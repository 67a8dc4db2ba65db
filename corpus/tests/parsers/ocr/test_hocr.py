"""hOCR pages."""

from __future__ import annotations

from corpus.tests.documents import records

PAGE = (
    '<html lang="en"><head><meta name="ocr-system" content="tesseract"/></head><body>'
    '<div class="ocr_page" title="image courier_1910-10-31.png; bbox 0 0 9 9">'
    '<p class="ocr_par"><span class="ocr_line"><span class="ocrx_word">Envoys</span> '
    '<span class="ocrx_word">meet</span></span></p>'
    '<p class="ocr_par"><span class="ocr_line">They met in the</span>'
    '<span class="ocr_line">harbour.</span></p></div></body></html>'
)


def test_hocr_gives_paragraphs_of_lines():
    (record,) = records(PAGE.encode())

    assert record.body == "Envoys meet\n\nThey met in the\nharbour."
    assert record.metadata["date"] == "1910-10-31"
    assert record.metadata["language"] == "en"
