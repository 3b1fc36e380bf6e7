"""One OCR engine a file; the only package that knows pytesseract and rapidocr."""
