"""Where somebody lives: streets with a number, and postcodes."""

from __future__ import annotations

import re

from .kinds import Kind, has_digit

_NAME = r"(?:[A-ZÀ-ÖØ-ÞĀ-ŽА-ЯЁİŞĞ][\w'.-]{0,25})"
_SMALL = (
    r"(?:de|du|des|da|do|dos|das|di|del|della|dei|degli|delle|de la|de las|de los|la|le|les|el|las|los|van|"
    r"van de|van den|van der|von|der|den|of|the|a la|l'|d'|y|e|i|et|and|und)"
)
_HOUSE = r"(?:\d{1,5}(?:[a-zA-Z]|\s?(?:bis|ter))?(?:\s?[-/]\s?\d{1,4}[a-zA-Z]?)?(?:/\d{1,4}){0,2})"
_NO = r"(?:,?\s(?i:n[º°o]?\.?|nr\.?|no[.:]?|num\.?|д\.|bl\.)\s?|,\s?|\s)"

#: English: 22 Acacia Avenue. Capitals tell a street from “5 minutes drive”.
_STREET = (
    r"Street|St(?:r)?\.?|Road|Rd\.?|Avenue|Ave?\.?|Lane|Ln\.?|Drive|Dr\.?|Close|Cl|Crescent|Cres\.?|Court|Ct\.?|"
    r"Boulevard|Blvd\.?|Terrace|Ter(?:r)?\.?|Gardens|Gdns|Grove|Gr|Mews|Parade|Place|Pl\.?|Square|Sq\.?|Highway|Hwy\.?|"
    r"Parkway|Pkwy\.?|Trail|Trl|Way|Walk|Row|Rise|Hill|View|Green|Park|Circle|Cir\.?|Loop|Alley|Plaza|Turnpike|Pike|"
    r"Esplanade|Quay|Wharf|Heights|Ridge|Mount|Path|Passage|Villas|Cottages|Broadway|Crossing|Expressway|"
    r"Freeway|Bypass|Alleyway|Approach|Anchorage|Annex|Arcade|Avenues|Bayou|Beach|Bend|Bluffs?|Bottom|Branch|"
    r"Bridge|Brooks?|Burgs?|Camp|Canyon|Cape|Centers?|Circles|Cliffs?|Club|Common|Corners?|Course|Courts|Coves|"
    r"Creek|Crest|Crossroad|Curve|Dale|Dam|Divide|Drives|Estates?|Extensions?|Falls?|Ferry|Flats?|Fords?|Forest|"
    r"Forges?|Forks?|Fort|Gateway|Glens|Greens|Groves|Harbors?|Haven|Hills|Hollow|Inlet|Islands?|Isle|"
    r"Junctions?|Keys?|Knolls?|Lakes?|Landing|Lights?|Locks?|Lodge|Mall|Manors?|Mills?|Mission|Motorway|"
    r"Mountains?|Neck|Orchard|Oval|Overpass|Parks|Parkways|Pine|Pines|Place|Plains?|Plazas|Ports?|"
    r"Prairie|Quad|Radial|Ramp|Ranch|Rapids?|Reserve|Rest|Ride|Ridges|River|Roads|Route|Rue|Shoals?|Shores?|"
    r"Skyway|Springs?|Spurs|Squares|Station|Stravenue|Stream|Streets|Summit|Throughway|Trace|Trafficway|Tunnel|"
    r"Underpass|Unions?|Valleys?|Via|Viaduct|Views|Villages?|Ville|Vista|Walks|Wall|Wells|"
    r"Causeway|Circuit|Cove|Point|Run|Spur|Track|Vale|Glen|Fields?|Meadows?|"
    r"Boardwalk|Brae|Busway|Byway|Clearway|Concourse|Copse|Corso|Courtyard|Crossway|Dell|Driveway|Easement|"
    r"Fairway|Firetrail|Footway|Glade|Grange|Highroad|Laneway|Lookout|Maltings|Nook|Precinct|Promenade|Quadrangle|"
    r"Quays|Ramble|Riverway|Siding|Strand|Subway|Thoroughfare|Tollway|Trunkway|Waterway|Wynd|Chowk|Nagar|Marg|Zila|"
    r"Ganj|Salai|"
    r"Amble|Chase|Circlet|Circus|Colonnade|Cruiseway|Gates|Gully|Interchange|Intersection|Meander|Mew|Outlook|"
    r"Parklands|Piazza|Plateau|Retreat|Ridgeway|Riviera|Roadside|Roadway|Rosebowl|Rotary|Stairs|Tor|Wade|Walkway"
)
_MONTHS = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|"
    r"Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b"
)
_NO_NAME = (
    rf"(?!{_MONTHS}|(?:Seconds?|Minutes?|Hours?|Days?|Weeks?|Months?|Years?|Miles?|Degrees?|Percent|Points?|People|Patients|Staff|Hospital|Ward|Clinic|"
    r"Health|Medical|Mg|Ml|The|In|On|At|And|Of|For|To|My|I|No|Type|Phase|Stage|Grade)\b)"
)
#: “Table 3, Section 5” is no place to live.
_NO_PART = (
    r"(?!(?:Tables?|Fig(?:ure)?s?|Sections?|Box(?:es)?|Chapters?|Pages?|Append(?:ix|ices)|Steps?|Levels?|Parts?|Points?|"
    r"Items?|Questions?|Lines?|Paragraphs?|References?|Tab|Email|Phase|Stage|Type)\b)"
)
_PLAIN_STREET = r"street|road|avenue|lane|crescent|boulevard|terrace|gardens|close|drive|grove|mews"
_NO_PLAIN = (
    r"(?!(?:min(?:ute)?s?|hours?|hrs?|days?|weeks?|months?|years?|miles?|km|people|patients|of|the|in|on|at|and|for|to|"
    r"my|a|from|up|down|across|along|off|by|or|main|different|other|more|mg|ml|busy|long|short|which|that|is|was|very|"
    r"so|too|am|pm|th|st|nd|rd|x|times?|lanes?|meters?|metres?|yards?|feet|foot|car|bus|patient|family|it|came|were)\b)"
)
_PLAIN_WORDS = r"[^\W\d_A-Z]{2,15}(?:\s[^\W\d_A-Z]{2,15}){0,3}"
_AROUND = (
    r"(?:(?:,?\s)(?:NW|NE|SW|SE|N|S|E|W|North|South|East|West)\b\.?)?"
    r"(?:,?\s(?:Apt|Apartment|Suite|Ste|Flat|Unit|App|Appt)\.?\s?#?\w{1,6})?"
)
_BEFORE = r"(?:(?:Flat|Apt|Apartment|Unit|Suite|Room)\.?\s?\w{1,5},?\s)?"
_STATE = (
    r"(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|"
    r"W[AIVY]|NSW|VIC|QLD|TAS)"
)
#: Where the word for a street is the end of its name, or stands before it: the number comes last, mostly.
_ENDINGS = (
    r"stra(?:ß|ss)e|str\.|gasse|allee|platz|(?<=[a-zäöü]{4})weg|(?<=[a-zäöü]{3})ufer|chaussee|steig|"
    r"straat|laan|plein|gracht|singel|kade|dreef|dijk|hof|(?<=[a-z]{3})pad|steenweg|baan|boulevard|steeg|-ring|"
    r"-weg|-platz|-allee|"
    r"gatan|v(?:ä|a)gen|gr(?:ä|a)nd|stigen|backen|torget|vej|gade|str(?:æ|ae)de|all[eé]|v(?:ei|egen|eien)|gata|"
    r"bakken|svingen|stien|plassen|veg|katu|kuja|bulevardi|polku|(?<=[a-zäö]{4})tie|raitti|st(?:í|i)gur|"
    r"utca|út|útja|tér|sor|(?<=[a-zåäö]{2})gatan|(?<=[a-zåäö]{2})stigen|(?<=[a-zåäö]{2})torget"
)
#: Endings that are words of their own elsewhere: they count after a capital, before a number that ends what is said.
_RARER_ENDINGS = (
    r"(?<![aeiouäöü])ring|markt|weg|lei|werf|veld|kamp|damm|graben|"
    r"moen|haugen|berget|faret|kroken|engen|stranda|toppen|tunet|løkka|kleiva|dalen|åsen|bråten|sletta|gjerdet|"
    r"holmen|neset|odden|skogen|teigen|tråkket|vollen|hagen|jordet|krysset|myra|flata|lunden|stubben|marka|tjernet|"
    r"holtet|gropa|hytta|eggen|brekka|parken|plassen|ringen|vangen|bakkane|grenda|snippen|tangen|vika|fjellet|"
    r"gången|gränden|parken|kroken|hamnen|liden|höjden|parkvej|toften|vænget|bakken|engen|marken|lunden|"
    r"rinne|rinteen|mäki|ranta|kaari|aukio|penger"
)
_NO_ENDING = (
    r"(?!(?:Spring|String|Offspring|Hamstring|Referring|Preferring|Transferring|Occurring|Recurring|Blurring|Slurring|"
    r"Stirring)\b)"
)
#: Words for a street that mean much else: a comma before the number, or another one after it, says which is meant.
_OTHER_TYPES = (
    r"Colônia|Lagoa?|Feira|Trecho|Viaduto|Pátio|Conjunto|Setor|Núcleo|Recanto|Estação|Esplanada|Campo|Morro|Área|"
    r"Aeroporto|Distrito|Vereda|Vale|Quinta|Trevo|Perif[eé]rico|Retorno|Continuación|Ampliación|Circuito|Boulevard"
)
_CZECH = "ÁČĎÉĚÍŇÓŘŠŤÚŮÝŽáčďéěíňóřšťúůýž"
_TYPES = (
    r"Via|[Vv]iale|V\.le|[Pp]iazza|P\.zza|Piazzale|Corso|C\.so|Vicolo|Largo|Strada|Contrada|Lungomare|Borgo|"
    r"[Cc]alle|C/|C\.|[Aa]venida|Avda\.?|Av\.|[Pp]aseo|P\.º|[Pp]laza|Pza\.?|Carretera|Ctra\.?|Camino|Ronda|"
    r"Travesía|Callej[oó]n|"
    r"Rambla|Passeig|Cuesta|Cañada|Acceso|Pasaje|Glorieta|Vial|Diagonal|Viaducto|Privada|Circunvalación|"
    r"Corredor|Prolongación|Pasadizo|Eje vial|Peatonal|Explanada|Poblado|Urb\.|"
    r"Andador|Cerrada|Calzada|Bulevar|"
    r"Incrocio|Stretto|Rotonda|Canale|Vico|Salita|Piazzetta|Lungarno|"
    r"Av|Ladeira|Viela|Jardim|Parque|Passarela|Chácara|Vila|Sítio|Fazenda|Loteamento|Residencial|Condomínio|Favela|Urbanização|"
    r"Calçada|Azinhaga|"
    r"Carrer|Urbanizaci[oó]n|"
    r"[Rr]ua|R\.|Travessa|Praça|Alameda|Estrada|Rodovia|Largo|Beco|Quadra|"
    r"[Rr]ue|[Aa]venue|[Bb]oulevard|[Bb]d\.?|[Cc]hemin|[Aa]llée|[Ii]mpasse|[Qq]uai|"
    r"[Uu]l\.|[Uu]lica|[Uu]licy|[Aa]l\.|[Aa]leja|[Aa]lei|[Oo]s\.|[Oo]siedle|[Pp]l\.|[Pp]lac|"
    r"ул\.|улица|улице|пр\.|проспект|пр-т|пр-кт|пер\.|переулок|бульвар|б-р|шоссе|наб\.|набережная|алл\.|аллея|"
    r"бул\.|ш\.|пл\.|площадь"
)
_GERMAN_PREPOSITIONS = r"(?:Am|An der|In der|Zum|Zur|Auf der|Auf dem|Unter den|Im)"
_FRENCH = (
    r"rue|avenue|av\.|boulevard|bd\.?|allée|allee|chemin|impasse|place|quai|cours|route|square|passage|sentier|"
    r"faubourg|"
    r"lotissement|résidence|hameau|esplanade|promenade|ruelle|villa|cité|montée|allé|rond-point|venelle|parvis"
)
_TURKISH = (
    r"Cad(?:desi)?\.?|Sok(?:ak|ağı|\.)?|Sk\.|Bulvarı|Blv\.|Mah(?:allesi|\.)|Apt\.|utca|u\.|út|útja|tér|krt\.|körút|köz"
)

