/** The rules of the list of receipt words. The refused words are here and not in the list's file: they are never shipped. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { countSlips, listNearWords } from './near-words.ts';
import { RECEIPT_WORD_PLACES, RECEIPT_WORDS } from './words.ts';

/** Sounds alike in some British mouths. Read down a telephone, either could be written. */
const HOMOPHONES = `
aloud allowed, aisle isle, air heir, altar alter, arc ark, ant aunt, axle axel, bail bale, bald bawled
ball bawl, band banned, bard barred, bare bear, baron barren, bass base, beach beech, bean been, beat beet
bee be, beetle beatle, bell belle, berry bury, birth berth, bite byte bight, blue blew, board bored
boarder border, bold bowled, bolder boulder, bough bow, bowl bole, boy buoy, brake break, bread bred
bridal bridle, brows browse, bus buss, buy by bye, cache cash, calve carve, canvas canvass
capital capitol, carat carrot karat caret, cast caste, caught court, caw core corps, ceiling sealing
cellar seller, censor sensor, census senses, cent scent sent, cereal serial, chased chaste, cheap cheep
cheetah cheater, chews choose, check cheque, chic sheik, chilli chilly, choir quire, choral coral
chord cord cored, chute shoot, cite sight site, clause claws, climb clime, coal kohl, coarse course
colonel kernel, coma comma, council counsel, creak creek, crews cruise, cue queue, currant current
curb kerb, cygnet signet, cymbal symbol, days daze, dear deer, descent dissent, desert dessert, dew due
die dye, disc disk, doe dough, draft draught, dual duel jewel, earn urn, ewe yew you, eye i, faint feint
fair fare, farther father, fate fete, faun fawn, feat feet, ferry fairy, feta fetter, few phew, fir fur
find fined, flair flare, flea flee, flecks flex, flew flu flue, floe flow, floor flaw, flour flower
for four fore, foreword forward, fort fought, forth fourth, foul fowl, freeze frieze, freight frate
friar fryer, gait gate, gamble gambol, gild guild, gilt guilt, gnaw nor, gorilla guerrilla, grate great
grade grayed, greave grieve, groan grown, guessed guest, guise guys, hail hale, hair hare, hall haul
hangar hanger, hart heart, hay hey, heal heel, hear here, heard herd, hew hue, higher hire, him hymn
hoard horde, hoarse horse, hole whole, holy wholly, hour our, humerus humorous, idle idol, in inn
instance instants, jam jamb, key quay, knead need, knight night, knit nit, knot not, know no, lain lane
lacks lax, lama llama, larva lava, lay lei, lead led, leak leek, lessen lesson, levee levy, lean lien
leased least, lever leaver, liar lyre, lie lye, lightening lightning, links lynx, load lode, loan lone
loot lute, made maid, mail male, main mane, maize maze, mall maul, manna manner manor, mantel mantle
mare mayor, marshal martial, mask masque, mat matt, meat meet, medal meddle, metal mettle, meter metre
mews muse, might mite, mind mined, miner minor, mince mints, missed mist, missal missile, moan mown
moat mote, mode mowed, moor more, moose mousse, morning mourning, muscle mussel, mustard mustered
naval navel, nay neigh, none nun, nose knows, oar or ore, ode owed, one won, packed pact, pail pale
pain pane, pair pear pare, palate palette pallet, panda pander, passed past, patience patients, pause paws
paw poor pour pore, pea pee, peace piece, peak peek pique, peal peel, pearl purl, pedal peddle petal
peer pier, pi pie, place plaice, plain plane, plait plat, pleas please, plum plumb, pole poll
practice practise, praise prays, presence presents, pride pried, prince prints, principal principle
prise prize pries, profit prophet, quarts quartz, queen quean, quota quoter, rack wrack, rain reign rein
raise rays raze, rap wrap, raw roar, read reed red, real reel, rest wrest, retch wretch, review revue
rhyme rime, right rite write, ring wring, road rode rowed, roe row, role roll, root route, rose rows
rota rotor, rote wrote, rough ruff, rouse rows, rung wrung, rye wry, sachet sashay, sail sale
sauce source, saw sore soar, scene seen, scull skull, sea see, seam seem, sear seer, seas sees seize
seed cede, serf surf, serge surge, sew so sow, shake sheikh, shear sheer, shoe shoo, shore sure
side sighed, sign sine, sink sync, sloe slow, soared sword, sole soul, some sum, son sun, sort sought
spade spayed, staid stayed, stair stare, stake steak, stalk stork, stationary stationery, steal steel
step steppe, stile style, storey story, straight strait, suede swayed, suite sweet, sundae sunday
tacked tact, tacks tax, tail tale, tapir taper, taught taut tort, tea tee, team teem, tear tier
teas tease, tense tents, tern turn, there their, threw through, throne thrown, thyme time, tic tick
tide tied, timber timbre, tire tyre, to too two, toad towed, toe tow, told tolled, tuba tuber, tuna tuner
vain vane vein, vale veil, vial vile, wade weighed, wail whale, waist waste, wait weight, waive wave
ware wear where, warn worn, war wore, watt what, wax whacks, way weigh whey, we wee, weak week
weather whether, wet whet, wheel weal, which witch, whine wine, whirl whorl, world whirled, wind wined
wood would, yoke yolk, yore your, lentil lintel, ascent assent, lumbar lumber, auk orc, airy eyrie
talk torque, law lore, ion iron, alms arms, balmy barmy, formally formerly, rigger rigour, summery summary
cannon canon, click clique, collard collared, cousin cozen, crape crepe, genes jeans, gel jell
grisly grizzly, hoop whoop, heroine heroin, lichen liken, literal littoral, marten martin, ought aught
overseas oversees, sects sex, session cession, turban turbine, venous venus, vice vise, weekly weakly
wither whither, whit wit, wrapper rapper, juice deuce, dune june, dew jew, tuesday chewsday, tutor tudor
petrel petrol, caster castor, gallop gallup, galley gally, pidgin pigeon, barque bark, beau bow
borough burrow, bruise brews, but butt, carol carrel, cornflower cornflour, coward cowered, dam damn
discreet discrete, ensure insure, enquire inquire, enquiry inquiry, faker fakir, fisher fissure
filter philtre, hurdle hurtle, hostel hostile, indict indite, laps lapse, loch lock, lynx links, maw more
minks minx, nave knave, new knew gnu, nice gneiss, oh owe, paste paced, pistil pistol, pray prey
rex wrecks, sack sac, slay sleigh, sleight slight, stoop stoup, straighten straiten, swat swot, swap swop
throes throws, tidal title, tighten titan, trussed trust, troop troupe, vary very, wails wales whales
yaw your, tough tuff, tracked tract, bate bait, brood brewed, clew clue, crewed crude, dire dyer
draws drawers, ducked duct, flocks phlox, frees freeze, gored gourd, hoes hose, lieu loo, lo low
mood mooed, nicks nix, paned pained, peat pete, phase faze, rude rued rood, sioux sue, staff staph
wield wheeled, word whirred
`;

