/** Reps of the demo shop, and the manager of a team. */
export const REPS = [
  { name: 'Mara Lindt', role: 'rep', team: 'South' },
  { name: 'Jonas Ahrens', role: 'rep', team: 'South' },
  { name: 'Edda Vogel', role: 'rep', team: 'North' },
  { name: 'Piet Hansen', role: 'rep', team: 'North' },
  { name: 'Ruth Kessler', role: 'manager', team: 'South' },
] as const

/** What accounts of a trade buy: items by how often an order has them, and pieces. */
type Trade = readonly (readonly [item: string, often: number, pieces: number])[]

export const TRADES: Record<'café' | 'office' | 'hotel', Trade> = {
  café: [
    ...([
      ['house-blend', 0.9, 12],
      ['espresso-tide', 0.7, 10],
      ['filter-cone', 0.5, 6],
      ['descaler', 0.25, 2],
    ] as const),
    ...([
      ['vanilla-syrup', 0.35, 4],
      ['caramel-syrup', 0.3, 4],
      ['moor-cappuccino', 0.2, 12],
      ['milk-jug', 0.1, 2],
    ] as const),
    ...([
      ['masala-chai', 0.3, 4],
      ['machine-powder', 0.25, 2],
      ['hot-cocoa', 0.25, 3],
    ] as const),
  ],
  office: [
    ...([
      ['house-blend', 0.95, 6],
      ['decaf-evening', 0.4, 2],
      ['breakfast-black', 0.5, 3],
      ['mint-meadow', 0.4, 2],
    ] as const),
    ...([
      ['filter-cone', 0.5, 3],
      ['moor-mug', 0.15, 8],
      ['descaler', 0.3, 1],
      ['almond-biscotti', 0.3, 4],
    ] as const),
  ],
  hotel: [
    ...([
      ['espresso-tide', 0.85, 14],
      ['earl-fern', 0.6, 6],
      ['chamomile-night', 0.6, 6],
      ['sencha-spring', 0.4, 4],
    ] as const),
    ...([
      ['linden-honey', 0.5, 8],
      ['moor-teapot', 0.15, 4],
      ['spoon-set', 0.1, 4],
      ['box-tea-time', 0.2, 4],
    ] as const),
    ...([
      ['machine-powder', 0.3, 2],
      ['hot-cocoa', 0.3, 4],
    ] as const),
  ],
}

/** An account of the demo shop. */
export type WholesaleAccount = {
  account_id: string
  name: string
  trade: keyof typeof TRADES
  tier: string
  /** Place in REPS. */
  rep: number
  city: string
  /** Days between two orders. */
  rhythm: number
  /** Items of the trade that it has never bought, and families that it has stopped buying, with the days since. */
  never: readonly string[]
  stopped?: readonly [item: string, days: number]
  /** Days since the last order; 0 for one that is on time. */
  silent?: number
}

/** Twelve accounts, invented. */
export const ACCOUNTS: readonly WholesaleAccount[] = [
  {
    account_id: 'W-101',
    name: 'Café Morgenrot',
    trade: 'café',
    tier: 'A',
    rep: 0,
    city: 'Freiburg',
    rhythm: 14,
    never: ['vanilla-syrup', 'caramel-syrup'],
  },
  {
    account_id: 'W-102',
    name: 'Rösterei am Markt',
    trade: 'café',
    tier: 'A',
    rep: 0,
    city: 'Ulm',
    rhythm: 10,
    never: ['masala-chai'],
  },
  {
    account_id: 'W-103',
    name: 'Studio Kappeler',
    trade: 'office',
    tier: 'C',
    rep: 0,
    city: 'Freiburg',
    rhythm: 30,
    never: ['almond-biscotti', 'moor-mug'],
  },
  {
    account_id: 'W-104',
    name: 'Hotel Seeblick',
    trade: 'hotel',
    tier: 'A',
    rep: 1,
    city: 'Konstanz',
    rhythm: 21,
    never: ['linden-honey'],
  },
  {
    account_id: 'W-105',
    name: 'Kontor Reiser',
    trade: 'office',
    tier: 'B',
    rep: 1,
    city: 'Stuttgart',
    rhythm: 28,
    never: ['mint-meadow', 'breakfast-black'],
  },
  {
    account_id: 'W-106',
    name: 'Café Zwirn',
    trade: 'café',
    tier: 'B',
    rep: 1,
    city: 'Tübingen',
    rhythm: 14,
    never: ['hot-cocoa'],
    stopped: ['descaler', 190],
  },
  {
    account_id: 'W-107',
    name: 'Pension Nordlicht',
    trade: 'hotel',
    tier: 'B',
    rep: 2,
    city: 'Lübeck',
    rhythm: 28,
    never: ['box-tea-time', 'hot-cocoa'],
  },
  {
    account_id: 'W-108',
    name: 'Deichkontor',
    trade: 'office',
    tier: 'B',
    rep: 2,
    city: 'Husum',
    rhythm: 28,
    never: ['filter-cone'],
  },
  {
    account_id: 'W-109',
    name: 'Hafencafé Elbe',
    trade: 'café',
    tier: 'A',
    rep: 2,
    city: 'Hamburg',
    rhythm: 12,
    never: ['moor-cappuccino', 'milk-jug'],
    silent: 61,
  },
  {
    account_id: 'W-110',
    name: 'Hotel Speicher',
    trade: 'hotel',
    tier: 'A',
    rep: 3,
    city: 'Bremen',
    rhythm: 20,
    never: ['sencha-spring'],
  },
  {
    account_id: 'W-111',
    name: 'Werkraum Nord',
    trade: 'office',
    tier: 'C',
    rep: 3,
    city: 'Kiel',
    rhythm: 35,
    never: ['decaf-evening'],
  },
  {
    account_id: 'W-112',
    name: 'Café Lotse',
    trade: 'café',
    tier: 'B',
    rep: 3,
    city: 'Rostock',
    rhythm: 16,
    never: ['filter-cone'],
    stopped: ['masala-chai', 160],
  },
]
