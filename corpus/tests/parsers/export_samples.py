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

LEXISNEXIS_PAGE = """\
<HTML><HEAD></HEAD><BODY><TITLE>&nbsp;</TITLE><A NAME="DOC_ID_0_0"></A><!-- Hide XML <DOC> -->
<BR><DIV CLASS="c0"><P CLASS="c1"><SPAN CLASS="c2">1 of 2 DOCUMENTS</SPAN></P></DIV>
<BR><DIV CLASS="c0"><BR><P CLASS="c1"><SPAN CLASS="c2">The Harbour Gazette</SPAN></P></DIV>
<BR><DIV CLASS="c3"><P CLASS="c1"><SPAN CLASS="c4">February 4, 2021 Thursday</SPAN></P></DIV>
<BR><DIV CLASS="c5"><P CLASS="c6"><SPAN CLASS="c7">Envoys meet again</SPAN></P></DIV>
<BR><DIV CLASS="c5"><P CLASS="c6"><SPAN CLASS="c8">BYLINE: </SPAN>Anna Writer</P></DIV>
<BR><DIV CLASS="c5"><P CLASS="c6"><SPAN CLASS="c8">LENGTH: </SPAN>12 words</P></DIV>
<BR><DIV CLASS="c5"><P CLASS="c9">The envoys met for three hours.</P><P>They left.</P></DIV>
<BR><DIV CLASS="c5"><P CLASS="c6"><SPAN CLASS="c8">LOAD-DATE: </SPAN>March 13, 2021</P></DIV>
<BR><DIV CLASS="c0"><P CLASS="c1">Copyright 2021 Gazette<BR>All Rights Reserved</P></DIV>
<A NAME="DOC_ID_0_1"></A>
<BR><DIV CLASS="c0"><P CLASS="c1"><SPAN CLASS="c2">2 of 2 DOCUMENTS</SPAN></P></DIV>
<BR><DIV CLASS="c0"><P CLASS="c1"><SPAN CLASS="c2">The Herring Times</SPAN></P></DIV>
<BR><DIV CLASS="c3"><P CLASS="c1"><SPAN CLASS="c4">December 30, 2020</SPAN></P></DIV>
<BR><DIV CLASS="c5"><P CLASS="c6"><SPAN CLASS="c7">Herring catch rises</SPAN></P></DIV>
<BR><DIV CLASS="c5"><P CLASS="c6"><SPAN CLASS="c8">LENGTH: </SPAN>9 words</P></DIV>
<BR><DIV CLASS="c5"><P CLASS="c9">The catch rose by a tenth.</P></DIV>
</BODY></HTML>
"""

NEXIS_UNI = """\
User Name: Anna Reader
Date and Time: Thursday, March 5, 2020 10:12:00 AM CET
Job Number: 111111
Documents (2)

1. Envoys meet again

Client/Matter: -None-

Search Terms: envoys

Search Type: Terms and Connectors

Narrowed by:

Content Type\tNarrowed by

News\tSource: The Harbour Gazette

2. Herring catch rises

Client/Matter: -None-

Search Terms: envoys

About LexisNexis | Privacy Policy | Terms & Conditions | Copyright © 2020 LexisNexis

\fEnvoys meet again

The Harbour Gazette

February 4, 2020 Tuesday

Late Edition

Copyright 2020 Harbour Newspapers All Rights Reserved

Section: FOREIGN; Pg. 14

Length: 24 words

Byline: Anna Writer

Highlight: A meeting in the harbour town.

Body

The envoys of both countries met for three hours on Friday.

They will meet again.

Graphic

Photo: a ship in the harbour

Classification

Language: ENGLISH

Publication-Type: Newspaper

Subject: DIPLOMACY (90%); HARBORS (88%)

Load-Date: February 5, 2020

End of Document

Herring catch rises

The Herring Times

January 30, 2020

Copyright 2020 Herring Press

Length: 9 words

Body

The catch rose by a tenth this season.

Load-Date: January 31, 2020

End of Document
"""