/** Bodies, hurt, death, drink and drugs, belief, families, crime, police, fear, secrets, insults, and how harm is done. */
const UPSETTING = `
ale wine beer cider rum gin vodka port sherry champagne bar pub tavern saloon drunk pint barrel tankard
spirit cordial cocktail goblet advent carol church angel pilgrim pagoda shrine chant hymn temple crucial
choir idol paradise cross steeple belfry miracle worship monk sphinx vicar bishop rosary sage hermit
ritual sermon elder baby babysit mother father sister brother uncle aunt cousin twin husband wife mum dad
nanny papa kin heirloom youth toddler child boy girl infant fellow people jury judge justice court police
cop arrest badge officer jail prison cell cage trap cuff evident witness trial law legal detect baton
patrol guard sentinel sentence convoy armada chief bandit rascal crook thief rogue verdict bail hip hand
palm foot arm leg skin bone breast chest bottom naked nude strip belt bed bath bedroom bathe touch tickle
suck lick bite kiss cuddle hug embrace rub stroke squeeze dimple pimple shoulder ankle elbow finger
ligament tattoo pupil muscle joint lap tongue lip mouth throat neck cheek blush pulse bust manicure robe
skirt gun bullet knife sword spear axe blade dagger arrow bomb war army battle fight attack shoot cannon
shield musket ammo soldier barb javelin harpoon hammer target torrent cinder trigger flint hunter tank
nuclear conquer foe slash stab fist thud crash smash shatter death die dead grave coffin tomb vampire
ghost skull zombie bury funeral burn fire ember hemlock poison toxic venom drone tranquil trance injure
wound pain hurt drug weed pot grass hemp mushroom smoke pipe tobacco pill powder tablet dosage speed spice
crack ecstasy spliff cocaine opiate stoned snort vape hash needle inject secret hide hidden alone dark
night midnight lonely stranger unknown silent silence quiet vanish snare tempt lure cunning surprise gift
promise special reward trust groom massage relax pretty sexy lovely lover romance adore desire intimate
naughty tease nasty taxi cab van car hotel sedan jeep sidecar camera photo picture video film movie webcam
phone mobile online chat lock padlock locked prise model glamour bribe closet cupboard wardrobe attic
cellar basement loft basin loiter follow uncover reveal tether chain rope leash collar lasso whip yoke gag
muzzle harness noose tie bandana mask blindfold escort usher allure fat ugly stupid idiot dumb fool silly
dunce dense dim dull lazy weak frail slim skinny poor cheap mean horrid dislike loser limp flop inferior
gruff grizzly yeti hyena wolf shark snake viper cobra python spider scorpion dragon monster witch wizard
demon devil ghoul giant pirate clown maggot locust vulture raven crow cicada wasp hornet monkey coon negro
gypsy tart tramp slag cougar beaver pussy cock ass dyke tit tits bum butt boob knob shaft rod screw hooker
hoe stud goose swallow rim rammer member organ erect horn horny moan fairy queen queer gay pansy fruity
dick willy wiener nuts balls sack pouch banger blower spanker bang knickers pants bra thong underwear
shower loo toilet potty pee poo wee diaper nappy tinkle nympho nymph dominate submit pliable obey obedient
docile force compel intercourse climax oral nuzzle nibble fondue fondle fumble caress grope grab pinch
grip penetrate lush lusty vixen melons plump ripe juicy crater abyss cave cavern pit quicksand tornado
hurricane storm thunder typhoon flood drown cyclone avalanche earthquake havoc doom panic fear scare scary
terror shriek scream cry weep sad sorrel sombre solemn mourn unaware abroad vacant strand threat danger
risk emergency rescue siren ambulance hospital doctor nurse patient clinic medic sick ill fever cough
vomit sneeze disease vaccine wince lurch frantic money cash coin loan debt rent pay payment buy sell sold
trade traffic slave master servant maid barter bargain cargo export import mule poach tenant cigar
cigarette ashtray lighter match paki chink spic yid wog japan turkey indian native tribe savage colony
empire plantation cotton tepee wigwam totem orphan foster adopt custody divorce bathing swim swimming pool
changing sauna spa gym candy sweets lollipop chocolate bunny teddy puppet party game dare magic costume
scottish french english greek polish german danish swedish welsh martin saxon oscar jersey mercury donut
yoghurt yogurt colour grey gray centre metre fibre theatre favour honour harbour armour labour rumour
vapour vigour savour humour lustre omelette mould plough parlour tyre cheque jewellery catalogue catalog
dialogue program programme analyse practice practise licence license sceptical pyjamas enrol fulfil
skilful travelling scapegoat deport foreign ghetto refugee border passport visa puberty period pregnant
womb tampon sperm egg ovum fertile birth breed mate bitch hunt hound husky whelp shred prey claw fang
talon shuttle rob vagrant beg beggar shabby rags sever torture agony slay slaughter kill murder killer
stalk stalker dispatch boastful proud maroon mentor teacher tutor coach scout guide leader trainer
caretaker janitor priest carer temperament temper mutter murmur grumble sulk perfume lotion oil restrain
confine withhold detain chick kitty minx tabby bird pawn prawn porn rude lewd crude mustard stool bowel
urine slot bikini leotard tights stocking undies unfold undo unwind mistress governess perplex moist
moisture spank loot plunder pillage dab limbo thorn sting bristle swamp bog marsh furnace ash camp campus
jackal jackdaw stay tonight gossip tattle tell lantern
`;

