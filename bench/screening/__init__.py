"""Every rule over genuine cases and over cases with one planted fault: false alarms, hits, abstentions, time.

``python -m bench.screening --help``. Cases are told by ``samples`` and put into fields without drawing and OCR, with
errors of reading at the rates that the real reader showed (``errors.py``); ``--read N`` draws N of them and reads them.
"""