ADDRESS = Kind(
    "address",
    "[address]",
    (
        re.compile(  # 22 Acacia Avenue; 1600 Pennsylvania Avenue NW
            rf"(?<![\w.,/%-])(?<!\d\s)(?<![£$€]){_BEFORE}{_HOUSE},?\s(?:{_NO_NAME}(?:{_NAME}|\d{{1,3}}(?:st|nd|"
            rf"rd|th)|{_SMALL})\s){{1,4}}"
            rf"(?:{_STREET})(?![\w'])(?!\s(?:Hospital|Surgery|Clinic|Practice|Centre|Health|Medical|"
            rf"Infirmary)){_AROUND}",
        ),
        re.compile(  # 22 acacia avenue, 22 ACACIA AVENUE
            rf"(?<![\w.,/%-])(?<!\d\s)\d{{1,4}}[a-z]?,?\s(?:{_NO_PLAIN}[a-z']{{3,20}}\s){{1,2}}"
            rf"(?:{_PLAIN_STREET})(?![\w'-])"
            r"(?!\s(?:hospital|surgery|clinic|practice|centre|health|medical|infirmary|away|to|from))",
            re.IGNORECASE,
        ),
        re.compile(  # 84 pemberton rd, leeds: short, and so at the end of what is said only
            rf"(?<![\w.,/%-])(?<!\d\s)(?:flat\s\d{{1,4}}[a-z]?,\s)?\d{{1,4}}[a-z]?,?\s(?:{_NO_PLAIN}[a-z']{{3,20}}\s){{1,2}}"
            r"(?:st|rd|ave|ln|cres|gdns|sq|blvd)\.?(?=\s?(?:[,;\n]|$))",
        ),
        re.compile(  # Mill Lane 4
            rf"(?<![\w-]){_NAME}\s(?:Street|Road|Lane|Avenue|Drive|Crescent|Terrace|"
            rf"Close)\s(?:No\.?\s)?\d{{1,3}}[a-z]?(?![\w%]|[.,]\d)",
        ),
        re.compile(  # calle mayor 5, 12 rue victor hugo: words for streets alone, at the end of what is said
            rf"(?<![\w.,/-])(?:(?:calle|avenida|carretera|viale|rua|travessa|ulica)\s{_PLAIN_WORDS}\s\d{{1,4}}[a-z]?|"
            rf"\d{{1,4}}(?:\s?(?:bis|ter))?,?\s(?:rue|boulevard|impasse)\s{_PLAIN_WORDS})(?=\s?(?:[,.;)\n]|$))(?![.,]\d)",
        ),
        re.compile(  # 12 bis, rue de la Paix
            rf"(?<![\w.,/-])\d{{1,5}}(?:\s?(?:bis|ter|[a-d]))?,?\s(?i:{_FRENCH})\s"
            rf"(?:(?:{_SMALL}\s|[ld]'|de\sl'){{0,2}}{_NAME})(?:[\s-](?:{_SMALL}[\s-]){{0,2}}{_NAME}){{0,4}}",
        ),
        re.compile(  # Hauptstraße 12, Raketstraat 434, Fő utca 3
            rf"(?<![\w-])(?:(?:{_NAME}[\s-]){{0,2}}(?:[^\W\d_]{{3,25}}|[A-ZÅÄÖ][^\W\d_])(?i:{_ENDINGS})|"
            rf"(?:{_NAME}[\s-]){{1,3}}(?i:{_ENDINGS}|{_TURKISH}))"
            rf"{_NO}{_HOUSE}(?![\w%]|[.,]\d)",
        ),
        re.compile(  # Petőfi sándor utca 234
            rf"(?<![\w-]){_NAME}\s[a-záéíóöőúüű]{{3,15}}\s(?:utca|útja|körút|tér)\s\d{{1,4}}(?![\w%]|[.,]\d)"
        ),
        re.compile(  # Feira Gonçalves, 27; Retorno Jamaica 551 Interior 313
            rf"(?<![\w-])(?:{_OTHER_TYPES})\s(?:{_SMALL}\s)?{_NAME}(?:\s(?:{_SMALL}\s)?{_NAME}){{0,4}}"
            r"(?:,\s\d{1,4}(?=\s?(?:[.;\n]|$))|\s\d{1,4},?\s(?:Interior|Edif\.?|Depto\.?|\d{3}(?!\d))\s?\d{0,4})"
        ),
        re.compile(rf"(?<![\w.,/-])\d{{2,5}},?\s(?:rang|montée)\s{_NAME}(?!\w)"),  # 737 rang Océane
        re.compile(  # Weihmannring 12, Eriksenberget 5
            rf"(?<![\w-]){_NO_ENDING}(?:{_NAME}[\s-]){{0,2}}[A-ZÀ-ÖØ-Þ][^\W\d_]{{2,25}}(?:{_RARER_ENDINGS})"
            rf"{_NO}(?!(?:19|20)\d\d\b){_HOUSE}(?=\s?(?:[,.;)\n]|$))(?![.,]\d)",
        ),
        re.compile(  # Mongolská 26, Benákova 20
            rf"(?<![\w-])[A-Z{_CZECH}][^\W\d_]{{2,20}}(?:ova|ská|cká)"
            rf"\s(?!(?:19|20)\d\d\b)\d{{1,4}}(?:/\d{{1,4}})?[a-z]?(?=\s?(?:[,.;)\n]|$))(?![.,]\d)",
        ),
        re.compile(  # Nad Rokytkou 260, U Nových Domů 9
            rf"(?<![\w-])(?:Pod|Nad|Na|U|Za|Před|Ke?|Ve?|Mezi)\s(?=[^\n,.]{{0,40}}[{_CZECH}]|[A-Z][a-z]+(?:ou|ách|em)\b)"
            rf"[A-Z{_CZECH}][^\W\d_]{{2,20}}(?:\s[^\W\d_]{{1,20}}){{0,3}}\s\d{{1,4}}(?:/\d{{1,4}})?(?=\s?(?:[,.;)\n]|$))"
            r"(?![.,]\d)",
        ),
        re.compile(  # H.No. 18, Bhasin Zila; 48/75 Mani Chowk
            rf"(?<![\w.,/-])(?:(?:H\.?\s?No\.?|House No\.?|Door No\.?|Plot(?: No\.?)?)\s?)?\d{{1,4}}(?:/\d{{1,4}})?"
            rf"(?:,\s|,?\s?\n|\s){_NAME}\s(?:Chowk|Circle|Nagar|Marg|Zila|Ganj|Salai|Street|Road|Path)(?!\w)",
        ),
        re.compile(  # Flat 9, 186 Katherine Rest
            rf"(?<![\w.,/-])(?:Unit|Suite|Apt\.?|Flat|Shop|Villa)\s?\d{{1,4}}[a-z]?(?:,\s?\n?|\s?\n)"
            rf"\d{{1,4}}[a-z]?\s{_NO_NAME}{_NAME}\s{_NO_NAME}[A-Z][a-z]{{2,15}}(?!\w)",
        ),
        re.compile(rf"(?<![\w.,/-])\d{{1,4}}/\d{{1,4}}[a-z]?\s{_NAME}\s(?:{_STREET})(?!\w)"),  # 1/471 Jessica Gates
        re.compile(  # Via Roma 25, C/ Rosa de los Vientos, 70, ul. Chmielna 62
            rf"(?<![\w-])(?:{_TYPES})\s?{_NO_PART}(?:{_SMALL}\s|"
            rf"[ld]'){{0,2}}{_NAME}(?:[\s-](?:{_SMALL}[\s-]){{0,2}}{_NAME}){{0,5}}"
            rf"{_NO}{_HOUSE}(?![\w%]|[.,]\d)",
        ),
        re.compile(  # 104 Mitchell Lights Suite 075
            rf"(?<![\w.,/-]){_HOUSE},?\s(?:{_NAME}\s){{1,4}}(?:{_HOUSE}\s)?(?:Apt|Apartment|Suite|Ste|Flat|Unit|"
            rf"App|Appt)\.?\s?#?\w{{1,6}}",
        ),
        re.compile(  # Mongolská 26, 110 00 Praha
            rf"(?<![\w-])(?:{_NAME}[\s-]){{1,4}}{_HOUSE}(?:,\s?|\s?\n\s{{0,3}})(?:[A-Z]{{1,2}}-)?(?:\d{{3,5}}|"
            rf"\d\d-\d{{3}})(?:\s\d\d)?\s{_NAME}"
        ),
        re.compile(
            r"\b(?:Flat|Apt|Apartment|Studio|H\.No|House No)\.?\s?\d{1,4}[a-z]?(?:,\s?|\s?\n|\s)(?:\d{1,4}[a-z]?,?\s)?"
            + rf"{_NAME}\s(?:{_STREET})(?!\w)"
        ),
        re.compile(r"\bRR\s\d{1,3},?\sBox\s\d{1,5}"),
        re.compile(rf"\bvia\s{_NO_PART}{_NAME}(?:\s{_NAME}){{0,3}},?\s\d{{1,4}}[a-z]?,\s{_NAME}"),
        re.compile(r"\b(?:PSC|Unit)\s\d{2,5},?\sBox\s\d{2,5}"),
        re.compile(  # Am Markt 4
            rf"(?<![\w-]){_GERMAN_PREPOSITIONS}\s(?:{_NAME}\s)?[A-ZÄÖÜ][a-zäöüß]{{3,20}}\s{_HOUSE}(?=[,\n]|"
            rf"\sin\s\d{{5}})",
        ),
        re.compile(
            r"(?i:p\.?\s?o\.?\sbox|postfach|apartado(?: de correos)?|boîte postale|casella postale|postbus|"
            r"postboks|postilokero|skrytka pocztowa|caixa postal|а/я)\s\d{1,6}"
        ),
        re.compile(rf"(?<=,\s){_NAME}(?:\s{_NAME}){{0,2}},?\s{_STATE}\s\d{{4,5}}(?:-\d{{4}})?(?!\d)"),
        re.compile(  # I live at 5, the Maltings
            r"\b(?:(?:i|we|they) live at|(?:he|she) lives at|(?:my|our) (?:home )?address is|"
            r"address:)\s(?P<found>(?=[^.\n]{0,40}\d)[^.\n]{3,60}?)(?=[.\n;]|$|,\s[a-z]|\sand\s|\swith\s)",
            re.IGNORECASE,
        ),
    ),
    needs=has_digit,
)

