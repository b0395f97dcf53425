/** What release 0.1.0 answered about the customers of its shop, when the dump beside this file was made. */
export type Known = {
  customer: { customer_id?: string; customer_email?: string }
  /** Items due, and how often they were bought. */
  due: [item_id: string, times: number][]
  owned: string[]
  page: string[]
  cart: [item_id: string, source: string][]
}

/** The shop, its keys, and what the release answered to everybody. */
export const MADE = {
  made_at: 1795875429819,
  shop_id: '0k44xf199q9ae',
  pk: 'pk_0k44xf199q9ae_r7x8mm6zf9vmhnhb',
  sk: 'sk_0k44xf199q9ae_32bg4rk7cymbrm52f00jse43yxwfbmzn',
  token_key: 'tk_05kcy6n3dmrzsbkjz6x8d8ktnge1grw27kqsa2b2sxnqsrxqe90t',
  experiment_id: 'x_01k8h88qhdtvx4sd12',
  hook_secret: 'the-secret-that-the-platform-signs-with',
  shop: {
    shop_id: '0k44xf199q9ae',
    name: 'Old corner',
    currency: 'EUR',
    locale: 'de',
    time_zone: 'Europe/Berlin',
    allowed_origins: ['https://old.example'],
    status: 'live',
    public_evidence: 'words',
    created_at: 1795875429875,
    catalogue_at: 1795875430048,
    price_days: 30,
    panel_rules: { upgrade: { from: 10, to: 80 } },
    panels: { product: { title: 'Passt dazu', limit: 3 }, cart: { free_shipping: { amount: 4500 } } },
  },
  public_items: ['filter', 'grinder', 'cake'],
  title: 'Passt dazu',
}

export const ANSWERS: Readonly<Record<string, Known>> = {
  ann: {
    customer: { customer_email: 'ann@example.com' },
    due: [['coffee', 1]],
    owned: ['grinder', 'grinder'],
    page: ['filter', 'cake', 'cup', 'kettle'],
    cart: [
      ['coffee', 'mined'],
      ['cup', 'mined'],
    ],
  },
  bob: {
    customer: { customer_id: 'B-1' },
    due: [['coffee', 2]],
    owned: ['kettle'],
    page: ['filter', 'grinder', 'cake', 'cup'],
    cart: [
      ['coffee', 'mined'],
      ['cup', 'mined'],
    ],
  },
  'cleo by id': {
    customer: { customer_id: 'C-7' },
    due: [['coffee', 1]],
    owned: [],
    page: ['filter', 'grinder', 'cake', 'cup', 'kettle'],
    cart: [
      ['cup', 'mined'],
      ['coffee', 'mined'],
    ],
  },
  dora: {
    customer: { customer_email: 'dora@example.com' },
    due: [['coffee', 1]],
    owned: ['grinder', 'grinder'],
    page: ['filter', 'cake', 'cup', 'kettle'],
    cart: [
      ['coffee', 'mined'],
      ['cup', 'mined'],
    ],
  },
  'dora by both': {
    customer: { customer_id: '41', customer_email: 'dora@example.com' },
    due: [['coffee', 1]],
    owned: ['grinder', 'grinder'],
    page: ['filter', 'cake', 'cup', 'kettle'],
    cart: [
      ['coffee', 'mined'],
      ['cup', 'mined'],
    ],
  },
  guest: {
    customer: { customer_email: 'guest@example.com' },
    due: [['coffee', 1]],
    owned: ['grinder', 'grinder'],
    page: ['filter', 'cake', 'cup', 'kettle'],
    cart: [
      ['coffee', 'mined'],
      ['cup', 'mined'],
    ],
  },
  jo: {
    customer: { customer_id: 'J-1' },
    due: [['coffee', 1]],
    owned: [],
    page: ['filter', 'grinder', 'cake', 'cup', 'kettle'],
    cart: [
      ['coffee', 'mined'],
      ['cup', 'mined'],
    ],
  },
  office: {
    customer: { customer_email: 'office@example.com' },
    due: [],
    owned: [],
    page: ['filter', 'grinder', 'cake', 'cup', 'kettle'],
    cart: [
      ['cup', 'mined'],
      ['coffee', 'mined'],
    ],
  },
  gone: {
    customer: { customer_email: 'gone@example.com' },
    due: [],
    owned: [],
    page: ['filter', 'grinder', 'cake', 'cup', 'kettle'],
    cart: [
      ['cup', 'mined'],
      ['coffee', 'mined'],
    ],
  },
  nobody: {
    customer: { customer_id: 'nobody' },
    due: [],
    owned: [],
    page: ['filter', 'grinder', 'cake', 'cup', 'kettle'],
    cart: [
      ['cup', 'mined'],
      ['coffee', 'mined'],
    ],
  },
}
