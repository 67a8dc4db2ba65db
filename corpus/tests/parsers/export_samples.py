"""Exports of news databases, written by hand after the public descriptions of their formats."""

from __future__ import annotations

LEXISNEXIS = """\
Download Request: Selected Items: 1-2
Time Of Request: Friday, March 20, 2020  16:51:31

Terms: (harbour and DATE(>=2009-12-01))

                               1 of 2 DOCUMENTS


                              The Harbour Gazette

                            January 11, 2010 Monday
                                  Late Edition

Envoys of eleven countries meet in the
harbour town

BYLINE: Anna Writer

SECTION: FOREIGN; Pg. 14

LENGTH: 24 words


The envoys of both countries met for three hours on Friday.

They will meet again: the herring fleet waits.

LOAD-DATE: January 12, 2010

LANGUAGE: ENGLISH

                       Copyright 2010 Harbour Newspapers
                              All Rights Reserved

                               2 of 2 DOCUMENTS


                             The Herring Times

                            February 3, 2010

Herring catch rises

LENGTH: 9 words

The catch rose by a tenth this season.

LOAD-DATE: February 3, 2010

                       Copyright 2010 Herring Press
"""
