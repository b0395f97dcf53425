import { expect, it } from 'vitest'
import { identifierOf } from '../../../worker/ingest/identity/identifier.ts'
import { MASTER_KEY } from '../import/a-file.ts'
import { fileRefusal } from '../import/refusal.ts'
import { anIdentifier } from './an-identifier.ts'

const people = anIdentifier(MASTER_KEY, 's0_a')

it('the same person has the same key in every file', () => {
  expect(people.byEmail('ann@example.org')).toBe(anIdentifier(MASTER_KEY, 's0_a').byEmail('ann@example.org'))
  expect(people.byId('7')).toBe(people.byId('7'))
})

it.each(['Ann@Example.org', '  ann@example.org ', 'ANN@EXAMPLE.ORG\n'])('%j is ann@example.org', (email) => {
  expect(people.byEmail(email)).toBe(people.byEmail('ann@example.org'))
})

it('customer ids keep their case, but not the spaces around them', () => {
  expect(people.byId(' a7 ')).toBe(people.byId('a7'))
  expect(people.byId('A7')).not.toBe(people.byId('a7'))
})

it('the same person in two shops, or under two master keys, has two keys', () => {
  const others = [anIdentifier(MASTER_KEY, 's0_b'), anIdentifier(`${MASTER_KEY}!`, 's0_a')]
  const keys = [people, ...others].map((one) => one.byEmail('ann@example.org'))
  expect(new Set(keys).size).toBe(3)
})

it('an id that looks like an e-mail is not an e-mail', () => {
  expect(people.byId('ann@example.org')).not.toBe(people.byEmail('ann@example.org'))
})

it.each(['', '  ', '\t'])('%j is no customer', (text) => {
  expect([people.byEmail(text), people.byId(text)]).toEqual([undefined, undefined])
})

it('a key has 128 bits in 22 letters and does not reveal the person', () => {
  const keys = Array.from({ length: 1_000 }, (_, n) => people.byEmail(`ann${n}@example.org`) ?? '')
  for (const key of keys) expect(key).toMatch(/^[\w-]{22}$/)
  expect(new Set(keys).size).toBe(1_000)
  expect(keys.join(' ')).not.toMatch(/ann\d|example/)
})

it('keys stay the same when there are more people than the cache holds', () => {
  const first = people.byId('0')
  for (let n = 1; n < 20_500; n += 1) people.byId(`${n}`)
  expect(people.byId('0')).toBe(first)
})

it.each(['', 'short'])('without a master key, or with %j, no file is read', async (MASTER_KEY) => {
  const shop = { shop_id: 's0_a', identity_key: null }
  expect((await fileRefusal(() => identifierOf({ MASTER_KEY }, shop))).code).toBe('unavailable')
})
