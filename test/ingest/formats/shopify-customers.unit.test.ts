import { expect, it } from 'vitest'
import { BERLIN, readFile } from '../import/a-file.ts'
import { fileOf } from './a-row.ts'
import { HEADERS } from './headers.ts'

const ANN = {
  'First Name': 'Ann',
  'Last Name': 'Lee',
  Email: 'Ann@Example.org ',
  'Accepts Email Marketing': 'yes',
  'Accepts SMS Marketing': 'no',
  Phone: '+49 30 1',
  City: 'Bonn',
  'Total Spent': '120.00',
  'Total Orders': '3',
  Tags: 'VIP, wholesale',
  Note: 'rings twice',
}
const read = async (...records: Record<string, string>[]) =>
  (await readFile('customers', fileOf(HEADERS.shopifyCustomers, ...records))).rows

it('keeps two consents and the tags, under the same key as the orders', async () => {
  const [row] = await read(ANN)
  expect(row?.fragments).toEqual([
    {
      key: BERLIN.people.byEmail('ann@example.org'),
      customer: { accepts_email: true, accepts_sms: false, tags: ['VIP', 'wholesale'] },
    },
  ])
})

it('nothing else about the customers is kept', async () => {
  expect(JSON.stringify(await read(ANN))).not.toMatch(/ann|lee|\+49|bonn|rings|120/i)
})

it('a customer without an e-mail is left out', async () => {
  expect((await read({ ...ANN, Email: '' }))[0]).toMatchObject({ dropped: 'no_email' })
})

it('a column that the file does not have stays unknown', async () => {
  const [row] = await read({ ...ANN, 'Accepts Email Marketing': '', 'Accepts SMS Marketing': '', Tags: '' })
  expect(row?.fragments?.[0]).toMatchObject({ customer: { tags: [] } })
  expect(JSON.stringify(row)).not.toContain('accepts')
})

it('an export of orders is not recognised as customers', async () => {
  const file = fileOf(HEADERS.shopifyOrders, { Name: '#1', Email: 'ann@example.org' })
  await expect(readFile('customers', file)).rejects.toThrow(/kind=orders/)
})

it('a value that means neither yes nor no is refused', async () => {
  const [row] = await read({ ...ANN, 'Accepts SMS Marketing': 'perhaps' })
  expect([row?.problem?.code, row?.problem?.column]).toEqual(['bad_yes_no', 'Accepts SMS Marketing'])
})
