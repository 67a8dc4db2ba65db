"""Names of months and weekdays, folded as `fold_name` does.

From the Unicode CLDR, through Babel, in 58 languages and varieties; months that are numbers
there are left out. A test compares them with the installed Babel.
"""

from __future__ import annotations

#: The names of each month, January first, separated by "|".
MONTHS = (
    (
        "ean|eanair|ene|enero|gen|gener|genn|gennaio|ian|ianuarie|ion|ionawr|jaan|"
        "jaanuar|jaenner|jan|janar|janeiro|janner|januar|januara|januari|januarie|"
        "januarja|january|janv|janvari|janvaris|janvier|led|leden|ledna|oca|ocak|saus|"
        "sausio|sausis|sij|sijecanj|sijecnja|sty|styczen|stycznia|styczniem|tammi|"
        "tammikuu|tammikuuta|urt|urtarrila|xan|xaneiro|yan|yanvar|ιαν|ιανουαριοσ|"
        "ιανουαριου|сту|студзень|студзеня|січ|січень|січня|янв|январь|января|яну|"
        "януари|јан|јануар|јануари|қаң|қаңтар|հնվ|հունվար|հունվարի|ינו|ינואר|جانفي|"
        "جنوری|كانون الثاني|يناير|ژانویه|जन|जनवरि|जनवरी|जाने|जानेवारी|জানু|জানুযারি|"
        "জানুযারী|ਜਨ|ਜਨਵਰੀ|જાન્યુ|જાન્યુઆરી|ஜன|ஜனவரி|జన|జనవరి|ಜನ|ಜನವರಿ|ജനു|ജനുവരി|"
        "ජන|ජනවාරි|ม.ค|มกราคม|იან|იანვარი"
    ),
    (
        "chw|chwef|chwefror|feabh|feabhra|feb|febbraio|feber|febr|febreiro|febrer|"
        "febrero|februar|februara|februari|februarie|februaris|februarja|february|fev|"
        "fevereiro|fevr|fevral|fevrier|helmi|helmikuu|helmikuuta|lut|lutego|luty|ots|"
        "otsaila|peb|pebrero|pebruari|shk|shkurt|sub|subat|uno|unor|unora|vas|"
        "vasario|vasaris|veebr|veebruar|velj|veljaca|veljace|φεβ|φεβρουαριοσ|"
        "φεβρουαριου|ақп|ақпан|лют|лютага|лютии|лютого|люты|феб|фебруар|фев|февр|"
        "февраль|февраля|февруари|փետրվար|փետրվարի|փտվ|פבר|פברואר|شباط|فبراير|فروری|"
        "فوریه|فيفري|फर|फरवरी|फेब्रु|फेब्रुअरी|फेब्रुवारी|ফেব|ফেব্রুযারি|ফেব্রুযারী|ਫਰ|"
        "ਫਰਵਰੀ|ફેબ્રુ|ફેબ્રુઆરી|பிப்|பிப்ரவரி|ఫిబ్ర|ఫిబ్రవరి|ಫೆಬ್ರ|ಫೆಬ್ರವರಿ|ഫെബ്രു|"
        "ഫെബ്രുവരി|පෙබ|පෙබරවාරි|ก.พ|กุมภาพันธ์|თებ|თებერვალი"
    ),
    (
        "bre|brezen|brezna|kov|kovas|kovo|maalis|maaliskuu|maaliskuuta|maart|mac|"
        "machi|maerz|mar|marc|marca|march|marcius|marco|marec|maret|mars|marso|mart|"
        "marta|martie|marts|martxoa|marz|marzec|marzo|maw|mawrth|mrt|mrz|ozu|ozujak|"
        "ozujka|μαρ|μαρτιοσ|μαρτιου|бер|березень|березня|мар|март|марта|нау|наурыз|"
        "сак|сакавік|сакавіка|մարտ|մարտի|մրտ|מרץ|اذار|مارس|مارچ|मार्च|মার্চ|ਮਾਰਚ|"
        "માર્ચ|மார்|மார்ச்|మార్చి|ಮಾರ್ಚ್|മാർ|മാർച്ച്|මාර්|මාර්තු|มี.ค|มีนาคม|მარ|"
        "მარტი"
    ),
    (
        "abr|abril|aib|aibrean|api|apirila|apr|aprel|april|aprila|aprile|aprili|"
        "aprilie|aprilis|aprill|avr|avril|bal|balandis|balandzio|dub|duben|dubna|ebr|"
        "ebrill|huhti|huhtikuu|huhtikuuta|kwi|kwiecien|kwietnia|nis|nisan|pri|prill|"
        "tra|travanj|travnja|απρ|απριλιοσ|απριλιου|апр|апрель|апреля|април|квіт|"
        "квітень|квітня|кра|красавік|красавіка|сәу|сәуір|ապր|ապրիլ|ապրիլի|אפר|אפריל|"
        "ابريل|افريل|اوریل|اپریل|نيسان|अप्रिल|अप्रैल|एप्रि|एप्रिल|এপ্রি|এপ্রিল|ਅਪ੍ਰੈ|"
        "ਅਪ੍ਰੈਲ|એપ્રિલ|ஏப்|ஏப்ரல்|ఏప్రి|ఏప్రిల్|ಏಪ್ರಿ|ಏಪ್ರಿಲ್|ഏപ്രി|ഏപ്രിൽ|අප්රේල්|"
        "เม.ย|เมษายน|აპრ|აპრილი"
    ),
    (
        "beal|bealtaine|geg|geguze|geguzes|kve|kveten|kvetna|mag|maggio|mai|maiatza|"
        "maig|maija|maijs|maio|maj|maja|majus|may|mayis|mayo|mei|svi|svibanj|"
        "svibnja|touko|toukokuu|toukokuuta|μαι|μαιοσ|μαιου|маи|мам|мамыр|мая|мај|"
        "трав|травень|травня|մայիս|մայիսի|մյս|מאי|ايار|ماي|مايو|مه|ميی|मई|मे|মে|"
        "ਮਈ|મે|மே|మే|ಮೇ|മേയ്|මැයි|พ.ค|พฤษภาคม|მაი|მაისი"
    ),
    (
        "birz|birzelio|birzelis|cerven|cervna|cvn|cze|czerwca|czerwiec|eka|ekaina|giu|"
        "giugno|haz|haziran|hun|hunyo|iun|iunie|iyn|iyun|juin|jun|juna|june|junho|"
        "juni|junie|junij|junija|junijs|junio|junius|juny|juuni|kesa|kesakuu|"
        "kesakuuta|lipanj|lipnja|meh|mehefin|meith|meitheamh|qer|qershor|xuno|ιουν|"
        "ιουνιοσ|ιουνιου|июн|июнь|июня|мау|маусым|черв|червень|червня|чэр|чэрвень|"
        "чэрвеня|юни|јун|јуни|հնս|հունիս|հունիսի|יוני|جوان|جون|حزيران|يونيو|ژوين|"
        "जुन|जून|জুন|ਜੂਨ|જૂન|ஜூன்|జూన్|ಜೂನ್|ജൂൺ|ජූනි|มิ.ย|มิถุนายน|ივნ|ივნისი"
    ),
    (
        "cervence|cervenec|cvc|gor|gorff|gorffennaf|heina|heinakuu|heinakuuta|hul|"
        "hulyo|iuil|iul|iulie|iyl|iyul|juil|juillet|jul|jula|julai|julho|juli|julie|"
        "julij|julija|julijs|julio|juliol|julius|july|juuli|korr|korrik|liep|liepa|"
        "liepos|lipca|lipiec|lug|luglio|srpanj|srpnja|tem|temmuz|uzt|uztaila|xul|"
        "xullo|ιουλ|ιουλιοσ|ιουλιου|июл|июль|июля|лип|липень|липня|ліп|ліпень|ліпеня|"
        "шіл|шілде|юли|јул|јули|հլս|հուլիս|հուլիսի|יולי|تموز|جولايی|جويلية|يوليو|"
        "يوليوز|ژويیه|जुल|जुलाई|जुलै|জুল|জুলাই|ਜੁਲਾ|ਜੁਲਾਈ|જુલાઈ|ஜூலை|జులై|ಜುಲೈ|"
        "ജൂലൈ|ජූලි|ก.ค|กรกฎาคม|ივლ|ივლისი"
    ),
    (
        "abu|abuztua|ago|agost|agosti|agosto|agu|agust|agustos|agustus|aout|aug|"
        "august|augusta|augusti|augusts|augustus|augusztus|avg|avgust|avgusta|avq|"
        "avqust|awst|elo|elokuu|elokuuta|gush|gusht|kol|kolovoz|kolovoza|lun|lunasa|"
        "ogo|ogos|rugp|rugpjucio|rugpjutis|sie|sierpien|sierpnia|srpen|srpna|αυγ|"
        "αυγουστοσ|αυγουστου|авг|август|августа|жні|жнівень|жніуня|серп|серпень|серпня|"
        "там|тамыз|օգոստոս|օգոստոսի|օգս|אוג|אוגוסט|اب|اغسطس|اوت|اگست|غشت|अग|अगस्ट|"
        "अगस्त|ऑग|ऑगस्ट|আগ|আগস্ট|ਅਗ|ਅਗਸਤ|ઑગસ્ટ|ஆக|ஆகஸ்ட்|ఆగ|ఆగస్టు|ಆಗ|ಆಗಸ್ಟ್|ഓഗ|"
        "ഓഗസ്റ്റ്|අගෝ|අගෝස්තු|ส.ค|สิงหาคม|აგვ|აგვისტო"
    ),
    (
        "eyl|eylul|ira|iraila|medi|mfomh|rugs|rugsejis|rugsejo|ruj|rujan|rujna|sen|"
        "sentabr|sentyabr|sep|sept|septemba|septembar|september|septembra|septembre|"
        "septembri|septembrie|septembris|septiembre|septr|set|setembre|setembro|"
        "setiembre|settembre|setyembre|sht|shtator|syys|syyskuu|syyskuuta|szept|"
        "szeptember|wrz|wrzesien|wrzesnia|zar|zari|σεπ|σεπτεμβριοσ|σεπτεμβριου|вер|"
        "верасень|верасня|вересень|вересня|сент|сентябрь|сентября|сеп|септембар|"
        "септември|қыр|қыркүиек|սեպ|սեպտեմբեր|սեպտեմբերի|ספט|ספטמבר|ايلول|سبتمبر|ستمبر|"
        "سپتامبر|شتنبر|सप्टें|सप्टेंबर|सित|सितंबर|सितम्बर|सेप्टेम्बर|সেপ|সেপ্টেম্বর|"
        "ਸਤੰ|ਸਤੰਬਰ|સપ્ટે|સપ્ટેમ્બર|செப்|செப்டம்பர்|సెప్టెం|సెప్టెంబర్|ಸೆಪ್ಟೆಂ|"
        "ಸೆಪ್ಟೆಂಬರ್|സെപ്റ്റം|സെപ്റ്റംബർ|සැප්|සැප්තැම්බර්|ก.ย|กันยายน|სექ|სექტემბერი"
    ),
    (
        "dfomh|eki|ekim|hyd|hydref|loka|lokakuu|lokakuuta|oct|october|octobre|"
        "octombrie|octr|octubre|okt|oktabr|oktoba|oktobar|oktober|oktobra|oktobri|"
        "oktobris|oktoober|oktubre|oktyabr|ott|ottobre|out|outubro|paz|pazdziernik|"
        "pazdziernika|rij|rijen|rijna|spal|spalio|spalis|tet|tetor|urr|urria|οκτ|"
        "οκτωβριοσ|οκτωβριου|жовт|жовтень|жовтня|кас|кастрычнік|кастрычніка|окт|октобар|"
        "октомври|октябрь|октября|қаз|қазан|հոկ|հոկտեմբեր|հոկտեմբերի|אוק|אוקטובר|"
        "اكتوبر|اکتبر|اکتوبر|تشرين الاول|अक्टू|अक्टूबर|अक्टोबर|अक्तूबर|ऑक्टो|ऑक्टोबर|"
        "অক্টো|অক্টোবর|ਅਕਤੂ|ਅਕਤੂਬਰ|ઑક્ટો|ઑક્ટોબર|அக்|அக்டோபர்|అక్టో|అక్టోబర్|"
        "ಅಕ್ಟೋ|ಅಕ್ಟೋಬರ್|ഒക്ടോ|ഒക്ടോബർ|ඔක්|ඔක්තෝබර්|ต.ค|ตุลาคม|ოქტ|ოქტომბერი"
    ),
    (
        "aza|azaroa|kas|kasim|lapkr|lapkricio|lapkritis|listopadu|marras|marraskuu|"
        "marraskuuta|nen|nentor|nob|nobyembre|noiembrie|nopember|nov|novemba|novembar|"
        "november|novembra|novembre|novembri|novembris|novembro|noviembre|novr|noy|"
        "noyabr|samh|samhain|stu|studeni|studenog|studenoga|tach|tachwedd|νοε|"
        "νοεμβριοσ|νοεμβριου|лист|листопад|листопада|ліс|лістапад|лістапада|нов|"
        "новембар|ное|ноември|нояб|ноябрь|ноября|қар|қараша|նոյ|նոյեմբեր|նոյեմբերի|"
        "נוב|נובמבר|تشرين الثاني|نوامبر|نوفمبر|نومبر|نونبر|नव|नवंबर|नवम्बर|नोभेम्बर|"
        "नोव्हें|नोव्हेंबर|নভে|নভেম্বর|ਨਵੰ|ਨਵੰਬਰ|નવે|નવેમ્બર|நவ|நவம்பர்|నవం|నవంబర్|"
        "ನವೆಂ|ನವೆಂಬರ್|നവം|നവംബർ|නොවැ|නොවැම්බර්|พ.ย|พฤศจิกายน|ნოე|ნოემბერი"
    ),
    (
        "abe|abendua|ara|aralik|dec|decembar|december|decembra|decembre|decembri|"
        "decembrie|decembris|decembro|decr|dek|dekabr|des|desemba|desember|desembre|"
        "dets|detsember|dez|dezember|dezembro|dhj|dhjetor|dic|dicembre|diciembre|dis|"
        "disember|disyembre|gru|grudnia|grudzien|gruod|gruodis|gruodzio|joulu|joulukuu|"
        "joulukuuta|noll|nollaig|pro|prosinac|prosinca|prosince|prosinec|rhag|rhagfyr|"
        "δεκ|δεκεμβριοσ|δεκεμβριου|груд|грудень|грудня|дек|декабрь|декабря|декември|"
        "дец|децембар|жел|желтоқсан|сне|снежань|снежня|դեկ|դեկտեմբեր|դեկտեմբերի|דצמ|"
        "דצמבר|دجنبر|دسامبر|دسمبر|ديسمبر|كانون الاول|डिसें|डिसेंबर|डिसेम्बर|दिस|दिसंबर|"
        "दिसम्बर|ডিসে|ডিসেম্বর|ਦਸੰ|ਦਸੰਬਰ|ડિસે|ડિસેમ્બર|டிச|டிசம்பர்|డిసెం|డిసెంబర్|"
        "ಡಿಸೆಂ|ಡಿಸೆಂಬರ್|ഡിസം|ഡിസംബർ|දෙසැ|දෙසැම්බර්|ธ.ค|ธันวาคม|დეკ|დეკემბერი"
    ),
)

