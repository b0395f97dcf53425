import { expect, it } from 'vitest'
import { isDetails } from '../../../worker/ingest/import/fragments.ts'
import { BERLIN, readFile } from '../import/a-file.ts'
import { fileOf } from './a-row.ts'
import { HEADERS } from './headers.ts'

/** What is read of one customer with these cells. */
const read = async (cells: Record<string, string>, header = HEADERS.plainCustomers) => {
  const { rows } = await readFile('customers', fileOf(header, { customer_id: 'c1', ...cells }))
  const [fragment] = rows[0]?.fragments ?? []
  return fragment && isDetails(fragment) ? fragment : undefined
}
const detailsOf = async (cells: Record<string, string>, header?: string) =>
  (await read(cells, header))?.details

it('every column is read as what it is, in the time zone of the shop', async () => {
  expect(
    await detailsOf({
      ...{ group: 'trade', account: 'A-7', locale: 'de-AT', time_zone: 'Europe/Vienna', market: 'AT' },
      ...{ birth_year: '1980', satisfaction: '8,5', complaint_open: 'nein', objects_to_profiling: 'yes' },
      ...{ do_not_offer_until: '2026-12-24', do_not_offer_reason: 'asked for a pause' },
      ...{ consent_email: 'yes', consent_email_at: '2026-03-01 09:30', consent_email_source: 'checkout' },
    }),
  ).toEqual({
    ...{ group: 'trade', account: 'A-7', locale: 'de-AT', time_zone: 'Europe/Vienna', market: 'AT' },
    ...{ birth_year: 1980, satisfaction: 8.5, objects_to_profiling: true },
    do_not_offer_until: Date.UTC(2026, 11, 23, 23),
    do_not_offer_reason: 'asked for a pause',
    consents: { email: { given: true, at: Date.UTC(2026, 2, 1, 8, 30), source: 'checkout' } },
  })
})

it('an empty cell says nothing', async () => {
  expect(await detailsOf({ group: 'trade' })).toEqual({ group: 'trade' })
})

it('attributes keep the names of their columns; numbers stay numbers, and ids with zeros in front texts', async () => {
  expect(await detailsOf({ 'attribute:points': '1250,5', 'attribute:Pets': 'dog' })).toEqual({
    attributes: { points: 1250.5, Pets: 'dog' },
  })
  const header = 'customer_id,Attribute: Card no,attribute_vip'
  expect(await detailsOf({ 'Attribute: Card no': '00123', attribute_vip: 'true' }, header)).toEqual({
    attributes: { 'Card no': '00123', vip: true },
  })
})

it('a number that is another one in another language stays a text', async () => {
  const header = 'customer_id,attribute:a,attribute:b,attribute:c,attribute:d'
  const cells = { 'attribute:a': '1,250', 'attribute:b': '1.250', 'attribute:c': '1,25', 'attribute:d': '-3' }
  expect(await detailsOf(cells, header)).toEqual({ attributes: { a: '1,250', b: '1.250', c: 1.25, d: -3 } })
})

it('a row that is refused joins nobody', async () => {
  const people = BERLIN.people
  people.take()
  await readFile(
    'customers',
    fileOf(HEADERS.plainCustomers, {
      customer_id: 'c9',
      customer_email: 'x@example.org',
      birth_year: '1801',
    }),
  )
  expect(people.take()).toEqual([])
})

it('a yes without a time never undoes a refusal, and a no without one counts from now', async () => {
  expect(await detailsOf({ consent_email: 'yes', consent_sms: 'no' })).toEqual({
    consents: {
      email: { given: true, at: 1, source: '' },
      sms: { given: false, at: BERLIN.now, source: '' },
    },
  })
  // A time in the future would outrank every later word.
  expect(await detailsOf({ consent_email: 'yes', consent_email_at: '2031-01-01' })).toMatchObject({
    consents: { email: { at: BERLIN.now } },
  })
})

it('a customer with both names is known by both; without one the row is left out', async () => {
  const { people } = BERLIN
  expect((await read({ customer_email: 'Ann@Example.org' }))?.keys).toEqual([
    people.byId('c1'),
    people.byEmail('ann@example.org'),
  ])
  const { rows } = await readFile('customers', fileOf(HEADERS.plainCustomers, { group: 'trade' }))
  expect(rows[0]).toMatchObject({ dropped: 'no_customer' })
})

it('a problem names the column of the file', async () => {
  const { rows } = await readFile('customers', 'Kundennummer;Geburtsjahr\nc1;1801\n')
  expect(rows[0]?.problem).toMatchObject({ code: 'bad_detail', column: 'Geburtsjahr' })
})

it('names and addresses are not read', async () => {
  const file = 'customer_id,group,First Name,Phone\nc1,trade,Ann,+49 30 1\n'
  expect(JSON.stringify(await readFile('customers', file))).not.toMatch(/Ann|\+49/)
})
