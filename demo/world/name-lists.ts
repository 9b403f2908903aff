/**
 * Common names of people in England by where the name comes from, roughly from common to rare: general knowledge (births
 * and censuses have been reported on for decades), not a copy of a published table, and no figure in it is official. After
 * these come coined names (`coin-names.ts`), so that names are as many and as unequally shared as real ones.
 */
export const ORIGINS = ['English', 'South Asian', 'Arabic', 'Polish', 'Roma', 'African', 'Chinese'] as const;
/** Where a name comes from: kept with the truth, to see whether matching is as good for everybody. */
export type Origin = (typeof ORIGINS)[number];

/** Names of one origin, and the pieces that its rarer names are coined from. */
export interface NameLists {
  /** Out of a thousand people in England, about how many. */
  readonly share: number;
  /** Boys' names: those born before 1960, until 1995, since. */
  readonly boys: readonly [string, string, string];
  readonly girls: readonly [string, string, string];
  readonly families: string;
  /** How many different family names there are, coined ones included. */
  readonly familyNames: number;
  /** Beginnings, middles and endings of coined given and family names. */
  readonly given: readonly [string, string, string, string];
  readonly family: readonly [string, string, string];
}

const SAME = (names: string): readonly [string, string, string] => [names, names, names];

export const NAME_LISTS: Readonly<Record<Origin, NameLists>> = {
  English: {
    share: 795,
    boys: [
      'John David Michael Peter Robert Alan Brian William James George Ronald Kenneth Thomas Derek Raymond Anthony Roy Dennis Colin Keith Terence Barry Roger Geoffrey Edward Arthur Charles Frank Leonard Donald Trevor Graham Eric Stanley Harold Gordon Norman Malcolm Stuart Clive',
      'David Paul Andrew Mark Stephen Christopher Matthew James Michael Daniel Simon Ian Richard Robert Adam Jonathan Thomas Gary Lee Craig Neil Kevin Philip Martin Nicholas Steven Benjamin Darren Jamie Stuart Wayne Carl Ryan Luke Dean Sean Scott Shaun Gareth Nathan Ashley Jason Russell Damian Ross Karl Aaron',
      'Oliver Jack Harry George Noah Charlie Jacob Thomas Oscar William James Leo Alfie Henry Joshua Freddie Archie Ethan Isaac Alexander Joseph Edward Samuel Max Logan Lucas Daniel Theo Arthur Harrison Benjamin Mason Finley Sebastian Adam Dylan Zachary Riley Teddy David Toby Theodore Elijah Jake Tyler Kai Jayden Callum Ryan Connor Luke Nathan Reuben Jude Kian Bobby Louis Stanley Ellis Rory Frankie Harvey Owen Caleb Jenson Tommy Ollie Hugo Albert Ronnie Jackson',
    ],
    girls: [
      'Margaret Jean Mary Patricia Sheila Barbara Maureen Christine Susan Janet Ann Joan Pauline Brenda Valerie Sylvia Shirley Carol Judith Dorothy Joyce Linda Beryl Doreen Irene Audrey Marion Josephine Eileen Sandra Gillian Kathleen Elizabeth June Hazel Pamela Rita Marjorie Norma Rosemary',
      'Susan Julie Karen Jacqueline Deborah Tracey Jane Helen Sarah Alison Claire Nicola Emma Joanne Sharon Louise Rachel Lisa Michelle Amanda Samantha Rebecca Laura Gemma Victoria Kelly Katie Angela Donna Dawn Natalie Kerry Zoe Lindsey Stacey Hayley Charlotte Jennifer Amy Stephanie Danielle Lucy Kirsty Leanne Tina Wendy Lorraine',
      'Amelia Olivia Emily Isla Ava Jessica Poppy Isabella Sophie Mia Ruby Lily Grace Evie Sophia Ella Scarlett Chloe Isabelle Freya Charlotte Sienna Daisy Phoebe Millie Eva Alice Lucy Florence Sofia Layla Lola Holly Imogen Molly Matilda Lilly Rosie Elizabeth Erin Maisie Lexi Ellie Hannah Evelyn Abigail Elsie Summer Megan Jasmine Maya Amber Bella Willow Nancy Orla Tilly Harriet Bethany Paige Skye Leah Niamh Amelie Darcy Lacey Eliza Heidi Georgia Thea',
    ],
    families:
      'Smith Jones Taylor Brown Williams Wilson Johnson Davies Robinson Wright Thompson Evans Walker White Roberts Green Hall Wood Jackson Clarke Harris Clark Lewis Turner Hughes Edwards Hill Moore Cooper Harrison Ward Morris Martin Lee King Baker Morgan Allen Scott James Watson Parker Bennett Young Phillips Richardson Griffiths Shaw Cook Carter Price Mitchell Collins Bell Bailey Cox Marshall Adams Miller Anderson Simpson Richards Wilkinson Mills Ellis Webb Palmer Stevens Rogers Gray Hunt Murphy Chapman Foster Holmes Lloyd Mason Knight Barnes Butler Jenkins Powell Murray Russell Matthews Stevenson Fisher Barker Dixon Harvey Pearson Fletcher Gibson Howard Graham Andrews Elliott Reynolds Payne Fox Walsh Day Ryan Ford Pearce Brooks West Lawrence Cole Atkinson Bradley Spencer Dawson Watts Burton Hart Saunders Wells Francis Rose Carr Booth Hudson Armstrong Grant Berry Gardner Hunter Nicholson Perry Lane Arnold Newton Barrett Reid Kelly Stone Dean Woods Austin Newman Page Hamilton Hayes Gregory Lowe Bird Barton Webster Wallace Warren Burns Harper Cunningham Riley Robertson Stewart Kennedy Bishop Oliver Black Lawson Ferguson Hawkins Parsons Osborne Crawford Porter Sutton Read Heath Sharp Nash Tucker Coles Holland Ball Frost Marsh Potter Bates Barlow Freeman Rhodes Curtis May Hargreaves Henderson Baldwin Goodwin Savage Whitehead Sykes Greenwood Sutcliffe Ackroyd Ogden Schofield Entwistle Haworth Stubbs',
    familyNames: 30_000,
    given: [
      'Al Bren Cal Dar El Fen Gar Har Jes Kel Lor Mar Nor Per Ros Sel Tar Wil',
      'a e i o',
      'an en in on el',
      'a ina elle ie ianne',
    ],
    family: [
      'Ash Bar Beck Birch Black Bland Bram Bran Bright Broad Brom Buck Burn Cald Cart Chad Chal Cher Clay Cliff Cob Copp Cran Crom Dal Dart Den Dun East Elm Fair Farn Fen Flax Frod Gar Glad Gos Gran Grim Hal Har Hart Haw Hazel Hem Hol Horn Hux Ing Kel Ken Kirk Lang Lath Lin Long Lud Mal Mar Mead Mel Mid Mort Nether New Nor Oak Old Pem Pen Pick Quar Rad Rams Red Rip Rock Rush Sal Sand Sed Shel Sher Stan Stock Strat Sun Swin Tad Thorn Til Tun Up Wad Wal War Wat Way West Whit Win Wood Wor',
      '- ing en er ow ble der',
      'ley ton ham worth wood ford field by thorpe well man son shaw croft bourne den wick more stead ridge gate house hurst combe water bottom low ey',
    ],
  },
  'South Asian': {
    share: 90,
    boys: SAME(
      'Muhammad Mohammed Ali Ahmed Imran Abdul Hassan Usman Hamza Ibrahim Yusuf Adeel Asif Bilal Faisal Haroon Iqbal Javed Kamran Nadeem Omar Rashid Saeed Shahid Tariq Umar Waqas Zahid Zubair Arjun Raj Sanjay Vijay Amit Rahul Rohan Dev Harpreet Gurpreet Jaspal Manjit Sukhdeep Balraj Krishan Anil Sunil Ravi Ashok Dinesh Kiran Nikhil Aarav Vihaan Reyansh Ayaan Zain Rayyan Idris Eesa Musa Daud Sulaiman Ilyas Shafiq Rafiqul Shamim Monir Jahangir Aminul',
    ),
    girls: SAME(
      'Fatima Aisha Zainab Maryam Khadija Sana Saima Shazia Nadia Rukhsana Nasreen Shabana Farzana Parveen Tahira Samina Rabia Hafsa Amina Safa Noor Iqra Aaliyah Inaya Zara Zoya Sumaiya Halima Ruqayyah Priya Anjali Neha Pooja Meera Kavita Sunita Anita Rekha Geeta Lakshmi Jasleen Simran Harleen Manpreet Baljit Kulwinder Ravinder Amrit Navneet Ananya Aanya Diya Isha Riya Tahmina Shirin Nazma Rehana Sultana Taslima Nusrat Mahnoor Laiba',
    ),
    families:
      'Khan Patel Singh Ahmed Hussain Ali Begum Kaur Shah Akhtar Mahmood Miah Malik Iqbal Rahman Uddin Islam Mohammed Chowdhury Bibi Hussein Mirza Raja Butt Sheikh Sharma Choudhury Qureshi Aslam Rashid Bashir Khatun Hassan Yousaf Ashraf Gill Sandhu Dhillon Sidhu Grewal Dhaliwal Bains Johal Sahota Mistry Desai Mehta Joshi Gupta Kumar Verma Reddy Nair Rao Das Roy Banerjee Ghosh Sarkar Hoque Haque Alam Kabir Siddique Ansari Farooqi Bukhari Rafiq Javed Latif Nawaz Saleem Zaman Parmar Solanki Chauhan Rathod Lad Modi Shaikh Perera Fernando',
    familyNames: 6_000,
    given: [
      'Af Am An Ar As Fa Ha Ja Ka Ma Na Ra Sa Sha Ta Wa Za',
      'a i u aa',
      'ad an ar eem id ir im eed ul',
      'a ia een ana ima',
    ],
    family: [
      'Ab Af Akh Am An Ar Ash Bal Ban Bar Bha Cha Dar Dev Far Gha Gul Hal Ham Jab Jal Kal Kam Kar Kha Lak Mah Mal Man Mir Muk Nad Nar Naz Pan Par Raf Ran Rath Sab Sad Sal San Shar Sul Tah Tal Vak Vas Wal Yad Zaf Zah',
      'a e i u aa ee',
      'wala wal war khan ullah uddin ani ari awal eshi hry jee kar mand pal pur rai rani shah tala ria',
    ],
  },
  Arabic: {
    share: 20,
    boys: SAME(
      'Ahmad Mohamed Omar Ali Hassan Hussein Khaled Mahmoud Mustafa Youssef Karim Samir Tarek Walid Yasin Bilal Rami Nabil Faris Hamid Ibrahim Ismail Jamal Kareem Majid Nasser Qasim Rashid Saif Salim Abdullah Abdulrahman Adnan Ayman Bassam Fadi Ghassan Hisham Imad Laith Marwan Munir Osama Riad Sami Yahya Zaid Ziad',
    ),
    girls: SAME(
      'Fatma Mariam Layla Nour Amal Huda Salma Yasmin Rania Samira Noura Hanan Iman Rana Dina Lina Aya Asma Khadija Zeinab Farah Hala Jamila Karima Leila Mona Nadia Rasha Reem Sahar Sawsan Shaima Siham Wafa Zahra',
    ),
    families:
      'Ali Hassan Ahmed Mohamed Ibrahim Hussein Mahmoud Khalil Saleh Abdullah Hamad Mansour Nasser Haddad Khoury Said Salem Aziz Hamdan Jaber Karim Najjar Omar Qasim Rahman Saad Sharif Taha Yousef Zaki Darwish Fawzi Ghanem Issa Kanaan Masri Othman Sabbagh Shami Suleiman',
    familyNames: 2_500,
    given: [
      'Am Ba Fa Gha Ha Ja Ka Ma Mu Na Ra Sa Ta Wa Ya Za',
      'a i u',
      'ed id im ir is an ar eel',
      'a ah iya een',
    ],
    family: [
      'Ab Al Bak Bas Dab Far Gha Had Hak Ham Haz Jab Jaz Kab Kas Kha Mad Mal Mas Mur Nab Naj Qad Rab Raf Sab Sad Sal Shah Tal Wah Yas Zay',
      'a i u aa ou',
      'ani awi bi di eed ein far har ib id im iri man mi ouri rif shi wan zi',
    ],
  },
  Polish: {
    share: 38,
    boys: [
      'Jan Stanisław Andrzej Józef Tadeusz Jerzy Zbigniew Krzysztof Henryk Ryszard',
      'Piotr Krzysztof Tomasz Paweł Marcin Michał Łukasz Grzegorz Adam Marek Mariusz Rafał Robert Wojciech Jacek Artur Sławomir Dariusz Kamil Mateusz Bartosz Dawid Radosław Maciej Jarosław Przemysław Szymon',
      'Jakub Antoni Jan Szymon Filip Kacper Aleksander Franciszek Mikołaj Wojciech Adam Michał Marcel Wiktor Oliwier Oskar Dawid Igor Maksymilian Dominik Bartosz Krystian Alan Patryk Sebastian Mateusz Fabian Gabriel Bruno Tymoteusz',
    ],
    girls: [
      'Maria Krystyna Anna Barbara Teresa Elżbieta Janina Zofia Jadwiga Danuta Halina',
      'Anna Katarzyna Małgorzata Agnieszka Magdalena Monika Joanna Beata Dorota Ewa Iwona Renata Aneta Marta Sylwia Justyna Karolina Edyta Izabela Paulina Aleksandra Natalia Patrycja Kinga',
      'Julia Zuzanna Zofia Hanna Maja Lena Alicja Oliwia Amelia Wiktoria Aleksandra Natalia Maria Emilia Nikola Gabriela Antonina Nadia Michalina Weronika Kornelia Milena Laura Jagoda Liliana',
    ],
    families:
      'Nowak Kowalski Wiśniewski Wójcik Kowalczyk Kamiński Lewandowski Zieliński Szymański Woźniak Dąbrowski Kozłowski Jankowski Mazur Kwiatkowski Krawczyk Kaczmarek Piotrowski Grabowski Zając Pawłowski Król Michalski Wróbel Wieczorek Jabłoński Nowakowski Majewski Olszewski Stępień Malinowski Jaworski Adamczyk Dudek Nowicki Pawlak Górski Witkowski Walczak Sikora Baran Rutkowski Michalak Szewczyk Ostrowski Tomaszewski Pietrzak Zalewski Wróblewski Marciniak Duda',
    familyNames: 8_000,
    given: [
      'Bo Ce Do Ja Ka La Mi Ra Sta Wie Zby',
      'do le mi ro sła',
      'mir sław win rad',
      'wia mira sława nia',
    ],
    family: [
      'Bar Biał Bie Bor Brze Ceg Chmie Cie Czar Dob Dra Fra Gaj Gał Gło Gra Hal Jan Jar Jod Kal Kar Klim Kob Kor Kra Krze Kul Lip Łuk Mal Mar Mie Mos Mro Nie Ole Paw Per Pie Pod Raj Roz Sad Sien Skow Sob Stan Suł Szcze Szy Tar Tom Urb Wal War Wil Woj Wro Zab Zał Żuk',
      '- a e i o ro',
      'ski ńska wski czyk czak ek owicz iewicz ak iak nik ński licki tka',
    ],
  },
  Roma: {
    share: 6,
    boys: SAME(
      'Milan Jozef Ladislav Marek Ján Roman Martin Štefan Dušan Rastislav Ion Marian Florin Costel Gheorghe Ionut Vasile Tibor Kevin Dominik Denis Sebastián Alex Rikardo Patrik Samuel Nikolas Lukáš',
    ),
    girls: SAME(
      'Mária Jana Helena Iveta Monika Vanesa Dominika Margita Renáta Žaneta Elena Florica Maria Ioana Mirela Rodica Sorina Nikola Vanessa Kristína Sabrina Esmeralda Klaudia Denisa Laura Simona',
    ),
    families:
      'Horváth Kováč Balog Balogová Horváthová Tancoš Dunka Pokuta Čonka Lakatos Lacko Gábor Rác Ciurar Stan Radu Constantin Marin Lacatus Badzo Pecha Kandra Bandy Gunár Olah Polák Mirga Cina Ferko Giňa Conkova Kotlár Sivák',
    familyNames: 400,
    given: ['Ar Bo Da Fe Le Mi Ra Va', 'do li mi ri', 'an o ek us', 'a ana ela ica'],
    family: [
      'Ba Bo Ču Da Fe Ga Go Ho Ka Ko La Le Ma Mi Pe Pu Ra Ši Ta Za',
      'lo ri nko dá tu',
      'š vá ová k nka scu rea',
    ],
  },
  African: {
    share: 40,
    boys: SAME(
      'Emmanuel David Samuel Daniel Joseph Abdi Mohamed Abdullahi Ibrahim Oluwaseun Ayodele Tunde Babatunde Chinedu Emeka Chukwuemeka Ifeanyi Obinna Kwame Kofi Kwabena Yaw Kojo Tendai Tinashe Farai Tafadzwa Blessing Isaac Elijah Joshua Michael Tesfaye Dawit Yonas Samson Abdirahman Mustafe Hassan Jean Patrice Christian Prince Bright Segun Femi Kayode Adebayo',
    ),
    girls: SAME(
      'Grace Blessing Mary Esther Ruth Mercy Joy Patience Favour Precious Amina Fadumo Hodan Sagal Ifrah Hamdi Oluwaseyi Folake Funmilayo Yetunde Temitope Ngozi Chioma Adaeze Ifeoma Amara Akosua Abena Ama Adwoa Efua Rutendo Chipo Tariro Nyasha Rudo Selam Hiwot Bethlehem Miriam Deborah Divine Esi Zainab Titilayo Bukola',
    ),
    families:
      'Mensah Owusu Boateng Asante Osei Appiah Agyeman Amoah Ofori Adjei Okafor Okeke Eze Nwosu Obi Okonkwo Nwachukwu Onyekachi Adeyemi Adebayo Adeleke Ogunleye Olawale Balogun Oladipo Afolabi Akinola Ajayi Bello Ibrahim Mohamed Abdi Ali Hassan Ahmed Omar Warsame Farah Jama Yusuf Moyo Ncube Sibanda Dube Ndlovu Chikwanha Mutasa Tesfaye Gebre Haile Kamara Sesay Conteh Koroma Bangura Diallo Mbala Kabongo Banda Phiri Mwangi Otieno Kariuki Nkosi',
    familyNames: 6_000,
    given: [
      'Ade Aki Ay Chi Dam Eb Fol If Kel Kwa Ngo Nya Olu Oma Tai Tem Tun Uche Ya Zi',
      'bo di ka ma na ro se to',
      'mi de la ye nna chi so',
      'ma ra re ka lola ye',
    ],
    family: [
      'Ab Ada Ade Afo Agba Aka Aki Ala Ama Ani Asa Awo Aya Ba Bo Chi Chuk Da Eke Eme Fa Ga Ibe Ife Ike Jo Ka Ko Kwa Ma Mba Mo Mu Na Nde Nga Nka Nwa Oba Odu Ogu Oka Ola Olu Ono Oye Sa Se Sho Ta Tu Uche Ugo Wa Ye Zu',
      'ba be bo da de do go ka ke ku la le lo ma me mo na ni no ra ri ro sa so ta to',
      'ba di ede eke emi fo ka kwe la le lu ma na ni oye ro se ta wale wu ye zi',
    ],
  },
  Chinese: {
    share: 11,
    boys: SAME(
      'Wei Jun Ming Jian Hao Lei Tao Chao Bin Peng Yong Jie Kai Yi Zhi Xin Hui Feng Long Yang Kevin Jason Jack Alan Ka-Ming Chi-Wai Wing-Kit Tsz-Hin Ho-Yin Chun-Kit Yu-Xuan Zi-Xuan Hao-Ran Jia-Hao',
    ),
    girls: SAME(
      'Ying Li Fang Xiu Min Jing Na Yan Hong Mei Juan Ling Xia Ping Hua Xue Lan Qing Yun Dan Amy Vivian Grace Ka-Yan Wing-Yan Hoi-Ying Mei-Ling Siu-Fong Tsz-Ching Yu-Tong Zi-Han Xin-Yi Si-Qi Jia-Yi',
    ),
    families:
      'Wang Li Zhang Chen Liu Wong Chan Lee Cheung Lam Ng Yeung Leung Ho Chow Tang Yip Lau Kwok Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo He Lin Gao Luo Zheng Liang Xie Song Tsang Chu Fung Mak Poon Tam Tse Yu Yuen Szeto Kwan Lo Man',
    familyNames: 160,
    given: [
      'Ai Bo Chun Da Fei Guo Hai Jia Kang Lian Mu Nian Pei Qi Rui Shan Ting Wen Xiao Ya Ze',
      '- -Bai-',
      'an hao jun ming wei xiang yu zhe',
      'er fei hui lan lin ting xin yue',
    ],
    family: [
      'Bai Cai Cao Chang Cheng Cui Dai Deng Ding Dong Du Fan Fang Fu Gong Gu Han Hao Hou Hsu Jia Jin Jiang Kong Kuo Lai Lei Liao Long Lu Lü Mao Meng Mo Pan Pang Peng Qi Qian Qin Qiu Ren Shao Shen Shi Shum Su Tan Tao Tian Tong Tsui Wan Wei Wen Xia Xiao Xiong Xue Yan Yang Yao Yau Ye Yin Yuan Zeng Zhan Zhong Zou',
      '-',
      '-',
    ],
  },
};
