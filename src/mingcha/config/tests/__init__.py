"""Tests of the settings floor."""
