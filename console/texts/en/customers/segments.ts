/** Texts of segments. */
export const enSegments = {
  segments: {
    title: 'Segments',
    clusters: 'Clusters of your customers',
    clusters_lead:
      'Found by how lately, how often and how dearly they buy, anew with every model. Make one a segment to use it for offers.',
    clusters_none: (customers: string) =>
      `None yet: they need 100 customers with dated orders, and ${customers} were looked at.`,
    clusters_later: 'None: your customers do not differ, or they are found with the next model.',
    clusters_of: (share: string, days: string, orders: string, value: string) =>
      `${share} of the customers: last purchase ${days} days ago, ${orders} purchases of ${value}, on average.`,
    clusters_use: 'Make it a segment',
    traits: {
      recent: 'bought lately',
      lapsed: 'not for long',
      frequent: 'often',
      rare: 'rarely',
      large: 'dear purchases',
      small: 'cheap purchases',
      average: 'average',
    },
    lead: 'Groups of customers by what they bought and what you know of them. Offers are made to them, and they are always up to date.',
    none: 'No segments yet.',
    new: 'New segment',
    size: 'How many are that?',
    of: (members: string, sampled: string) => `${members} of ${sampled} customers, drawn at random`,
    between: (low: string, high: string) => `so ${low} to ${high} of all`,
    undecided: (count: string) => `of ${count} it is not known`,
    overlap: (members: string, name: string) => `${members} of them are in “${name}”`,
    delete_sure: (name: string) => `Delete “${name}”? Offers that name it are withheld.`,
  },
}