function words(text: string): readonly string[] {
  return text.split(/[\s,]+/).filter((word) => word !== '');
}

describe('the words of receipts', () => {
  test('are 2,048 different plain words of three to eight letters, in order', () => {
    assert.equal(RECEIPT_WORDS.length, 2048);
    assert.equal(RECEIPT_WORD_PLACES.size, 2048);
    assert.deepEqual(
      RECEIPT_WORDS.filter((word) => !/^[a-z]{3,8}$/.test(word)),
      [],
    );
    assert.deepEqual([...RECEIPT_WORDS].sort(), RECEIPT_WORDS);
  });

  test('no slip of one letter turns one into another', () => {
    // Two words one slip apart leave the same letters when at most one is taken out of each.
    const left = new Map<string, string[]>();
    for (const word of RECEIPT_WORDS)
      for (let at = 0; at <= word.length; at += 1) {
        const rest = word.slice(0, at) + word.slice(at + 1);
        left.set(rest, [...(left.get(rest) ?? []), word]);
      }
    const alike = [...left.values()].flatMap((group) =>
      group.flatMap((a) => group.filter((b) => a < b && countSlips(a, b, 1) <= 1).map((b) => `${a}/${b}`)),
    );
    assert.ok(left.size > 2048);
    assert.deepEqual(alike, []);
  });

  test('nine in ten are known by their first four letters alone', () => {
    const beginnings = new Map<string, number>();
    for (const word of RECEIPT_WORDS) {
      const beginning = word.slice(0, 4);
      beginnings.set(beginning, (beginnings.get(beginning) ?? 0) + 1);
    }
    assert.equal(beginnings.size, 1915);
    const alone = RECEIPT_WORDS.filter((word) => beginnings.get(word.slice(0, 4)) === 1).length;
    assert.ok(alone >= 0.88 * 2048, `only ${alone}`);
  });

  test('none sounds like another word', () => {
    assert.deepEqual(
      words(HOMOPHONES).filter((word) => RECEIPT_WORD_PLACES.has(word)),
      [],
    );
  });

  test('none could upset whoever is handed it', () => {
    const refused = words(UPSETTING);
    assert.ok(refused.length > 600);
    assert.deepEqual(
      refused.filter((word) => RECEIPT_WORD_PLACES.has(word)),
      [],
    );
  });

  test('the list never changes: receipts already given hang on it', async () => {
    const bytes = new TextEncoder().encode(RECEIPT_WORDS.join(' '));
    const digest = Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex');
    assert.equal(digest, 'df9feb0393c70e871bd9dfdf5f0bebfdaa2c7453e5b6c86689a4187b3e78ba66');
  });
});

describe('near words', () => {
  test('a slip proposes what was meant, first', () => {
    assert.equal(listNearWords('girafe')[0], 'giraffe');
    assert.equal(listNearWords('PENGIUN')[0], 'penguin');
    assert.equal(listNearWords('rainbows')[0], 'rainbow');
  });

  test('says nothing about a word that is like none, or too short', () => {
    assert.deepEqual(listNearWords('xqzvkj'), []);
    assert.deepEqual(listNearWords('a'), []);
    assert.deepEqual(listNearWords(''), []);
  });

  test('slips are counted with swapped neighbours as one', () => {
    assert.equal(countSlips('planet', 'palnet', 2), 1);
    assert.equal(countSlips('planet', 'plane', 2), 1);
    assert.equal(countSlips('planet', 'magnet', 2), 3);
    assert.equal(countSlips('a', 'abcdefg', 2), 3);
  });
});