#: A house that has a name, in a street: Rose Cottage, Church Lane.
NAMED_HOUSE = Kind(
    "address",
    "[address]",
    (
        re.compile(
            rf"(?<![\w-])(?!(?:My|Our|Your|His|Her|Their|This|That|Full)\s)(?:{_NAME}\s){{1,3}}(?:Cottage|House|Farm(?:house)?|Barn|Lodge|Rectory|Vicarage|Bungalow|Villa|Manor),"
            rf"\s(?:{_NAME}\s){{1,2}}(?:Street|Road|Lane|Avenue|Drive|Close|Crescent|Terrace|Hill|Green|Row|Way)(?![\w'])",
        ),
        re.compile(r"(?<![\w:/])///[^\W\d_]{2,25}(?:\.[^\W\d_]{2,25}){2}(?![\w.])"),  # what3words
    ),
    needs=lambda text: "," in text or "///" in text,
)
_POSTCODE_AREAS = (
    "AB|AL|BA|BB|BD|BH|BL|BN|BR|BS|BT|B|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG|DH|DL|DN|DT|DY|EC|EH|EN|EX|E|FK|FY|"
    "GL|GU|GY|G|HA|HD|HG|HP|HR|HS|HU|HX|IG|IM|IP|IV|JE|KA|KT|KW|KY|LA|LD|LE|LL|LN|LS|LU|L|ME|MK|ML|M|NE|NG|NN|NP|NR|"
    "NW|N|OL|OX|PA|PE|PH|PL|PO|PR|RG|RH|RM|SA|SE|SG|SK|SL|SM|SN|SO|SP|SR|SS|ST|SW|SY|S|TA|TD|TF|TN|TQ|TR|TS|TW|UB|"
    "WA|WC|WD|WF|WN|WR|WS|WV|W|YO|ZE"
)
#: “B12 5ug”, “L4 3rd” and “CO2 2nd” have the shape of a postcode.
_DOSE_OR_RANK = re.compile(r"(?:[A-Z]{1,2}|[a-z])\d{1,2}\s?\d(?:ug|st|nd|rd|th|hr|yr|ft|lb|pt)|(?i:e1[01]\s1ab)")
_NO_DUTCH = (
    r"(?!(?:IU|UI|IE|ML|MG|KG|CM|MM|KJ|KM|NG|UG|DL|CC|CT|MR|GP|AM|PM|UK|US|EU|UN|AD|BC|CE|HZ|HR|SD|SA|SS|BP|ER|ED|OR|"
    r"IN|ON|AT|BY|TO|OF|AN|OP|EN|DE|SE|CI|RR|HR|VS|OK|IV|IM|SC|PO|OD|BD|XR|SR|XL|LA|CR|PR|LP|DR|MS)\b)"
)
#: So many of whoever has MS, or came to the ED: 1200 MS patients.
_NO_STUDY = (
    r"(?!\s(?:patient|people|person|adult|child(?:ren)?|case|session|"
    r"participant|subject|sufferer|survivor|women|men|woman|"
    r"man|visit|user|trial|stud(?:y|ies)|scan|attack|relapse|episode|admission|control|volunteer|individual|attendance|"
    r"respondent|carer|famil(?:y|ies)|patiënt|patienten|mensen|personen|gevallen|fälle)s?(?:en)?\b)"
)

