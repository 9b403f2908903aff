/**
 * The 2,048 words of receipts, in alphabetical order: a word's place is eleven bits of the secret, so the list may
 * never change. A word in it is plain, easily spelt by a child, and read aloud it is like no other: no homophones, no
 * two words one slip apart, 1,915 different beginnings of four letters. None is about bodies, hurt, death,
 * drink, belief, families, crime or the police, and none could frighten whoever is handed it. Also left out: numbers
 * (mistaken for list numbers), words spelt in two ways, and words with a second meaning in the mouths of those who harm
 * children. The rules are held by words.test.ts.
 */
const LIST = `
abacus ability aboard about above absolute academy accent account accurate achieve acorn acre acrobat
action actor actual acute adapt add address adjoin adjust adorable advance adverb advice aerial afford
after again agenda agree ahead aim airborne airfield airline airmail airport airship airtight ajar album
alcove alert alfalfa algebra alike alloy allspice almanac almond aloe aloft alphabet alpine already also
although altitude always amateur amazing amber ambition amble amount amplify amuse anagram anchor ancient
angle animal announce annual anorak another answer anteater anthill antique antler anyhow anyone anytime
anyway apart apex appear applause apple appoint apricot april apron aquatic arcade arch arctic area
armchair armful aroma around arrange art artistic artwork ascend ashen ashore aside ask aspect aspire
assemble assist astound athlete atlas atom attach attend attire attract audible august aurora author autumn
avenue average aviary avid avocet await awake award away awesome awhile awning azure backpack badger bagel
baggage bagpipe baker balance balcony ballet balloon balsa bamboo banana banjo banner barn barnacle
barnyard baseball basic basket bayleaf beacon bead beanbag because beckon become beehive beeswax beetroot
before begin behind beige believe bellbird belong bench bendy beneath beret beside bespoke best between
beyond bicycle bike binary bingo biology biplane birch birdbath birdseed birthday biscuit bison blazer
blender blink bloom blossom bluebell bluebird bluetit boating boatyard bobbin bobcat boldness bonnet bonsai
bonus bookcase bookend bookish bookmark bookshop bookworm borrow botany bounce bouncing bowling bracelet
braid bramble brass brave breeze brick bridge brief bright brighten brim broad bronze brook brownie brush
bubble bucket buckle budget buffalo bugle build bulb bullfrog bulrush bumpy bundle bungalow bunting burger
busker busy butter button buzzard buzzing byway cabbage cabin cactus caddy calcium calendar calico calm
camel camper canary candle canoe canteen canyon cape captain caramel cardigan career caring carnival
carousel carpet carry carton cascade cashew castle casual catch category catkin causeway caution cedar
celery cello central ceramic chair chalet champion chance chapter charity checkers cheddar cheerful cheese
chef chemist chestnut chicory chimney chipmunk chirping chive choice choppy chorus chrome chuckle chutney
cinema cinnamon circle circus citizen citrus city civic clank clapping clarinet clasp clatter clay clean
climate clip clock cloth cloud clover cluster coaster coat cobweb cocoa coconut code codfish coil cola
coleslaw collage column comet comfort comic common compose computer concert conduct confetti conker connect
consider contact cook cookbook cooking cooler corgi corner corridor cosmos cosy cottage country coupon
courage cowbell cowslip coyote crab crackle craft crane crayon creamy credit crest cricket crimson crinkle
crisp critic croak crocus crossbar crouton crowd crumble crunch crystal cub cuboid cuckoo culture cupcake
curious curl curtain curve cushion custard cutout cyan cycle cylinder dabble daffodil dainty daisy dale
damson dance dapper data dawdle daybreak daydream daytime dazzle debate debut december decide declare
decorate deduce define degree delegate delicate delta demo denim depart depend deposit derby describe
deserve design desktop destiny detail develop device devote dewdrop diagram dial diamond diary differ dig
digit dignity dinner dinosaur diploma direct discover dish display distance ditto divide dogfish dogwood
dolphin domain dome domino donate donkey door doorbell doorstep doorway dormouse dot downhill dozen drama
draw drawing dream dresser drift drizzle droplet drum drumbeat dry duck duet dugout dumpling duo durable
during duster duty dynamo eager eagle early earthy easel easily easter easy echo ecology economy edge
edging edible edition educate effect effort eggcup eggplant eggshell elastic elated electric elegant
element elephant elevator elf embark emblem emerald emperor employ empower emu enable enamel endive
endpoint energy engine engrave enhance enigma enjoy enormous enough enrich enter entire entry envelope epic
episode equator equip eraser errand essay essence estate estimate etch eternal evening every exact example
excel exercise exhibit exist expand expert explore express extend extra fabric fabulous facility factory
fairway falcon fallow famous fan fancy fanfare farm farmer farmland farmyard fashion fasten fathom fauna
feast feathery february federal fedora feedback fence fennel fern ferret festival fiction fidget field
fiesta figure filbert finale finch finder fine finish firmly fishbowl fix flagship flaky flamingo flannel
flapjack flask flatfish flavour flax fledge fleece flexible flicker flight float floral floss flourish
flowery fluent fluffy flurry flute flyover foal foamy focus foggy foghorn folder foliage folklore font food
football footpath forecast forest forge fork format fortune forum fossil foundry foyer fraction fragment
frame freesia frequent fresh friday friendly fringe frisbee frog frost frothy frozen frugal fruit full
function fund funny furlong furnish furrow further fusion future fuzzy gadget galaxy gallery gamma gander
gap garage garden gardener garlic garment garnet gateway gather gazelle gear gecko geese gem generous
genius gentle genuine geode geology geometry geranium gerbil gesture giggle ginger giraffe girder gist
given glacier glade glance glass glazed gleaming glen glider glimmer glitter globe glory glossy glowing
glowworm glucose glue gnome goalie goggles golden goldfish golf gondola gopher gosling govern gracious
gradual grammar grandeur grape grasshop grassy grateful gravel green greenery grid grocery groove grotto
grouse grow guava guessing guitar gully gusto habitat haddock haggis halfway halibut hamlet hammock hamster
handbell handmade happy hardy harmony harp harvest hatbox haven hawk hawthorn hayfield haystack hazel
headland heap hearty heath heavy hedgehog hedgerow hefty helium helmet helpful herald heritage heroic
herring hexagon hickory highland hiking hill hillock hillside hilltop hinge hint hippo history hobby hockey
hoist holiday hollow homework honest honey honeybee honeydew hoopla hooray hoot hop hopeful hopping horizon
hotpot hover however hubcap huddle hum humid humming husk hutch hybrid hydrant ibex iceberg iced icicle
icing icon ideal identify igloo iguana imagine imitate immense impress include income increase indeed
indigo indoor industry infinite inflate ingot initial inkjet inkpot inkwell innings innovate input insist
inspire install insulate integer into invent involve iris island issue item ivory ivy jacket jade jaguar
january jargon jasmine jaunty jay jazz jester jet jetty jiffy jigsaw jingle job jogger join jolly jolt
journey jovial joyful jubilee juggle juicer jukebox july jumbo jump jumper juniper jupiter jute kangaroo
kayak keen keeper kelp kept kestrel ketchup kettle keyboard keynote keypad keyring kilogram kilt kimono
kind kinetic kingdom kiosk kitbag kitchen kite kitten kiwi knack knapsack knitting koala krill label ladder
ladle ladybird lagoon lake lakeside lambing laminate lamppost landmark language lanyard laptop lapwing
large lark lasagne lasting latest laugh laundry laurel lavender lawn layer layout leaf leaflet league
leapfrog learn lecture ledger legend lemming lemon lemonade lemur lend leopard letter lettuce level liberty
library lid lifelong lightly lilac lilypad limber lime limit limpet linen lion listen little lively lizard
lobster local lodge lofty logbook logic logo longboat lookout loop lopsided lorry lotus lounge lowland
lucky luggage luminous lunar lunch lupin luxury lyric macaroni machine mackerel magazine magenta magical
magma magnet magpie mailbag mainland majestic major mallard mammal manage mandolin mango mansion manta
manual maple mapmaker mapping marathon marble margin marigold marina market marmot marvel mascot mast
material maths matrix matter maximum maybe maypole meadow meaning measure mechanic medium meerkat megabyte
melody melon melt memory mention menu merge merit mermaid merry mesh message meteor method metric micro
midday midweek migrate mileage milk mimic mineral minibus minnow minus mirror mission misty mixer mixture
modern module mohair moment monday mongoose monitor month monument moon moonbeam moonlit moonrise moorhen
mosaic mossy motion motor motto mountain mouse move mow much muffler mulberry multiply mural museum music
musical muslin mustang mutual myrtle mystery nacho name napkin narrow nation nature navigate navy nearby
neatly necklace nectar needed neptune nestle netball network neutral newest newly newt nib nicely nickel
nightjar nimble nitrogen nod noise nominate noodle normal north notable notch notebook notice noun novelty
november nudge nugget number numeral nutmeg nutshell nylon oak oakwood oasis oatbran oatcake oatmeal object
oboe occur ocean octagon octet october octopus oddity offbeat offer office offset oilcan olive omega once
ongoing onion onstage oodles opener opinion opposite option oracle orange orb orbit orca orchard order
ordinary oregano organise origami oriole ornament osprey ostrich otter outcome outdoors outfit outing
outline output outside outward oval ovenware overcoat owl owlet oxen oxtail oxygen oyster ozone package pad
paddle page paint paintbox paintpot palace pancake panel panorama pantry papaya paper paprika parade
parakeet parasol parcel parka parrot parsley parsnip pasta pastel patchy path pathfind pathway patio
pattern pavement paving peach peanut pebble pecan pelican pen pencil pendant penguin penpal pentagon peony
pepper percent perfect perhaps phrase piano piccolo pickle picnic piglet pigment pillar pilot pinboard
pinecone pinewood pink pinpoint pinwheel pioneer pip pippin pitcher pivotal pixel pixie pizza placid planet
plaster plate platypus playful playmate playtime plaza pleasant plenty plug plumber plural plush plywood
podcast podium poem poetry polite polka pollen polo polygon pompom poncho pond popcorn poplar porch
porridge portion position possible postage postbox postcard poster postman potato pottery poultry prairie
precise predict prefix premium prepare preserve pretzel preview primary primrose printer prism proceed
produce profile progress project prompt pronto prop prosper proton proverb public pudding puffin pullover
puma pumpkin punctual puppy purple putty puzzle pyramid quack quad quail qualify quantity quarter query
quest quickly quill quince quirk quiver quiz quote rabbit radar radiator radish ragtime railway rainbow
raincoat raindrop rainfall rainy raisin rally ramp ranch random ranger rapid rare react reading reason
rebound rebuild recall recent recipe recorder recycle redwood reef refer refill reflect reform refresh
regal region regular reindeer relate relief rely remain remedy remind remote rename renew repair repeat
report reptile request research resident resource respect restore result retell return reunion reuse
reverse revise revolve rhino rhubarb ribbon rice riddle rinse ripple river riverbed robin robot rock rocket
rocking rodeo roller roof rookie rooster rooted rosebud rotate rounders routine rowan rowboat rowing royal
rucksack rudder ruffle rug rugby rugged runner russet rustic safari saffron sailboat salad salmon salt
salute samba sample sandal sandbox sandpit sandwich sandy sapling sardine satchel satin saturday saucer
savanna scallop scarf scarlet scenery scheme school science scooter score scramble screen script scroll
scuba sculptor seabird seafood seagull seahorse seal seaplane seashell seashore seaside seaweed sector
seesaw segment seldom select senior sequel serenade series serve sesame setting shallow shamrock share
shawl sheet shelf shift shimmer shine ship shoal shoelace shovel showcase shrimp shrub shuffle shutter
sidewalk sieve signal silkworm silky silo silver similar since singing sizzle skate sketch ski skill
skipping skittle skylark skylight skyline sled sleeve slide slipper slogan small smart smile smooth snail
snooker snorkel snow snowball snowdrop snowman snowshoe snug soccer social soda softly solar solid solution
sonata song songbird songbook sonic soprano sorbet soundly soup south space spaniel sparkle sparrow spatula
speaker species speech spin spinach spinning spiral splash splendid sponge spoon spot spray spring sprinkle
sprout spruce square squeaky squid squirrel stadium stage stairway stamp stand staple star starfish
stargaze starlit starry station steady steamer stencil stepping sterling sticker stilt stock stone storage
strategy stream street stripe strong studio sturdy subject subway success sudden sugar suggest suit sultana
summer sunbeam sundial sundown sunlight sunrise sunset sunshade sunshine supper surfer survey sushi swan
sweep swing swish switch swivel swoop sycamore syrup system table taco tadpole tag tailor talent tall
tangent tapestry tarmac tarragon tartan teacup teak teammate teapot teashop teaspoon teatime telegram tempo
tennis tenor tent term terrace textbook thaw then theory thermal thicket thimble think thorough thought
thread thrive thursday tidy tiger tile tin tinfoil tinsel toast today toffee toga together token tomato
tomorrow toolbox topaz topic topsoil tortoise total toucan tourist tower town toy toyshop tractor train
tram transfer trawler treacle treasure treeline treetop trek trellis trend triangle tribute tricycle trifle
trinket trio trivia trolley trombone tropical trotting trout trowel truck true trumpet tuft tugboat tulip
tumble tundra tuneful tunic turnip turret turtle tutorial tuxedo twang tweed twiggy twilight twine twirl
type typical ultimate umbrella umpire undersea unfurl unicorn unique unite universe unlike unload unpack
unplug unroll until unusual upbeat update upgrade uphill upkeep uplift upon upright upside uptown upward
urban usable useful utensil utility vacation valid valley value vanilla variety vase vault vegan velocity
velvet venture veranda verb verse vibrant victory village vineyard vintage vinyl violin virtue vision visor
visual vivid vocalist vole volume voting vowel voyage waffle wagon wagtail walk walking wallaby walnut
walrus waltz warbler warmth warren warthog washer water watering waterway weaving web weekend welcome
wellies western wharf whatever wheat whenever whistle wick widen width wildbird wildcat willow windfall
winding windmill window windsock windy winter wiper wisdom wise wishing within wobble wombat wonder
woodchip wooden woodland woodwind woodwork woolly workbook workshop wren writing yam yard yearbook yellow
yes yoyo zebra zero zesty zigzag zinc zippy zither zoo zoology zooming
`;

/** Every receipt word, lower case, by place (0 to 2,047). */
export const RECEIPT_WORDS: readonly string[] = LIST.trim().split(/\s+/);

/** Place of each word. */
export const RECEIPT_WORD_PLACES: ReadonlyMap<string, number> = new Map(
  RECEIPT_WORDS.map((word, place) => [word, place]),
);
