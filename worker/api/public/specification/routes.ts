/** Who may call a route. */
export type Door = 'public' | 'merchant' | 'operator'

/** Groups of the documentation, by the first part of the path. */
const TAGS: readonly (readonly [tag: string, what: string, parts: readonly string[]])[] = [
  ['Storefront', 'What pages ask and report, with the publishable key. The widget does it for you.', ['p']],
  [
    'Recommendations',
    'Lists, their models, merchandising rules, and what is never shown.',
    ['recommendations', 'rules', 'exclusions', 'held-pairs', 'models', 'tunings', 'readiness'],
  ],
  [
    'Data',
    'Catalogue, orders and relations: files, feeds, webhooks and single rows.',
    ['imports', 'feeds', 'mappings', 'items', 'catalogue', 'orders', 'relations', 'export', 'hooks'],
  ],
  ['Measuring', 'Experiments with a holdout, and reports.', ['experiments', 'reports']],
  [
    'Shop',
    'Settings, keys, members, the state of the shop, and messages about it.',
    [
      ...['shop', 'settings', 'audit', 'status', 'alerts', 'webhooks'],
      ...['keys', 'token-keys', 'me', 'members', 'sessions', 'passkeys'],
    ],
  ],
  [
    'People',
    'What customers bought and are likely to buy, privacy requests, and names of customers.',
    ['customers', 'segments', 'propensities', 'privacy-requests', 'person-keys'],
  ],
  [
    'Offers',
    'What a known customer is offered next on any channel, within the contact policy.',
    [
      'offers',
      'decisions',
      'responses',
      'contact-policy',
      'campaigns',
      'contact-calendar',
      'triggers',
      'events',
    ],
  ],
  [
    'Accounts',
    'Companies that buy, what they could buy, and the work of reps with them.',
    ['accounts', 'white-space', 'product-cards', 'quiz', 'coverage', 'team'],
  ],
  ['Operator', 'A deployment and its shops, with the operator token.', ['shops', 'operator']],
  ['Sign-in', 'How members of a shop sign in to the console, which uses the merchant routes.', ['sign-in']],
  ['Agents', 'What agents of shoppers and of merchants ask, by the Model Context Protocol.', ['mcp', 'ucp']],
  ['Service', 'Health and documentation.', ['health', 'ready', 'docs', 'llms.txt', 'openapi.json', '']],
]

export const tags = TAGS.map(([name, description]) => ({ name, description }))

/** The group of a route. @throws {Error} for a path without one */
export function tagOf(path: string): string {
  const [, first = '', second = ''] = path.split('/')
  const part = first === 'v1' ? second : first
  const found = TAGS.find(([, , parts]) => parts.includes(part))
  if (!found) throw new Error(`No group of the documentation has "${part}". Add it to TAGS.`)
  return found[0]
}

export function doorOf(path: string): Door {
  if (path === '/v1/openapi.json' || !path.startsWith('/v1/')) return 'public'
  return /^\/v1\/(shops|operator)(\/|$)/.test(path) ? 'operator' : 'merchant'
}

/** Parts under /v1 whose answers are never stored, so that a repetition is a second call: secrets, and what is known of people. */
const NEVER_STORED =
  /^\/v1\/(keys|token-keys|hooks|webhooks|members|sessions|passkeys|customers|propensities|accounts|decisions|responses|privacy-requests|person-keys|quiz|mcp|imports\/recognise)(\/|$)/

/** Whether a call takes an `Idempotency-Key`. */
export const takesIdempotencyKey = (method: string, path: string): boolean =>
  method !== 'get' && doorOf(path) !== 'public' && !NEVER_STORED.test(path)