COORDINATES = Kind(
    "address",
    "[address]",
    (
        re.compile(r"(?<![\w.])-?\d{1,2}\.\d{4,12},\s?-?\d{1,3}\.\d{4,12}(?!\w)"),
        re.compile(  # 51.5074 N, 0.1278 W
            r"(?<![\w.])(?:\d{1,2}\.\d{3,12}\s?°?\s?[NS][,;\s]{1,3}\d{1,3}\.\d{3,12}\s?°?\s?[EWO]|"
            r"[NS]\s?\d{1,2}\.\d{3,12}\s?°?[,;\s]{1,3}[EWO]\s?\d{1,3}\.\d{3,12})(?!\w)",
        ),
        re.compile(  # 48°12'29.8"N 16°22'19.6"E
            r"(?<![\w.])\d{1,2}\s?°\s?\d{1,2}(?:\.\d{1,6})?\s?'\s?(?:\d{1,2}(?:\.\d{1,6})?\s?(?:\"|''|″)\s?)?[NS]"
            r"[,;\s]{0,3}\d{1,3}\s?°\s?\d{1,2}(?:\.\d{1,6})?\s?'\s?(?:\d{1,2}(?:\.\d{1,6})?\s?(?:\"|''|″)\s?)?[EWO]"
            r"(?!\w)",
            re.IGNORECASE,
        ),
    ),
    needs=has_digit,
)
POSTCODE = Kind(
    "postcode",
    "[postcode]",
    (
        re.compile(
            rf"\b(?:GIR\s?0AA|(?:{_POSTCODE_AREAS})(?:\d{{1,2}}|\d[A-HJKPSTUW])[\s-]?\d[ABD-HJLNP-UW-Z]{{2}})\b",
            re.IGNORECASE,
        ),
        re.compile(rf"\b{_STATE}\s\d{{5}}(?:-\d{{4}})?(?![\d-]){_NO_STUDY}"),
        re.compile(r"(?<![\w./-])\d{5}-\d{4}(?![\w-]|[.,]\d)"),  # no range: the second part is the smaller
        re.compile(rf"(?<![\w.,/-])(?!19\d\d|20\d\d)[1-9]\d{{3}}\s?{_NO_DUTCH}[A-Z]{{2}}(?![\w-]){_NO_STUDY}"),
        re.compile(rf"(?<![\w.,/-])[1-9]\d{{3}}\s?{_NO_DUTCH}[A-Z]{{2}},?\s(?=[A-Z][a-z]{{3}})"),
        re.compile(r"\b(?:D|F|A|CH|I|E|B|NL|S|PL|FIN?|DK|N)-\d{4,5}(?=\s[A-ZÄÖÜÅ])"),
        re.compile(rf"(?<=\[address\])[,\s]{{1,3}}(?P<found>\d{{4,5}},?\s{_NAME})"),
        re.compile(r"\b[ABCEGHJ-NPRSTVXY]\d[A-CEGHJ-NPRSTV-Z][ -]?\d[A-CEGHJ-NPRSTV-Z]\d\b"),  # Canada
        re.compile(  # Ireland: a routing key, and a letter with three more, of which one is a figure
            r"\b[AC-FHKNPRTV-Y](?:\d\d|6W)[ -]?(?=[A-Z]{1,3}\d)[AC-FHKNPRTV-Y][\dAC-FHKNPRTV-Y]{3}\b",
        ),
        re.compile(
            r"\b(?:zip(?: ?code)?|post ?(?:al )?code|plz|postleitzahl|code postal|c[oó]digo postal|c\.?p\.?|cap|cep|"
            r"postcode|eircode|kod pocztowy|индекс|posta kodu|pin(?= \d{6}(?!\d))|pin ?code)\s?(?:is|ist|est|es|è|"
            r":)?\s?(?P<found>[a-z]{0,3}\d[\w -]{2,8}\d\w{0,2})(?!\w)",
            re.IGNORECASE,
        ),
        re.compile(r"(?<![\w./,-])\d{5}-\d{3}(?![\w-])(?!\s?(?:mg|ml|g)\b)"),  # Brazil
        re.compile(r"(?<![\w./,-])\d\d-\d{3}(?=,?\s[A-ZĄĆĘŁŃÓŚŹŻ][a-ząćęłńóśźż]{2})"),  # Poland, before a town
    ),
    lambda found: not _DOSE_OR_RANK.fullmatch(found),
    has_digit,
)
