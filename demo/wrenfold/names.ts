import type { Chance } from './random.ts';

/**
 * Invented people's names, mixed as in an English town. Ordinary given and family names of each community, put
 * together by chance; no list of real people was used.
 */
export type Origin =
  | 'english'
  | 'south-asian'
  | 'polish'
  | 'slovak-roma'
  | 'west-african'
  | 'east-african'
  | 'chinese'
  | 'irish'
  | 'kurdish-arabic'
  | 'caribbean';

const words = (text: string) => text.split(' ');

interface Stock {
  readonly share: number;
  readonly girls: readonly string[];
  readonly boys: readonly string[];
  readonly families: readonly string[];
}

export const STOCKS: Readonly<Record<Origin, Stock>> = {
  english: {
    share: 56,
    girls: words(
      'Olivia Amelia Isla Ava Lily Freya Grace Evie Poppy Ella Chloe Jessica Megan Ruby Daisy Millie Phoebe Holly Katie Abigail Skye Tilly Lacey Libby Summer Paige Kayleigh Bethany Eliza Harriet Imogen Lottie Maisie Niamh Rosie Scarlett Tia Willow Zara Shannon',
    ),
    boys: words(
      'Oliver George Harry Jack Noah Leo Alfie Charlie Archie Freddie Tommy Jake Callum Kyle Connor Luke Riley Toby Mason Finley Jayden Ethan Ben Tyler Dylan Bobby Reggie Louie Elliot Rory Sam Josh Nathan Lewis Kai Logan Harvey Frankie Stanley Billy',
    ),
    families: words(
      'Taylor Hartnell Bramley Ashworth Pickles Thackray Sowden Firth Holroyd Garside Dewhirst Marsden Crabtree Lumb Beever Stott Ogden Pollard Whitwam Hinchliffe Armitage Haigh Senior Barraclough Midgley Naylor Rushworth Tordoff Varley Widdop Clegg Birkby Fairburn Gaunt Hirst Jagger Kaye Lockwood Mallinson Noble Oldroyd Quarmby Redfearn Shaw Teal Uttley Wadsworth Yewdall Booth Carter Dobson Ellis Fletcher Greenwood',
    ),
  },
  'south-asian': {
    share: 15,
    girls: words(
      'Aisha Maryam Fatima Zainab Sana Iqra Hafsa Amina Khadija Noor Alisha Simran Priya Anjali Jasleen Harpreet Mehreen Sumaira Nadia Rabia',
    ),
    boys: words(
      'Muhammad Mohammed Ibrahim Yusuf Hamza Bilal Adeel Zain Haris Usman Imran Kashif Arjun Rohan Gurdeep Jaspreet Amir Faisal Sohail Tariq',
    ),
    families: words(
      'Khan Hussain Ahmed Malik Begum Akhtar Iqbal Mahmood Shah Rafiq Chaudhry Mirza Singh Kaur Patel Sharma Gill Dhillon Rehman Javed',
    ),
  },
  polish: {
    share: 6,
    girls: words('Zofia Julia Zuzanna Maja Oliwia Wiktoria Natalia Aleksandra Kinga Weronika'),
    boys: words('Jakub Kacper Szymon Filip Mateusz Oskar Wojciech Bartosz Dawid Krystian'),
    families: words(
      'Kowalczyk Wojcik Zielinski Lewandowski Dabrowski Pawlak Mazur Krawczyk Grabowski Nowicki Sikora Baran',
    ),
  },
  'slovak-roma': {
    share: 5,
    girls: words('Simona Nikola Vanesa Kristina Denisa Rebeka Patricia Sabina Ivana Lenka'),
    boys: words('Denis Marek Tomas Roman Patrik Dominik Lukas Erik Rastislav Jozef'),
    families: words(
      'Horvath Horvathova Balog Balogova Kandra Kandracova Gaborova Gabor Lakatos Dunka Dunkova Zigova',
    ),
  },
  'west-african': {
    share: 5,
    girls: words('Adaeze Ifeoma Temilola Abena Akosua Folake Chidinma Efua Mariama Zainabu'),
    boys: words('Chidi Emeka Tunde Kwame Kofi Segun Ikenna Babatunde Lamin Ousman'),
    families: words('Okonkwo Adeyemi Mensah Boateng Eze Nwosu Oyelaran Asante Jallow Balogun Danso Ibekwe'),
  },
  'east-african': {
    share: 4,
    girls: words('Hodan Ifrah Sagal Selam Hiwot Rahel Tendai Rudo Nyasha Asha'),
    boys: words('Abdirahman Liban Mahad Dawit Yonas Tinashe Farai Kuda Warsame Samuel'),
    families: words('Warsame Abdi Farah Tesfaye Gebremedhin Moyo Ncube Chikwanha Yusufi Haile'),
  },
  chinese: {
    share: 2,
    girls: words('Wing-Yan Mei Xinyi Hoi-Ching Jia Lok-Yi Yuxin Ka-Wai'),
    boys: words('Chun-Hei Hao Zihan Ka-Ho Jun Tsz-Lok Wei Ming'),
    families: words('Leung Cheung Lam Chau Zheng Huang Xu Tang Kwok Ng'),
  },
  irish: {
    share: 3,
    girls: words('Aoife Caoimhe Siobhan Roisin Sinead Orla Ciara Mairead'),
    boys: words('Cillian Padraig Declan Eoin Ronan Fionn Tadhg Diarmuid'),
    families: words('Gallagher Byrne Kinsella Doherty Brennan Scanlon McGinley Tierney Maughan Cawley'),
  },
  'kurdish-arabic': {
    share: 3,
    girls: words('Rojin Shilan Layla Hana Dalal Yasmin Nour Berivan'),
    boys: words('Rebin Karwan Ali Omar Dilan Mustafa Sardar Khalid'),
    families: words('Karim Salih Rashid Hamad Aziz Barzan Mustafa Yasin Hasan Othman'),
  },
  caribbean: {
    share: 3,
    girls: words('Keisha Shanice Renee Tamika Alicia Monique'),
    boys: words('Jermaine Tyrell Andre Marlon Kieron Devante'),
    families: words('Campbell Grant Francis Wint Bailey Facey Hylton Gayle'),
  },
};

