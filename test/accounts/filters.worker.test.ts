import { expect, it } from 'vitest'
import { aShop } from '../a-shop.ts'

const ACCOUNTS = [
  {
    account_id: 'a1',
    name: 'Österreichische Bäckerei',
    attributes: { region: 'Süd', 'a=b': 'c', open: true },
  },
  { account_id: 'a2', name: 'ÄRZTE & Co', attributes: { region: 'Nord', a: 'b=c' } },
  { account_id: 'a3', name: 'Živković 100%', attributes: { size: 12 } },
]

/** Ids of the accounts that a filter leaves. */
async function left(query: Record<string, string>): Promise<string[]> {
  const shop = await aShop()
  await shop.call('/v1/accounts', 'PUT', { accounts: ACCOUNTS })
  const { body } = await shop.call(`/v1/accounts?${new URLSearchParams(query)}`)
  return body.items.map(({ account_id }: { account_id: string }) => account_id)
}

it.each([
  ['österr', ['a1']],
  ['ÖSTERREICHISCHE B', ['a1']],
  ['ärzte', ['a2']],
  ['živković 100%', ['a3']],
  ['živković 100_', []],
  ['A', ['a1', 'a2', 'a3']],
])('a name is found in any case of its letters: %s', async (q, expected) => {
  expect(await left({ q })).toEqual(expected)
})

it.each([
  ['region=Süd', ['a1']],
  ['a=b=c', ['a1', 'a2']],
  ['size=12', ['a3']],
  ['open=true', ['a1']],
])(
  'an attribute is found by its name and value, whatever the name has in it: %s',
  async (attribute, expected) => {
    expect(await left({ attribute })).toEqual(expected)
  },
)
