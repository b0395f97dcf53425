/** The columns that are read, by the names that shop systems and sales tools give them, in small letters. Others become attributes. */
const COLUMNS = {
  account_id: [
    'account_id',
    'account id',
    'account number',
    'account no',
    'company id',
    'company_id',
    'customer number',
    'kundennummer',
    'id',
  ],
  name: ['name', 'company', 'company name', 'company_name', 'account name', 'account', 'firma', 'firmenname'],
  companies: ['companies', 'also known as', 'aliases', 'external id', 'company external id'],
  tier: ['tier', 'class', 'segment', 'klasse', 'stufe'],
  rep: [
    'rep',
    'sales rep',
    'sales representative',
    'sales_representative',
    'account owner',
    'owner',
    'vertreter',
    'betreuer',
  ],
  group: [
    'group',
    'customer group',
    'customer_group',
    'price group',
    'price list',
    'kundengruppe',
    'preisgruppe',
  ],
  terms: ['terms', 'contract terms', 'payment terms', 'konditionen'],
  contract_ends_at: ['contract_ends_at', 'contract ends', 'contract end', 'vertragsende'],
  buyers: [
    'buyers',
    'buyer',
    'contacts',
    'contact email',
    'company email',
    'company_email',
    'email',
    'e-mail',
    'ansprechpartner',
  ],
  role: ['role', 'buyer role', 'rolle'],
  city: ['city', 'ort', 'stadt'],
  country: ['country', 'country code', 'land'],
  location: ['location', 'location name', 'site', 'standort'],
} as const
export type Column = keyof typeof COLUMNS

const plain = (header: string): string => header.trim().toLowerCase()

/** The positions of each column in a header: a file may have several with buyers, such as a number and an address. */
export function positions(header: readonly string[]): Record<Column, number[]> {
  const names = header.map(plain)
  const find = (column: Column) =>
    COLUMNS[column].flatMap((name) => names.flatMap((own, at) => (own === name ? [at] : [])))
  return Object.fromEntries((Object.keys(COLUMNS) as Column[]).map((one) => [one, find(one)])) as Record<
    Column,
    number[]
  >
}

/** How a file of accounts calls its columns at best. */
export const FIRST_NAMES = Object.values(COLUMNS).flatMap(([first]) => first)
