// What the demo shop proposes to its customers, as its merchant has written it.

/** What a contact costs: a mail 2 cents. Everything else is the usual policy. */
export const POLICY = { contact_costs: { email: 2 } }

/** Offers that are live: one of each kind that a small shop has. */
export const OFFERS = [
  {
    name: 'Goes with what they have',
    kind: 'cross_sell',
    proposal: { type: 'companion' },
    texts: [
      {
        title: '{item} goes well with your last order',
        body: 'Others who bought the same came back for it: {price}.',
      },
      { locale: 'de', title: '{item} passt zu Ihrer letzten Bestellung', body: 'Für {price}.' },
    ],
  },
  {
    name: 'From the hand grinder to the electric one',
    kind: 'upgrade',
    proposal: { type: 'item', item_ids: ['brook-grinder', 'brook-grinder-plus'] },
    eligibility: { bought: { item_ids: ['pebble-grinder', 'pebble-grinder-steel'] } },
    channels: ['web', 'email', 'till'],
    texts: [
      {
        title: '{item}: the same cup, without the cranking',
        body: 'With 10 % off for owners of a hand grinder: {price}.',
      },
    ],
    incentive: { type: 'percent', percent: 10, code: 'LESSCRANK' },
  },
  {
    name: 'Running out',
    kind: 'replenish',
    proposal: { type: 'due' },
    texts: [
      {
        title: 'Is your {item} running out?',
        body: 'Order today and it is with you before the tin is empty.',
      },
      { channels: ['till'], title: 'Another {item} for {price}?' },
    ],
  },
  {
    name: 'We miss you',
    kind: 'win_back',
    proposal: { type: 'category', category: 'Coffee > Beans' },
    eligibility: { number: 'days_since_last_order', from: 150 },
    channels: ['web', 'email'],
    texts: [{ title: 'New in the roastery: {item}', body: 'Shipping is on us this time.' }],
    incentive: { type: 'free_shipping', cost: 490, code: 'BACKAGAIN' },
  },
]

/** An offer that is approved and not live: campaigns and triggers make it. */
export const CAMPAIGN_OFFER = {
  name: 'Tea time box',
  kind: 'cross_sell',
  proposal: { type: 'item', item_ids: ['box-tea-time', 'book-tea'] },
  channels: ['email', 'web'],
  texts: [
    {
      title: '{item}, for {price}',
      body: 'Three teas, a tin and a spoon, in a box that can be sent as it is.',
    },
  ],
}

export const SEGMENTS = [
  {
    name: 'Tea lovers',
    condition: { bought: { categories: ['Tea'] }, times: 2 },
  },
  {
    name: 'Regulars',
    condition: {
      all: [
        { number: 'orders', from: 4 },
        { number: 'days_since_last_order', to: 60 },
      ],
    },
  },
]

/** The campaign, without its audience, offers and end. */
export const CAMPAIGN = {
  name: 'Tea time, before the holidays',
  channels: ['email'],
  goal: 'margin',
  budget: 5_000,
  control_share: 0.1,
}

/** The trigger, without its steps. */
export const TRIGGER = {
  name: 'Cart that was left',
  note: 'The shop posts cart_left when a signed-in customer leaves a full cart.',
  on: { type: 'event', name: 'cart_left' },
  cancel_on: ['order'],
  control_share: 0.1,
} as const
