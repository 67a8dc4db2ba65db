"""Codes of languages of three letters, and their names in English and their own.

From the Unicode CLDR, through Babel.
"""

from __future__ import annotations

_THREE_LETTERS = (
    "aar=aa|abk=ab|adp=dz|afr=af|aka=ak|alb=sq|als=sq|amh=am|ara=ar|arb=ar|arg=an|arm=hy|"
    "asm=as|ava=av|ave=ae|aym=ay|ayr=ay|aze=az|azj=az|bak=ba|bam=bm|baq=eu|bel=be|ben=bn|"
    "bis=bi|bod=bo|bos=bs|bre=br|bul=bg|bur=my|cat=ca|ces=cs|cha=ch|che=ce|chi=zh|chu=cu|"
    "chv=cv|cls=sa|cmn=zh|cor=kw|cos=co|cre=cr|cwd=cr|cym=cy|cze=cs|dan=da|deu=de|div=dv|"
    "drh=mn|dut=nl|dzo=dz|ekk=et|ell=el|eng=en|epo=eo|esk=ik|est=et|eus=eu|ewe=ee|fao=fo|"
    "fas=fa|fat=ak|fij=fj|fin=fi|fra=fr|fre=fr|fry=fy|fuc=ff|ful=ff|gaz=om|geo=ka|ger=de|"
    "gla=gd|gle=ga|glg=gl|glv=gv|gre=el|grn=gn|gug=gn|guj=gu|hat=ht|hau=ha|heb=he|her=hz|"
    "hin=hi|hmo=ho|hrv=hr|hun=hu|hye=hy|ibo=ig|ice=is|ido=io|iii=ii|ike=iu|iku=iu|ile=ie|"
    "ina=ia|ind=id|ipk=ik|isl=is|ita=it|jav=jv|jpn=ja|kal=kl|kan=kn|kas=ks|kat=ka|kau=kr|"
    "kaz=kk|khk=mn|khm=km|kik=ki|kin=rw|kir=ky|kmr=ku|knc=kr|kng=kg|kom=kv|kon=kg|kor=ko|"
    "kpv=kv|kua=kj|kur=ku|lao=lo|lat=la|lav=lv|lim=li|lin=ln|lit=lt|ltz=lb|lub=lu|lug=lg|"
    "lvs=lv|mac=mk|mah=mh|mal=ml|mao=mi|mar=mr|may=ms|mkd=mk|mlg=mg|mlt=mt|mol=ro|mon=mn|"
    "mri=mi|msa=ms|mya=my|nau=na|nav=nv|nbl=nr|nde=nd|ndo=ng|nep=ne|nld=nl|nno=nn|nob=nb|"
    "nor=no|npi=ne|nya=ny|oci=oc|ojg=oj|oji=oj|ori=or|orm=om|ory=or|oss=os|pan=pa|pbu=ps|"
    "per=fa|pes=fa|pli=pi|plt=mg|pol=pl|por=pt|prp=gu|pus=ps|que=qu|quz=qu|roh=rm|ron=ro|"
    "rum=ro|run=rn|rus=ru|sag=sg|san=sa|scc=sr|scr=hr|sin=si|slk=sk|slo=sk|slv=sl|sme=se|"
    "smo=sm|sna=sn|snd=sd|som=so|sot=st|spa=es|sqi=sq|src=sc|srd=sc|srp=sr|ssw=ss|sun=su|"
    "swa=sw|swe=sv|swh=sw|tah=ty|tam=ta|tat=tt|tel=te|tgk=tg|tha=th|tib=bo|tir=ti|ton=to|"
    "tsn=tn|tso=ts|tuk=tk|tur=tr|twi=ak|uig=ug|ukr=uk|urd=ur|uzb=uz|uzn=uz|ven=ve|vie=vi|"
    "vol=vo|wel=cy|wln=wa|wol=wo|xho=xh|ydd=yi|yid=yi|yor=yo|zha=za|zho=zh|zsm=ms|zul=zu|"
    "zyb=za|"
)
_NAMES = (
    "abkhazian=ab|afar=aa|afrikaans=af|akan=ak|albanian=sq|amharic=am|arabic=ar|aragonese=an|"
    "aragonés=an|armenian=hy|assamese=as|avaric=av|avañe’ẽ=gn|avestan=ae|aymara=ay|"
    "azerbaijani=az|azərbaycan=az|bamanakan=bm|bambara=bm|bangla=bn|basa sunda=su|bashkir=ba|"
    "basque=eu|belarusian=be|bislama=bi|bosanski=bs|bosnian=bs|breton=br|brezhoneg=br|"
    "bulgarian=bg|burmese=my|cantonese=yue|catalan=ca|català=ca|chamorro=ch|chechen=ce|"
    "chinese=zh|chishona=sn|church slavic=cu|chuvash=cv|cornish=kw|corsican=co|corsu=co|"
    "cree=cr|croatian=hr|cymraeg=cy|czech=cs|danish=da|dansk=da|davvisámegiella=se|deutsch=de|"
    "diné bizaad=nv|divehi=dv|dutch=nl|dzongkha=dz|eesti=et|english=en|español=es|"
    "esperanto=eo|estonian=et|euskara=eu|ewe=ee|eʋegbe=ee|faroese=fo|fijian=fj|filipino=fil|"
    "finnish=fi|français=fr|french=fr|frysk=fy|fula=ff|føroyskt=fo|gaeilge=ga|gaelg=gv|"
    "galego=gl|galician=gl|ganda=lg|georgian=ka|german=de|gikuyu=ki|greek=el|guarani=gn|"
    "gujarati=gu|gàidhlig=gd|haitian creole=ht|hausa=ha|hawaiian=haw|hebrew=he|herero=hz|"
    "hindi=hi|hiri motu=ho|hrvatski=hr|hungarian=hu|icelandic=is|ido=io|igbo=ig|"
    "ikinyarwanda=rw|ikirundi=rn|indonesia=id|indonesian=id|interlingua=ia|interlingue=ie|"
    "inuktitut=iu|inupiaq=ik|irish=ga|isindebele=nd|isixhosa=xh|isizulu=zu|italian=it|"
    "italiano=it|japanese=ja|javanese=jv|jawa=jv|kalaallisut=kl|kannada=kn|kanuri=kr|"
    "kashmiri=ks|kazakh=kk|kernewek=kw|khmer=km|kikuyu=ki|kinyarwanda=rw|kiswahili=sw|komi=kv|"
    "kongo=kg|korean=ko|kreyòl ayisyen=ht|kuanyama=kj|kurdish=ku|kurdî (kurmancî)=ku|"
    "kyrgyz=ky|lao=lo|latin=la|latina=la|latvian=lv|latviešu=lv|lea fakatonga=to|lietuvių=lt|"
    "limburgish=li|lingala=ln|lingála=ln|lithuanian=lt|luba-katanga=lu|luganda=lg|"
    "luxembourgish=lb|lëtzebuergesch=lb|macedonian=mk|magyar=hu|malagasy=mg|malay=ms|"
    "malayalam=ml|maltese=mt|malti=mt|manx=gv|marathi=mr|marshallese=mh|melayu=ms|"
    "mongolian=mn|māori=mi|nauru=na|navajo=nv|ndonga=ng|nederlands=nl|nepali=ne|norsk=no|"
    "norsk bokmål=nb|norsk nynorsk=nn|north ndebele=nd|northern sami=se|norwegian=no|"
    "norwegian bokmål=nb|norwegian nynorsk=nn|nyanja=ny|occitan=oc|odia=or|ojibwa=oj|oromo=om|"
    "oromoo=om|ossetic=os|o‘zbek=uz|pali=pi|pashto=ps|persian=fa|polish=pl|polski=pl|"
    "portuguese=pt|português=pt|pulaar=ff|punjabi=pa|qafar=aa|quechua=qu|romanian=ro|"
    "romansh=rm|română=ro|rumantsch=rm|runasimi=qu|rundi=rn|russian=ru|samoan=sm|sango=sg|"
    "sanskrit=sa|sardinian=sc|sardu=sc|scottish gaelic=gd|serbian=sr|sesotho=st|setswana=tn|"
    "shona=sn|shqip=sq|sichuan yi=ii|sindhi=sd|sinhala=si|siswati=ss|slovak=sk|slovenian=sl|"
    "slovenčina=sk|slovenščina=sl|somali=so|soomaali=so|south ndebele=nr|southern sotho=st|"
    "spanish=es|sundanese=su|suomi=fi|svenska=sv|swahili=sw|swati=ss|swedish=sv|sängö=sg|"
    "tahitian=ty|tajik=tg|tamil=ta|tatar=tt|telugu=te|thai=th|tibetan=bo|tigrinya=ti|"
    "tiếng việt=vi|tongan=to|tshiluba=lu|tshivenḓa=ve|tsonga=ts|tswana=tn|turkish=tr|"
    "turkmen=tk|türkmen dili=tk|türkçe=tr|ukrainian=uk|urdu=ur|uyghur=ug|uzbek=uz|"
    "vahcuengh=za|venda=ve|vietnamese=vi|volapük=vo|walloon=wa|walon=wa|welsh=cy|"
    "western frisian=fy|wolof=wo|xhosa=xh|xitsonga=ts|yiddish=yi|yoruba=yo|zhuang=za|zulu=zu|"
    "èdè yorùbá=yo|íslenska=is|čeština=cs|ʻōlelo hawaiʻi=haw|ελληνικά=el|аԥсшәа=ab|"
    "башҡорт теле=ba|беларуская=be|български=bg|ирон=os|кыргызча=ky|македонски=mk|монгол=mn|"
    "нохчийн=ce|русский=ru|српски=sr|татар=tt|тоҷикӣ=tg|українська=uk|церковнослове́нскїй=cu|"
    "чӑваш=cv|қазақ тілі=kk|հայերեն=hy|ייִדיש=yi|עברית=he|ئۇيغۇرچە=ug|اردو=ur|العربية=ar|"
    "سنڌي=sd|فارسی=fa|پښتو=ps|کٲشُر=ks|ދިވެހިބަސް=dv|नेपाली=ne|मराठी=mr|संस्कृत भाषा=sa|"
    "हिन्दी=hi|অসমীয়া=as|বাংলা=bn|ਪੰਜਾਬੀ=pa|ગુજરાતી=gu|ଓଡ଼ିଆ=or|தமிழ்=ta|తెలుగు=te|ಕನ್ನಡ=kn|"
    "മലയാളം=ml|සිංහල=si|ไทย=th|ລາວ=lo|བོད་སྐད་=bo|རྫོང་ཁ=dz|မြန်မာ=my|ქართული=ka|ትግርኛ=ti|"
    "አማርኛ=am|ᐃᓄᒃᑎᑐᑦ=iu|ខ្មែរ=km|中文=zh|日本語=ja|粵語=yue|ꆈꌠꉙ=ii|한국어=ko|"
)


def _table(rows: str) -> dict[str, str]:
    return dict(row.split("=", 1) for row in rows.strip("|").split("|"))


#: By a code of ISO 639-2 or 639-3, that of ISO 639-1.
SHORTER: dict[str, str] = _table(_THREE_LETTERS)
#: By a name in small letters, the code.
CODE_OF_NAME: dict[str, str] = _table(_NAMES)