FACTIVA = """\
SE\tNews
HD\tEnvoys meet again
BY\tBy Anna Writer
WC\t24 words
PD\t4 February 2021
ET\t02:15
SN\tThe Harbour Gazette
SC\tHRBG
LA\tEnglish
CY\t(c) 2021 Harbour Newspapers
LP\tThe envoys of both countries met for three hours on Friday.

IN the harbour town nobody slept.

TD\tThey will meet again.

NS\tgcat : Political/General News | gdip : International Relations
AN\tDocument HRBG000020210204eh240001a

HD\tHerring catch rises
WC\t9 words
PD\t30 December 2020
SN\tThe Herring Times
LA\tEnglish
LP\tThe catch rose by a tenth this season.
AN\tDocument HRRT000020201230egcu0002b

Search Summary
Text\therring
Date\t01/01/2020 to 03/03/2021
"""

FACTIVA_TEXT = """\
Foreign
Envoys meet again
By Anna Writer
24 words
4 February 2021
02:15
The Harbour Gazette
HRBG
14
English
(c) 2021 Harbour Newspapers. All rights reserved.

The envoys of both countries met for three hours on Friday.

They will meet again.

Document HRBG000020210204eh240001a

Heringe steigen im Preis
1.009 Wörter
30. Dezember 2020
Die Hafenzeitung
HFNZ
Deutsch
Copyright 2020 Hafenverlag

Der Fang ist um ein Zehntel gestiegen.

Dokument HFNZ000020201230egcu0002b

Page 2 of 2 © 2021 Factiva, Inc. All rights reserved.
"""

FACTIVA_PAGE = """\
<!DOCTYPE html><html><head><title>Factiva</title></head><body><form>
<div id="pageHeader">Dow Jones Factiva</div>
<div id="article-HRBG1"><div class="article enArticle"><p><table><tbody>
<tr><td class="index"><b>SE</b>&nbsp;</td><td>News</td></tr>
<tr><td class="index"><b>HD</b>&nbsp;</td><td><span class="enHeadline">Envoys meet again</span>
</td></tr>
<tr><td class="index"><b>BY</b>&nbsp;</td><td>Anna Writer</td></tr>
<tr><td class="index"><b>WC</b>&nbsp;</td><td>24 words</td></tr>
<tr><td class="index"><b>PD</b>&nbsp;</td><td>4 February 2021</td></tr>
<tr><td class="index"><b>SN</b>&nbsp;</td><td>The Harbour Gazette</td></tr>
<tr><td class="index"><b>LP</b>&nbsp;</td><td>
<p class="articleParagraph enarticleParagraph">The envoys met for three hours.</p></td></tr>
<tr><td class="index"><b>TD</b>&nbsp;</td><td>
<p class="articleParagraph enarticleParagraph">They will meet again.</p></td></tr>
<tr><td class="index"><b>AN</b>&nbsp;</td><td>Document HRBG000020210204eh240001a</td></tr>
</tbody></table></p></div></div><br/>
<div id="article-HRRT2"><div class="article deArticle">
<div><span class="deHeadline">Heringe steigen im Preis</span></div>
<div class="author">Von Ben Schreiber</div><div>9 Wörter</div><div>30 Dezember 2020</div>
<div>Die Hafenzeitung</div><div>HFNZ</div><div>Deutsch</div><div>(c) 2020 Hafenverlag</div>
<p class="articleParagraph dearticleParagraph">Der Fang ist um ein Zehntel gestiegen.</p>
<p>Dokument HFNZ000020201230egcu0002b</p></div></div><br/>
<p>Search Summary</p><table><tr><td>Text</td><td>herring</td></tr>
<tr><td>Date</td><td>01/01/2020 to 03/03/2021</td></tr></table></form></body></html>
"""

FACTIVA_XML = """\
<?xml version="1.0" encoding="utf-8"?>
<PPSResponse><ppsArticleResponse xmlns="http://global.factiva.com/pps/2.0">
<ppsarticleResultSet count="2"><ppsarticle><article>
<accessionNo>HRBG000020210204eh240001a</accessionNo><baseLanguage>EN</baseLanguage>
<byline>Anna Writer</byline><copyright>(c) 2021 Harbour Newspapers</copyright>
<headline><paragraph>Envoys meet again</paragraph></headline>
<leadParagraph><paragraph>The envoys met for three hours.</paragraph></leadParagraph>
<publicationDate><date>2021-02-04</date></publicationDate>
<sourceName>The Harbour Gazette</sourceName>
<tailParagraphs><paragraph>They will meet again.</paragraph></tailParagraphs>
</article></ppsarticle><ppsarticle><article>
<accessionNo>HRRT000020201230egcu0002b</accessionNo>
<headline><paragraph>Herring catch rises</paragraph></headline>
<leadParagraph><paragraph>The catch rose by a tenth.</paragraph></leadParagraph>
<publicationDate><date>2020-12-30</date></publicationDate>
<sourceName>The Herring Times</sourceName></article></ppsarticle>
</ppsarticleResultSet></ppsArticleResponse></PPSResponse>
"""

