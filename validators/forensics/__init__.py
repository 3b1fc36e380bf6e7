"""Measurements on the files and pictures themselves: numbers, places and maps, no threshold and no verdict.

``exhibit`` is what a check is given, ``strata`` how a picture came about, ``check`` the port; one check a file in
``checks``. Rules (``validators/rules``) decide by what is measured here, with thresholds from ``validators/packs``.
"""
