/** Texts about what customers are likely to buy. */
export const enTargets = {
  targets: {
    title: 'Target lists',
    lead: 'Who is likely to buy what within a month, from what all customers bought. For a mailing, a call list, or to choose an offer.',
    state: 'Scores',
    states: {
      none: 'Customers are not scored yet.',
      waiting: 'The scoring is waiting for other work.',
      scoring: 'Customers are being scored.',
      ready: 'All customers are scored.',
      too_few_orders: 'There are too few dated orders of customers to score them.',
    },
    scored: (customers: string, at: string) => `Last time: ${customers} customers, ${at}.`,
    error: (buys: string, family: string) =>
      `On the last month before, the probabilities were off by ${buys} for any purchase and ${family} for a family, on average over ten parts.`,
    now: 'Score now',
    matrix: 'Download all as CSV',
    best: 'Best customers',
    best_lead:
      'The most likely buyers of a family. The names are handles: whom they are of is known in your own system only.',
    family: 'Family',
    customer: 'Customer',
    propensity: 'Probability',
    item: 'Likeliest item',
    likely: 'Likely to buy next',
    not_scored: 'Not scored yet. Customers with dated orders are scored once a week.',
    buys: (share: string, days: number) =>
      `Buys anything within ${days} days with a probability of ${share}.`,
  },
}