#: Names that are one month in one language and another in a second: both months.
CONTESTED = {
    "lip": (6, 7),
    "lis": (10, 11),
    "listopad": (10, 11),
    "listopada": (10, 11),
    "srp": (7, 8),
}

WEEKDAYS = (
    "ahad ahd al alhamisi an antradienis aoine ar asteartea asteazkena astelehena axsami az "
    "b.e bazar biy biyernes c.a car carsamba cead ceadaoin cet cetrtek ceturtd ceturtdiena "
    "cetvrtak chor chorshanba cmt cs csutortok ct ctvrtek cum cuma cumartesi cumə czw "
    "czwartek cərsənbə dc de dear deardaoin dg di die diel dienstag dijous dilluns dim "
    "dimanche dimarts dimecres dinsdag dissabte diumenge divendres dj dl do dom domenica domh "
    "domhnaigh domingo donderdag donnerstag ds dt dum duminica dush dushanba dv dydd enj "
    "enjte ertəsi esmaspaev feira fim fimmtudagur fos fostudagur fr fre fredag freitag fri "
    "friday gio giovedi gwe gwen gwener haoine hen hene hetfo huw huwebes iau ig igandea "
    "ijumaa isn isnin jeu jeudi joi jue jueves jum juma jumaat jumamosi jumanne jumapili "
    "jumat jumatano jumatatu kam kamis ke kedd keskiviikko keskiviikkona ketvirtadienis kha "
    "khamis kolmapaev kt la larunbata lau lauantai lauantaina laugardagur laupaev laurdag lin "
    "linggo llun lor lordag lr luain luan lun lundi lunedi lunes luni luns lør lørdag ma "
    "maanantai maanantaina maandag mairt man mandag manudagur mar mardi marte martedi martes "
    "marti maw mawrth mer mercher mercoledi mercores mercredi merkure mi mie miercoles "
    "miercuri min minggu mittwoch miy miyerkules mið miðvikudagur mo mon monday montag ne ned "
    "nedela nedele nedelja nedjelja neljapaev niedz niedziela og on ons onsdag or osteguna "
    "ostirala otrd otrdiena pa patek pay payshanba paz pazar pazartesi pe penktadienis pentek "
    "per perjantai perjantaina persembe pet petak petek pi piatek piatok piektd piektdiena "
    "pirmadienis pirmd pirmdiena pn po pon pondeli pondelok ponedeljak ponedeljek ponedjeljak "
    "poniedziałek pr pre premte pt puhapaev pzt qua quarta qui quinta rab rabu reede sa sab "
    "sabado sabato sabtu sad sadwrn sal sali sam sambata samedi samstag sat saterdag sath "
    "sathairn saturday seg segunda sekmadienis sel selasa sen senin sesh seshanba sestadienis "
    "sestd sestdiena sex sexta shan shanba sht shtune sk so sob sobota son sondag sonntag sr "
    "sre sreda sri srijeda sroda st streda stvrtok su sub subota sul sun sunday sunnudagur "
    "sunnuntai svetd svetdiena sze szerda szo szombat sø søn søndag sənbə teisipaev ter terca "
    "thu thursday ti tiistai tiistaina tir tirs tirsdag tis tisdag to tor torek tors torsdag "
    "torstai torstaina tr treciadienis tresd tresdiena tue tuesday ty tys tysdag ut utery uto "
    "utorak utorok vasarnap ven vendredi venerdi venres vie viernes vin vineri vr vrijdag "
    "vrydag wed wednesday wo woensdag wt wtorek xov xoves yak yakshanba za zaterdag zo zondag "
    "þri þriðjudagur δευ δευτερα κυρ κυριακη παρ παρασκευη πεμ πεμπτη σαβ σαββατο τετ τεταρτη "
    "τρι τριτη ау ауторак беисенбі бс воскресенье вс вт вто вторник вівторок дс дүисенбі "
    "жексенбі жм жс жұма нд нед недела неделя недеља неділя нядзеля п'ятниця панядзелак пет "
    "петак петок петък пн пон понеделник понедельник понедељак понеділок пт пятница пятніца "
    "саб сабота сб сеисенбі сенбі серада середа ср сре среда сряда сс суб суббота субота "
    "събота сәрсенбі уто уторак чацвер чет четвер четверг четвртак четврток четвъртък чт чц "
    "երեքշաբթի երկ երկուշաբթի երք կիր կիրակի հինգշաբթի հնգ շաբաթ շբթ ուր ուրբաթ չորեքշաբթի "
    "չրք א ב ג ד ה ו חמישי יום ראשון רביעי שבת שישי שלישי שני اتوار الاثنين الاحد الاربعاء "
    "الثلاثاء الجمعة الخميس السبت بدھ جمعرات جمعه جمعہ دوشنبه سهشنبه شنبه منگل پنجشنبه پیر "
    "چهارشنبه ہفتہ یکشنبه आइत आइतबार गुरु गुरुवार बिहि बिहिबार बुध बुधबार बुधवार मंगल मंगलवार "
    "मंगळ मंगळवार मङ्गल मङ्गलबार रवि रविवार शनि शनिबार शनिवार शुक्र शुक्रबार शुक्रवार सोम "
    "सोमबार सोमवार বুধ বুধবার বৃহস্পতি বৃহস্পতিবার মঙ্গল মঙ্গলবার রবি রবিবার শনি শনিবার শুক্র "
    "শুক্রবার সোম সোমবার ਐਤ ਐਤਵਾਰ ਬੁੱਧ ਬੁੱਧਵਾਰ ਮੰਗਲ ਮੰਗਲਵਾਰ ਵੀਰ ਵੀਰਵਾਰ ਸਨਿੱਚਰ ਸਨਿੱਚਰਵਾਰ "
    "ਸੁੱਕਰ ਸੁੱਕਰਵਾਰ ਸੋਮ ਸੋਮਵਾਰ ગુરુ ગુરુવાર બુધ બુધવાર મંગળ મંગળવાર રવિ રવિવાર શનિ શનિવાર "
    "શુક્ર શુક્રવાર સોમ સોમવાર சனி செவ் செவ்வாய் ஞாயி ஞாயிறு திங் திங்கள் புத புதன் வியா "
    "வியாழன் வெள் வெள்ளி ఆది ఆదివారం గురు గురువారం బుధ బుధవారం మంగళ మంగళవారం శని శనివారం "
    "శుక్ర శుక్రవారం సోమ సోమవారం ಗುರು ಗುರುವಾರ ಬುಧ ಬುಧವಾರ ಭಾನು ಭಾನುವಾರ ಮಂಗಳ ಮಂಗಳವಾರ ಶನಿ ಶನಿವಾರ "
    "ಶುಕ್ರ ಶುಕ್ರವಾರ ಸೋಮ ಸೋಮವಾರ ചൊവ്വ ചൊവ്വാഴ്ച ഞായറാഴ്ച ഞായർ തിങ്കളാഴ്ച തിങ്കൾ ബുധനാഴ്ച "
    "ബുധൻ വെള്ളി വെള്ളിയാഴ്ച വ്യാഴം വ്യാഴാഴ്ച ശനി ശനിയാഴ്ച අඟහ අඟහරුවාදා ඉරිදා බදාදා බ්රහස් "
    "බ්රහස්පතින්දා සඳුදා සිකු සිකුරාදා සෙන සෙනසුරාදා จ พ พฤ วันจันทร์ วันพฤหัสบดี วันพุธ "
    "วันศุกร์ วันอังคาร วันอาทิตย์ วันเสาร์ ศ ส อ อา კვი კვირა ოთხ ოთხშაბათი ორშ ორშაბათი პარ "
    "პარასკევი სამ სამშაბათი შაბ შაბათი ხუთ ხუთშაბათი "
)
