import { type Attacked, attacked, rowOf, type TrustRow } from './watched.ts'

/** Characters of a title. */
const LONGEST = 499
/** Titles that cost much: a letter that becomes 18, letters of every script, patterns that make expressions backtrack. */
const TITLES: Readonly<Record<string, (at: number) => string>> = {
  'ﷺ × 499': () => 'ﷺ'.repeat(LONGEST),
  'ﷺ × 490, all different': (at) => `${'ﷺ'.repeat(490)} ${at}`,
  'letters of every script': (at) =>
    // Below the surrogates, which are no letters.
    Array.from({ length: LONGEST }, (_, n) =>
      String.fromCodePoint(0xa1 + ((at * 7919 + n * 613) % 0xd000)),
    ).join(''),
  'numbers with units': (at) => `${at} ${'1 x 2 cm, set of 3 '.repeat(26)}`.slice(0, LONGEST),
  'one word in all': (at) => `${'mug '.repeat(120)}${at}`,
}

const ITEMS = 2_000

/** Items with such titles, in a file as shops send them; a third of them in one category, so that they are compared. */
const fileOf = (title: (at: number) => string): string =>
  [
    'id,title,link,image_link,price,product_type,attributes',
    ...Array.from({ length: ITEMS }, (_, at) => {
      const attributes = Array.from(
        { length: 10 },
        (_, n) =>
          `attribute ${n}=${title(at)
            .slice(0, 50)
            .replace(/[;=,"]/g, ' ')}`,
      )
      const cells = [
        `item-${at}`,
        title(at),
        `/${at}`,
        `/${at}.png`,
        String(5 + (at % 40)),
        `kind ${at % 3}`,
        attributes.join(';'),
      ]
      return cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')
    }),
  ].join('\n')

/** Orders of two items each, so that pairs are mined. */
const ORDERS = [
  'order_id,order_date,item_id',
  ...Array.from(
    { length: 20_000 },
    (_, at) => `${at >> 1},2026-01-${String(1 + (at % 28)).padStart(2, '0')},item-${(at * 31) % ITEMS}`,
  ),
].join('\n')

async function give(shop: Attacked, kind: string, body: string): Promise<void> {
  const { status, text } = await shop.send(`/v1/imports?kind=${kind}&confirm=1`, { method: 'POST', body })
  if (status !== 202) throw new Error(text)
  await shop.settled()
}

/** Catalogues whose titles take as much time as titles can, imported and mined beside another shop. */
export async function texts(): Promise<TrustRow[]> {
  const rows: TrustRow[] = []
  for (const [name, title] of Object.entries(TITLES)) {
    const shop = await attacked()
    try {
      await give(shop, 'orders', ORDERS)
      const cost = await shop.watch(() => give(shop, 'items', fileOf(title)))
      rows.push(rowOf(`${ITEMS} titles of ${name}: imported and mined`, cost))
    } finally {
      await shop.close()
    }
  }
  return rows
}
