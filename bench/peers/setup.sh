#!/usr/bin/env bash
# Makes the environments of the software that Absah is measured against: .venv-peers (readers), .venv-peers-names (names),
# .venv-peers-forgery (checks of pictures).
# setup.sh [readers|names|forgery]: only one of them. setup.sh editors: Debian's programs that edit the held-out set.
# setup.sh producers: what makes the PDFs of bench.forgery.producers (.venv-peers-producers, npm packages, programs).
set -euo pipefail
cd "$(dirname "$0")/../.."

make_environment() { # folder, lock
  "${PYTHON:-python3}" -m venv "$1"
  VIRTUAL_ENV=$PWD/$1 .venv/bin/uv pip sync --quiet --require-hashes "$2"
}

if [ "${1:-readers}" = readers ]; then make_environment .venv-peers bench/peers/requirements.lock; fi
if [ "${1:-names}" = names ]; then make_environment .venv-peers-names bench/peers/names.lock; fi
if [ "${1:-forgery}" = forgery ]; then make_environment .venv-peers-forgery bench/peers/forgery.lock; fi
if [ "${1:-}" = editors ]; then
  apt-get install -y --no-install-recommends graphicsmagick imagemagick libreoffice-writer-nogui
  # Fonts go into a folder of their own: installed, they would change what browsers print elsewhere.
  mkdir -p .venv-peers-forgery/debian
  (cd .venv-peers-forgery/debian && apt-get download fonts-roboto-unhinted fonts-open-sans fonts-crosextra-carlito fonts-freefont-ttf \
    && for file in *.deb; do dpkg-deb -x "$file" . && rm "$file"; done)
fi
if [ "${1:-}" = producers ]; then
  make_environment .venv-peers-producers bench/peers/producers.lock
  npm install --silent --no-audit --no-fund --prefix .venv-peers-producers \
    pdfkit@0.20.2 jspdf@4.2.1 pdf-lib@1.17.1 @pdf-lib/fontkit@1.1.1
  apt-get install -y --no-install-recommends ghostscript libreoffice-writer-nogui mupdf-tools poppler-utils qpdf wkhtmltopdf
fi
