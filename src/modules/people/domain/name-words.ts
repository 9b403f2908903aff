/**
 * What is dropped from names, and which names are the same name. Source: 60-linking.md, "Normalise": transliteration
 * variants of very common names, a table of nicknames, titles dropped. Small on purpose; the sound of a name catches the
 * rest. Short forms that may stand for several names (Alex, Chris, Sam) are left alone.
 */

function words(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

/** Dropped wherever they stand, when anything else is left. */
export const TITLES: ReadonlySet<string> = new Set(
  words(`mr mrs miss ms mx dr doctor prof professor sir lady lord rev fr cllr pc sgt master uncle aunt aunty auntie
    nan nana gran grandad big little young old the a an called named known as aka
    bin ibn bint al el de da do dos del della di van von der den la le ul ur`),
);

/** Words that stand where a name should be and bind nobody to anybody. */
export const NOT_NAMES: ReadonlySet<string> = new Set(
  words(`unknown unkown unk unnamed unborn none nil null na no not nobody anonymous anon withheld refused given
    known name nameless baby babe newborn infant toddler child children kid kids boy girl lad lass teenager teen
    student pupil male female man woman person people adult someone somebody anyone anybody stranger neighbour
    mother mum mom mam father dad step stepdad stepmum stepfather stepmother parent parents carer brother sister
    sibling cousin friend boyfriend girlfriend partner husband wife test tester testing example sample dummy tbc tba
    dont didnt know say sure maybe possibly think undefined nan xxx xx abc asdf qwerty foo
    i me my he him his she her they them their you we us it and or of with from is was someones one two`),
);

/**
 * Words that are dropped above but are some people's names as well (Ying Man, Na Mak, Le Xiong, An Nguyen): beside one other
 * name and nothing else they may be one. Never enough to bind anybody ("Asian man", "my son"): only to be found by.
 */
export const NAMES_TOO: ReadonlySet<string> = new Set(
  words('man na no my me he she we you an al el de da do di del van von bin den la le ul ur nan long'),
);

const VARIANTS = `
muhammad mohammed mohammad mohamed muhammed mohamad muhamad mohamud mahomed mohd muhammet mehmet mo maxamed
ahmad ahmed ahmet ahmd axmed
hussain hussein husain husein husayn hossain hosain huseyin
hassan hasan hassen xasan
yusuf yousef yousuf yusef yousaf youssef yusif yuusuf youssouf
ibrahim ebrahim ibraheem ibrahem ibrahima ibraahim
ismail ismael esmail
abdullah abdallah abdulla abdalla abdoulaye
rahman rehman rahmaan rehmaan
umar omar umer cumar oumar
usman osman uthman othman usmaan ousmane
fatima fatimah fatema fathima fatma fatoumata fadumo faadumo
aisha ayesha aysha aicha aishah ayisha aesha
zainab zaynab zeinab zeynep zaineb
khadija khadijah khadeeja hatice
mariam maryam mariyam meryem miriam
chowdhury choudhury chaudhry choudhry chaudhary chowdhry choudary chaudry chaudhri
sheikh shaikh shaykh sheik
akhtar akter aktar akther
iqbal ikbal eqbal
qureshi quraishi koreshi qureishi
malik maleek mallick
sarah sara sarra
john jon
stephen steven stephan stefan
catherine katherine kathryn catharine katharine kathrine kate katie kathy cathy katy
philip phillip phil filip
ann anne
nicola nichola nikola nicky nikki
mark marc
eric erik erick
carl karl
louis lewis luis
theresa teresa tess terry
alexander aleksander aleksandr alexandr alessandro aleksandar
alexandra aleksandra alessandra ola
jakub jacob kuba jake
katarzyna kasia kaska
malgorzata gosia malgosia
tomasz tomek
elizabeth elisabeth elizabet liz lizzie beth betty eliza
robert rob bob robbie bobby bobbie
william will bill billy willie
james jim jimmy jamie
david dave davey davie
michael mike mick micky mikey mickey
thomas tom tommy thom
anthony tony antony
daniel dan danny danial
matthew matt mathew matty
nicholas nick nicolas nik
joseph joe joey josef jozef jozko
benjamin ben benny benji
charles charlie charley
edward ed eddie eddy ted
frederick fred freddie freddy
jennifer jen jenny jenni
jessica jess jessie
rebecca becky becca rebekah
victoria vicky vicki vikki tori wiktoria wika
margaret maggie meg peggy
susan sue susie suzie
stephanie steph stefanie
natasha tash
zachary zak zack zac zachariah
christopher kristopher
jonathan jonathon johnathan
andrew andy drew
richard rich rick ricky dick richie
ronald ron ronnie
kenneth ken kenny
gregory greg
timothy tim timmy
patricia pat tricia trish
deborah debbie deb debra
amanda mandy
abigail abi abby abbie
olivia liv livvy oliwia oliwka
isabel isabelle isabella izzy bella
charlotte lottie
smith smyth smythe
clark clarke
brown browne
reid reed read
davis davies
macdonald mcdonald
zofia zosia zoska
julia julka
anna ania anka
agnieszka aga
magdalena magda
barbara basia
krzysztof krzysiek
piotr piotrek
jan janek
antoni antek
wojciech wojtek
grzegorz grzesiek grzes
zuzanna zuza zuzia zuzana zuzka
natalia natalka
babatunde tunde
olufemi femi
chukwuemeka emeka
ayodele ayo
temitope temi
oluwaseun seun
nnamdi namdi
diallo jallow
asante ashanti
ladislav laco
samuel samo
wang wong
zhang cheung chang cheong
li lee lei
chen chan tan
liu lau
yang yeung
huang hwang
zhao chiu chao
wu ng
zhou chow chou
xu hsu tsui
sun suen
zhu chu
hu woo
guo kwok kwak kuo
he ho
lin lam lim
gao ko
luo lo
wei wai
hui huey
jing ching
mei may
qian chien
xue hsueh
tao dao
jun chun
yan yen
ali aly cali
abdi cabdi
khalid khaled khaleed
jamal jamaal gamal
tariq tarik tarek tareq
rashid rasheed rachid
saeed said sayeed
karim kareem
nasir nasser naser
walid waleed oualid
mahmood mahmud mahmoud mehmood
mustafa mostafa moustafa mustapha
samir sameer
shahid shaheed
nadeem nadim
faisal faysal feisal
zain zayn zane
hamza hamzah hamse
hamid hameed
majid majeed
aziz azeez
salim saleem selim
latif lateef
rafiq rafique
shafiq shafique
siddiqui siddiqi siddique siddiquee
amina aminah ameena aminata
layla leila laila leyla
noor nour nur nuur
yasmin yasmeen yasmine
zahra zahraa zohra
parveen parvin perveen
nasreen nasrin nasrine
begum begam
kaur kour
singh sing
gurpreet gurprit
harpreet harprit
manpreet manprit
musa moussa mousa
sophie sophy
megan meghan meagan
hannah hanna
grace gracie
emily emilie
chloe khloe
holly hollie
molly mollie
lucy lucie
amy aimee
lauren lauryn loren
ellie elly
alfred alf alfie
archibald archie
oliver ollie olly
joshua josh
kieran kieron ciaran kieren
callum calum
connor conor
george georgie
matilda tilly tillie
florence flo florrie
beatrice bea
harriet hattie
penelope penny
jacqueline jackie jacqui
josephine josie
geoffrey jeffrey geoff jeff
lawrence laurence larry
donald don
douglas doug
peter pete
patrick paddy
stuart stewart stu
sean shaun shawn
brian bryan
graham graeme
claire clare
lynn lynne
lindsay lindsey
hayley hailey haley
kayleigh kaylee kayley
ashley ashleigh
tracey tracy
stacey stacy
kimberley kimberly
caitlin kaitlyn katelyn caitlyn kaitlin
taylor tayler
thompson thomson
wilson willson
cook cooke
bennett bennet
bailey bayley
moore moor
green greene
white whyte
gray grey
phillips philips
stevens stephens
stevenson stephenson
matthews mathews
pearce pierce
nicholls nichols
elliott elliot eliot
rodgers rogers
shepherd sheppard shepard
simmonds symonds simmons
joanna asia joasia
elzbieta ela
stanislaw staszek stasiek
tadeusz tadek
andrzej jedrek
jerzy jurek
zbigniew zbyszek
slawomir slawek
jaroslaw jarek
radoslaw radek
przemyslaw przemek
miroslaw mirek
wladyslaw wladek
kazimierz kazik
dariusz darek
jadwiga jadzia
simon szymon
maja maya maia
ewa eva
kacper kasper
nowak novak nowack
mazur masur
michal misko
frantisek fero
rastislav rasto
dusan dushan
katarina katka
kristina christina cristina krystyna kristyna
veronika weronika veronica
silvia sylvia sylwia
monika monica
erika erica
dominik dominic dominick
patrik patryk
kristian christian krystian cristian
denis dennis
vanessa vanesa wanessa
horvath horvat
kovac kovacs kovach
lakatos lakatosh lacatus
balaz balazs
balog balogh
racz rac
chiamaka amaka
chidiebere chidi
thandiwe thandi
kwabena kwabina kobina
ndlovu ndhlovu
mamadou mamadu
ma mah
liang leung
xie hsieh tse
feng fung
cai tsai choi
jiang chiang
yuan yuen
ye yeh yip
`;

/** The spellings of each name, the one used for comparing first. */
export const SPELLINGS: readonly (readonly string[])[] = VARIANTS.split('\n')
  .map(words)
  .filter((line) => line.length > 0);

/** Each spelling to the one used for comparing. */
export const SAME_NAME: ReadonlyMap<string, string> = new Map(
  SPELLINGS.flatMap(([first = '', ...others]) => others.map((other): [string, string] => [other, first])),
);

/** Names so common, in the form used for comparing, that two of them with only a year of birth don't point to one person. */
export const COMMON_NAMES: ReadonlySet<string> = new Set(
  words(`muhammad ahmad hussain ali khan hassan malik akhtar begum bibi singh kaur patel iqbal chowdhury sheikh rahman
    miah uddin islam abdullah umar usman yusuf ibrahim fatima aisha mariam zainab
    smith jones taylor brown williams wilson johnson davis robinson wright thompson evans walker white roberts green
    hall wood jackson clark harris lewis louis james john jack harry george oliver william thomas jacob jakub charles
    joseph daniel david michael joshua alexander olivia amelia emily isabel jessica sophie sophia grace lily chloe ella
    charlotte lucy sarah emma elizabeth nowak kowalski horvath kovac ming wang li chen`),
);
