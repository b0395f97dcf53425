/** `related_item_id` is a companion of `item_id`; the larger `strength`, the more often they are bought together. */
export type Companion = { item_id: string; related_item_id: string; strength: number }

const FILTER_COFFEES = 'yirga-sunrise huila-orchard kenya-currant rwanda-honey'
const GOOSENECKS = 'heron-kettle heron-kettle-e heron-kettle-pro'
const CONES = 'cone-dripper cone-dripper-steel'
const PRESSES = 'meadow-press meadow-press-copper summit-press classic-glass-press'
const MOKAS = 'nonna-moka nonna-moka-steel'
const TEAPOTS = 'moor-teapot clear-teapot iron-teapot'
const COLD = 'porch-bottle porch-tower'
const HAND_GRINDERS = 'pebble-grinder pebble-grinder-steel boulder-grinder'
const ELECTRIC_GRINDERS = 'brook-grinder brook-grinder-plus torrent-grinder torrent-grinder-pro'
const BLACK_TEAS = 'breakfast-black earl-fern darjeeling-first smoky-pine'
const GREEN_TEAS = 'sencha-spring jasmine-pearls genmaicha'
const ICED_TEAS = 'hibiscus-iced peach-oolong-iced'

/** Buyers of an item on the left also buy the companions on the right, each with its strength, 1 by default. */
const RULES: readonly (readonly [items: string, companions: string])[] = [
  [
    GOOSENECKS,
    'cone-dripper:5 cone-dripper-steel:2 flat-dripper:3 feather-scale-brew:3 feather-scale-pro:1 descaler:2',
  ],
  [
    CONES,
    `filter-cone:9 ${FILTER_COFFEES} heron-kettle-e:2 heron-kettle:2 feather-scale-brew:2 pebble-grinder-steel`,
  ],
  ['flat-dripper', `filter-flat:9 ${FILTER_COFFEES} heron-kettle-e:2 feather-scale-brew:2`],
  ['hourglass-brewer', `filter-hourglass:9 ${FILTER_COFFEES} heron-kettle:2 book-brew`],
  ['pour-over-stand', 'cone-dripper:3 flat-dripper:2 filter-cone:2'],
  ['filter-cone', `house-blend:3 ${FILTER_COFFEES}`],
  ['filter-flat', `huila-orchard:2 ${FILTER_COFFEES}`],
  ['filter-hourglass', 'yirga-sunrise:3 kenya-currant:2'],
  ['plunge-brewer', 'filter-disc:9 travel-flask:3 pebble-grinder:3 house-blend:2 camp-mug:2'],
  ['filter-disc', 'huila-orchard:2 house-blend:2'],
  [
    PRESSES,
    'sumatra-moss:5 house-blend:3 press-mesh:3 pebble-grinder:2 machine-powder:2 bean-canister:2 moor-mug:2',
  ],
  [MOKAS, 'espresso-tide:7 moor-espresso:4 moka-gasket:4 milk-frother:2 almond-biscotti:2'],
  ['moka-gasket', 'espresso-tide:2'],
  ['espresso-tide', 'moor-espresso almond-biscotti:2 knock-box'],
  [HAND_GRINDERS, 'grinder-brush:4 house-blend:2 yirga-sunrise:2 feather-scale-brew:2 bean-canister:2'],
  [ELECTRIC_GRINDERS, 'grinder-tablets:6 grinder-brush:3 bean-canister:4 house-blend:2 knock-box:2'],
  ['grinder-tablets', 'grinder-brush:2 machine-powder:2'],
  ['feather-scale-brew feather-scale-pro', 'filter-cone:2 scoop cone-dripper:2 book-brew:2'],
  ['milk-jug', 'probe-thermometer:6 moor-cappuccino:4 bar-cloths:3 vanilla-syrup:2'],
  ['milk-frother', 'moor-cappuccino:3 vanilla-syrup:3 caramel-syrup:3 hot-cocoa:2'],
  ['moor-cappuccino moor-espresso moor-teacup', 'moor-saucer:9 spoon-set:3'],
  ['moor-cappuccino', 'moor-espresso:2'],
  ['moor-espresso', 'moor-cappuccino:2'],
  ['moor-mug', 'moor-cappuccino moor-teapot'],
  ['moor-saucer', 'spoon-set:3'],
  [TEAPOTS, 'breakfast-black:3 earl-fern:3 moor-teacup:4 sand-timer:3 linden-honey:3 tea-caddy:2 oak-tray'],
  ['clear-teapot', 'jasmine-pearls:8'],
  ['iron-teapot', 'sencha-spring:5 genmaicha:4'],
  ['mug-infuser', 'mint-meadow:3 chamomile-night:3 breakfast-black:2 moor-mug:3'],
  [BLACK_TEAS, 'linden-honey:2 almond-biscotti tea-caddy sand-timer'],
  [GREEN_TEAS, 'tea-caddy sand-timer mug-infuser'],
  ['masala-chai rooibos-vanilla', 'linden-honey:3 milk-frother'],
  ['chamomile-night', 'linden-honey:4 rooibos-vanilla:2'],
  ['matcha-ceremony', 'matcha-whisk:6 matcha-bowl:5 matcha-sifter:5'],
  ['matcha-kitchen', 'milk-frother:4 vanilla-syrup:3 matcha-sifter:2'],
  ['matcha-whisk', 'matcha-bowl:6 matcha-sifter:5 matcha-ceremony:6'],
  ['matcha-bowl', 'matcha-whisk:6 matcha-ceremony:4'],
  ['filter-tea', 'breakfast-black:2 mint-meadow:2 rooibos-vanilla:2'],
  [COLD, 'cold-brew-coarse:9 ice-glasses:3 ice-tray:3 caramel-syrup:2'],
  ['cold-brew-coarse', 'ice-tray:2 vanilla-syrup'],
  [
    'verandah-jug',
    'hibiscus-iced:6 peach-oolong-iced:5 ice-glasses:5 lemon-syrup:4 lemon-knife:3 mint-meadow:2',
  ],
  [ICED_TEAS, 'lemon-syrup:4 ice-tray:2 ice-glasses:2'],
  ['ice-glasses', 'ice-tray:4 lemon-syrup:3'],
  [
    'wren-kettle wren-kettle-plus cottage-kettle',
    'descaler:5 breakfast-black:3 moor-teapot:3 water-filter:2',
  ],
  ['descaler', 'water-filter:2 bar-cloths'],
  ['mulled-spice', 'linden-honey:2 hot-cocoa:2 gift-wrap:2 box-winter'],
  ['hot-cocoa', 'almond-biscotti:2 caramel-syrup'],
  ['coffee-liqueur', 'espresso-tide:2 ice-tray:2'],
  ['box-pour-over box-tea-time box-winter book-brew book-tea', 'gift-wrap:6'],
  ['book-brew', 'cone-dripper:2 feather-scale-brew:2'],
  ['book-tea', 'darjeeling-first:2 moor-teacup:2'],
  ['travel-flask', 'plunge-brewer camp-mug'],
  ['double-wall-glass', 'spoon-set:2 espresso-tide'],
]

/** The companions with which orders are generated and that mining should find: one row per pair and direction. */
export const TRUE_COMPANIONS: readonly Companion[] = RULES.flatMap(([items, companions]) =>
  items.split(' ').flatMap((item_id) =>
    companions.split(' ').map((said) => {
      const [related_item_id = '', strength = '1'] = said.split(':')
      return { item_id, related_item_id, strength: Number(strength) }
    }),
  ),
)