EUROPRESSE_PAGE = """\
<html><head><meta charset="utf-8"><title>Europresse</title></head><body><article><header>
<div class="rdp__DocPublicationName"><span class="DocPublicationName">La Gazette du port, no. 812
</span></div><div class="DocHeader"><span class="DocHeader">Monde, jeudi 4 février 2021 24 mots,
p. 14</span></div><div class="titreArticle"><p class="titreArticleVisu rdp__articletitle">Les
émissaires se retrouvent</p></div><div class="rdp__subtitle">Une réunion au port</div>
<div class="sm-margin-bottomNews">par Anne Plume</div></header>
<section><div class="DocText clearfix"><div class="docOcurrContainer">
<p>Les émissaires des deux pays se sont vus trois heures vendredi.</p>
<p>Ils se reverront.</p></div></div></section>
<footer><small>© 2021 La Gazette du port. Tous droits réservés.</small>
<span class="publiC-lblNodoc">news·20210204·GP·0001</span></footer></article>
<article><header><div class="rdp__DocPublicationName"><span class="DocPublicationName">Le Hareng
(site web)</span></div><div class="DocHeader"><span class="DocHeader">mercredi 30 décembre 2020 -
08:00 UTC 9 mots</span></div><div class="titreArticle"><p class="titreArticleVisu">La pêche
augmente</p></div></header><section><div class="DocText"><p>La pêche a crû d'un dixième.</p></div>
</section><footer><span>news·20201230·LH·0002</span></footer></article></body></html>
"""

PROQUEST = """\
____________________________________________________________

Document 1 of 2

Title: Envoys meet again

Author: Writer, Anna; Vries, Ben de

Publication info: The Harbour Gazette ; Harbour Town [Harbour Town] 04 Feb 2021: 14.

Abstract: A meeting in the harbour town.

Links: http://resolver.example/1

Full text: The envoys of both countries met for three hours on Friday.

They will meet again. Source: nobody said.

Subject: Diplomacy; Harbors

Title: Envoys meet again

Publication title: The Harbour Gazette; Harbour Town

Publication year: 2021

Publication date: Feb 4, 2021

Section: Foreign

Language of publication: English

ProQuest document ID: 123456789

Document URL: http://search.proquest.com/docview/123456789

Copyright: (Copyright 2021. Harbour Newspapers)

Database: ProQuest Central

____________________________________________________________

Document 2 of 2

Herring catch rises

FULL TEXT

The catch rose by a tenth this season.

DETAILS

Subject: Fish

Publication title: The Herring Times (1923-)

Publication date: Dec 30, 2020

ProQuest document ID: 99

____________________________________________________________
Contact us at: http://www.proquest.com
Copyright © 2021 ProQuest LLC. All rights reserved.
"""

MAILBOX = """\
From list@example.org Thu Feb  4 09:00:00 2021
From: Harbour Daily <brief@example.org>
To: readers@example.org
Subject: Envoys meet again
Date: Thu, 4 Feb 2021 09:00:00 +0000
Message-ID: <a1@example.org>

The envoys met for three hours.

>From the harbour comes more news.

From here on nobody knows.

From list@example.org Wed Dec 30 09:00:00 2020
From: Harbour Daily <brief@example.org>
Subject: Herring catch rises
Date: Wed, 30 Dec 2020 09:00:00 +0000

The catch rose by a tenth.
"""

FORM_FEEDS = """\
Envoys meet again

4 February 2021

The envoys of both countries met for three hours on Friday.
\fHerring catch rises

30 December 2020

The catch rose by a tenth this season.
"""