const SHARES = (Object.keys(STOCKS) as Origin[]).map((origin) => [origin, STOCKS[origin].share] as const);

/** A family's origin, by the town's mix. */
export function pickOrigin(chance: Chance): Origin {
  return chance.weighted(SHARES);
}

export type Sex = 'female' | 'male';

/** A given name of that origin and sex. */
export function pickGiven(chance: Chance, origin: Origin, sex: Sex): string {
  return chance.pick(sex === 'female' ? STOCKS[origin].girls : STOCKS[origin].boys);
}

/** A family name of that origin. */
export function pickFamily(chance: Chance, origin: Origin): string {
  return chance.pick(STOCKS[origin].families);
}

/** Names of grown-ups, a generation older than the children's. */
const GROWN: Readonly<Record<Sex, readonly string[]>> = {
  female: words(
    'Donna Michelle Claire Joanne Stacey Gemma Leanne Kerry Natasha Becky Lisa Tracy Emma Sarah Hayley',
  ),
  male: words('Darren Lee Wayne Craig Shaun Gary Mark Dean Carl Ryan Scott Ian Steven Paul Liam'),
};

/** A grown-up's given name. */
export function pickGrown(chance: Chance, origin: Origin, sex: Sex): string {
  return origin === 'english' ? chance.pick(GROWN[sex]) : pickGiven(chance, origin, sex);
}

/** Everyday spellings of one name, as different people hear and write it. The first is the one on record. */
const SPELLINGS: readonly (readonly string[])[] = [
  ['Muhammad', 'Mohammed', 'Mohammad', 'Muhammed'],
  ['Mohammed', 'Mohammad', 'Muhammad', 'Mo'],
  ['Aisha', 'Ayesha', 'Aysha'],
  ['Maryam', 'Mariam', 'Miriam'],
  ['Yusuf', 'Yousef', 'Yusef'],
  ['Hussain', 'Hussein', 'Husain'],
  ['Katie', 'Katy', 'Kate'],
  ['Abigail', 'Abbie', 'Abi'],
  ['Jessica', 'Jess', 'Jessie'],
  ['Bethany', 'Beth'],
  ['Kayleigh', 'Kayley', 'Kaylee'],
  ['Wiktoria', 'Victoria', 'Viktoria'],
  ['Oliwia', 'Olivia'],
  ['Jakub', 'Jacob', 'Kuba'],
  ['Aleksandra', 'Alexandra', 'Ola'],
  ['Wojciech', 'Voytek', 'Wojtek'],
  ['Horvathova', 'Horvath', 'Horvatova'],
  ['Balogova', 'Balog', 'Ballogova'],
  ['Kristina', 'Christina', 'Krystyna'],
  ['Siobhan', 'Shivaun', 'Shevaun'],
  ['Aoife', 'Eefa', 'Aoifa'],
  ['Niamh', 'Neve', 'Neeve'],
  ['Samuel', 'Sam'],
  ['Josh', 'Joshua'],
  ['Charlie', 'Charley'],
  ['Temilola', 'Temi'],
  ['Chidinma', 'Chidi'],
  ['Abdirahman', 'Abdi', 'Abdurahman'],
  ['Hinchliffe', 'Hinchcliffe', 'Hinchcliff'],
  ['Barraclough', 'Baraclough'],
  ['Kowalczyk', 'Kovalchik', 'Kowalcyzk'],
  ['Chaudhry', 'Choudhury', 'Chaudry'],
  ['Begum', 'Begam'],
  ['Akhtar', 'Akthar'],
];

/** `name` as somebody who only ever heard it might write it. */
export function hearName(chance: Chance, name: string): string {
  return name
    .split(' ')
    .map((part) => {
      const spellings = SPELLINGS.find((list) => list[0] === part);
      return spellings && chance.chance(0.6) ? chance.pick(spellings) : part;
    })
    .join(' ');
}
