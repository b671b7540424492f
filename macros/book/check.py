from macros.book import collect
def characters(book): pass
def pdf(pdf, site, book):
    import pikepdf,io
    return len(pikepdf.open(io.BytesIO(pdf)).pages)
