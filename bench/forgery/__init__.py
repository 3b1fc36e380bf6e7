"""Checks of files and pictures on authentic and edited uploads: false alarms, detection, cost, misses, calibration."""
