/**
 * Given and family names by where they come from, the commonest first, with the spellings one name has; for invented worlds
 * that show whether people are found whatever they are called. Spellings of one name are joined by a slash.
 */

export interface Naming {
  readonly origin: string;
  readonly female: readonly string[];
  readonly male: readonly string[];
  readonly family: readonly string[];
}

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

export const NAMINGS: readonly Naming[] = [
  {
    origin: 'English',
    female:
      words(`olivia/liv amelia emily/emilie grace/gracie sophie/sophy charlotte/lottie jessica/jess/jessie elizabeth/liz/beth
      chloe/khloe lucy/lucie hannah/hanna rebecca/becky/becca holly/hollie megan/meghan katherine/kate/catherine abigail/abi/abbie
      ellie/elly daisy molly/mollie amy/aimee isabelle/isabel/izzy erin lauren/lauryn victoria/vicky georgia leah/lea`),
    male: words(`oliver/ollie george jack harry/harrie thomas/tom/tommy william/will/billy james/jamie/jim charlie/charles jacob/jake
      alfie/alfred daniel/dan/danny joseph/joe joshua/josh samuel/sam benjamin/ben max adam luke/luc ryan nathan lewis/louis
      matthew/matt connor/conor liam callum/calum kieran/kieron edward/ed robert/rob/bob michael/mike`),
    family:
      words(`smith/smyth jones taylor/tayler brown/browne williams wilson/willson johnson/johnston davies/davis robinson wright
      thompson/thomson evans walker white/whyte roberts green/greene hall wood/woods jackson clarke/clark harris lewis hughes edwards
      turner hill moore/moor cooper ward morris king baker harrison morgan allen/allan scott watson parker bennett/bennet young
      mitchell shaw cook/cooke carter richardson bailey/bayley collins bell murphy miller cox marshall ellis webb`),
  },
  {
    origin: 'South Asian',
    female:
      words(`aisha/ayesha/aysha fatima/fatimah/fathima zainab/zaynab maryam/mariam/mariyam khadija/khadijah amina/aminah
      priya anjali simran/simranjit harpreet/harprit jasmeet/jasmit kiran nadia/nadiya saima/sayma rukhsana/ruksana nasreen/nasrin
      shabana/shabanah sadia/sadiya humaira/humera iqra bushra tahira/tahirah parveen/parvin rehana/rihana`),
    male: words(`mohammed/muhammad/mohammad/mohamed ali/aly ahmed/ahmad hassan/hasan usman/uthman/osman ibrahim/ebrahim bilal imran/emran
      yusuf/yousef/yousuf hamza/hamzah zain/zayn arjun rohan gurpreet/gurprit manpreet/manprit harjit/harjeet sandeep/sandip rahul
      tariq/tarik kashif shahid/shaheed faisal/faysal adnan nadeem/nadim waqar/wakar`),
    family:
      words(`khan/kahn ahmed/ahmad hussain/hussein/husain ali patel singh/sing begum/begam kaur/kour malik/maleek akhtar/akhter/aktar
      iqbal/ikbal mahmood/mahmud rahman/rehman shah chowdhury/choudhury/chaudhry sharma miah/mia uddin/udin bibi mirza/mirzah
      qureshi/quraishi sheikh/shaikh bashir/basheer aslam rashid/rasheed hashmi/hashimi gill dhillon/dhilon sandhu/sandu`),
  },
  {
    origin: 'Arabic',
    female:
      words(`layla/leila/laila noor/nour/nur yasmin/yasmeen/yasmine salma/selma huda/houda rania/raniya samira/sameera dina/deena
      hanan/hanane amal/amel zahra/zahraa sara/sarah mona/muna rana/raana lina/leena farah/farrah iman/eman`),
    male: words(`omar/umar khalid/khaled mustafa/mostafa/moustafa abdullah/abdallah/abdulla ahmed/ahmad youssef/yusuf/yousef karim/kareem
      samir/sameer tariq/tarek nasser/nasir walid/waleed rashid/rachid jamal/gamal hisham/hicham bassam/basam mahmoud/mahmud
      saleh/salih faris/fares amir/ameer ziad/ziyad`),
    family:
      words(`hassan/hasan ibrahim/ebrahim mohamed/mohammed abdi/abdy haddad/hadad mansour/mansoor khalil/khaleel nasser/nasir
      saleh/salih hamdan/hemdan farouk/faruq osman/othman aziz/azeez rahimi/raheemi jaber/jabir shaheen/shahin younis/yunis
      barakat/barakaat najjar/najar sabbagh/sabagh khoury/khouri darwish/darweesh zayed/zaid`),
  },
  {
    origin: 'Polish',
    female:
      words(`zofia/zosia julia/julka maja/maya anna/ania katarzyna/kasia małgorzata/malgorzata/gosia agnieszka/aga magdalena/magda
      joanna/asia barbara/basia wiktoria/wika oliwia/oliwka aleksandra/ola natalia/natalka ewa/eva dorota zuzanna/zuza`),
    male: words(`jakub/kuba jan/janek szymon/simon filip/philip antoni/antek piotr/piotrek krzysztof/krzysiek tomasz/tomek paweł/pawel
      michał/michal marcin/marek łukasz/lukasz wojciech/wojtek mateusz/mateo grzegorz/grzesiek stanisław/stanislaw adam kacper/kasper`),
    family:
      words(`nowak/novak kowalski/kowalska wiśniewski/wisniewski/wisniewska wójcik/wojcik kowalczyk/kovalczyk kamiński/kaminski/kaminska
      lewandowski/lewandowska zieliński/zielinski/zielinska szymański/szymanski/szymanska woźniak/wozniak dąbrowski/dabrowski/dabrowska
      kozłowski/kozlowski/kozlowska jankowski/jankowska mazur/masur krawczyk/kravczyk piotrowski/piotrowska grabowski/grabowska
      pawłowski/pawlowski/pawlowska michalski/michalska król/krol wieczorek/vieczorek jabłoński/jablonski/jablonska`),
  },
  {
    origin: 'Roma',
    female:
      words(`nikola/nikolka vanesa/vanessa simona/simonka denisa/denisha renata/renáta jana/janka ivana/ivanka monika/monica
      žaneta/zaneta kristína/kristina/cristina lenka/lena silvia/sylvia patrícia/patricia marcela erika/erica timea/tímea`),
    male: words(`ján/jan jozef/josef/joseph marek/mark róbert/robert rastislav/rasto dušan/dusan/dushan milan/milán ladislav/laco
      denis/dennis erik/eric roman/román kevin/kevín patrik/patrick dominik/dominic samuel/samo kristián/kristian/christian`),
    family:
      words(`horváth/horvath/horvat kováč/kovac/kovach balog/balogh gaži/gazi/gaji baláž/balaz/balasz dunka/dunková lakatoš/lakatos/lakatosh
      olah/oláh bandy/bandi ferko/ferková giňa/gina rácz/racz/rats tancoš/tancos/tancosh pokuta/pokutova mirga/mirgová
      čonka/conka/chonka goroľ/gorol šándor/sandor/shandor kandráč/kandrac bado/badó žiga/ziga/zsiga demeter/demeterová`),
  },
  {
    origin: 'African',
    female:
      words(`amara/amarah chiamaka/chi adaeze/ada ngozi/ngosi folake/folakemi abena/abenaa akosua/akusua efua/efuah yewande/yewandeh
      blessing/blessin precious patience temitope/temi oluwaseun/seun zanele/zaneleh thandiwe/thandi nyasha chipo makena/makenna`),
    male: words(`kwame/kwamé kofi/coffie emeka/chukwuemeka chidi/chidiebere oluwaseun/seun tunde/babatunde ayo/ayodele femi/olufemi
      kwabena/kwabina yaw/yao tendai/tendayi tinashe/tinache abdi/abdul mamadou/mamadu ibrahima/ibrahim sekou/seku nnamdi/namdi`),
    family:
      words(`okafor/okaford mensah/mensa owusu/owusuh adeyemi/adeyemy okonkwo/okonkwoh boateng/boaten asante/ashanti nkosi/nkosy
      diallo/jallow traore/traoré moyo/moyoh ndlovu/ndhlovu abiodun/biodun balogun/ballogun eze/ezeh chukwu/chuku osei/ossei
      appiah/apiah adebayo/adebayor kamara/camara sesay/sesey conteh/konteh bangura/bangora`),
  },
  {
    origin: 'Chinese',
    female:
      words(`mei/may xiaoling/xiao-ling jing/ching yan/yen hui/huey fang/phang lihua/li-hua yuting/yu-ting meiling/mei-ling
      siuming/siu-ming wai/wei xinyi/xin-yi jiayi/jia-yi ying/ing lan/laan qian/chien xue/hsueh na/nah`),
    male: words(`wei/wai ming/min jun/chun haoran/hao-ran zihan/zi-han chun/jun kwok/kwak hongwei/hong-wei jianguo/jian-guo yong/yung
      tao/dao lei/lui bin/ben cheng/ching kaiming/kai-ming siu/shiu wing/win zhiwei/zhi-wei`),
    family:
      words(`wang/wong li/lee/lei zhang/chang/cheung liu/lau chen/chan/tan yang/yeung huang/hwang zhao/chao/chiu wu/ng/woo
      zhou/chow/chou xu/hsu/tsui sun/suen ma/mah zhu/chu hu/woo guo/kwok he/ho lin/lam gao/ko luo/lo`),
  },
];

/** Syllables that family names of no list are made from, so that some names are rare. */
const STARTS = words(
  'ash bar bel black bram brad cal car ches clay crom dal den dun el fair farn gar glen had hart hol hors ken kil lang lin mar mel nor oak pem pen rad rook sel shel stan stod thorn tre wal war wex whit win wool',
);
const ENDS = words(
  'bourne bridge bury by church combe cott den field ford ham hurst ingham ington land leigh ley low man mere more ridge row sett shaw stead ston thorpe ton tree well wick wold wood worth',
);

/** A rare English-sounding family name, made from `a` and `b`, each from 0 up to 1. */
export function rareFamily(a: number, b: number): string {
  return `${STARTS[Math.floor(a * STARTS.length)]}${ENDS[Math.floor(b * ENDS.length)]}`;
}
